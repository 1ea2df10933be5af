import { at, type Change } from '../../compare/change';
import { changesBetween } from '../../compare/pipelines';
import { changesMarkdown, changesText, type PipelineChanges } from '../../render/changes';
import { type CliContext, EXIT } from '../context';
import { documentOf, pipelineNames } from '../documents';
import { UsageError } from '../usage-error';
import { documentsAt } from './base-documents';
import { pipelineCommand } from './pipeline-command';
import { namedPipelines, readDocument } from './read-pipelines';

const HELP = `stagegate diff [pipeline] [--base COMMIT] [--markdown | --json] [--fail-on-weaker]

Says what a change does to the delivery: what it opens, what it closes, what somebody has to set up for it. Compares
.stagegate/ with that of a commit; runs no code of the repository.

  --base            branch, tag or commit; HEAD where nothing is given
  --markdown        for the summary of a job or a comment
  --json            for programs
  --fail-on-weaker  ends with 2 where something is weaker than it was
`;

const OPTIONS = {
  base: { type: 'string', default: 'HEAD' },
  markdown: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'fail-on-weaker': { type: 'boolean', default: false },
} as const;

export const diffCommand = pipelineCommand(HELP, OPTIONS, async ({ values, positionals }, context) => {
  if (values.markdown && values.json) throw new UsageError('got --markdown and --json\n→ give one of them');
  const found = await changesSince(values.base, positionals, context);
  const colour = context.interactive && !context.env.NO_COLOR;
  if (values.json) context.out(`${JSON.stringify({ version: 1, base: values.base, pipelines: found }, null, 2)}\n`);
  else if (values.markdown) context.out(found.map((one) => changesMarkdown(one, values.base)).join('\n'));
  else context.out(found.map((one) => changesText(one, values.base, colour)).join('\n'));
  const isWeaker = found.some(({ changes }) => changes.some(({ effect }) => effect === 'weaker'));
  return values['fail-on-weaker'] && isWeaker ? EXIT.drift : EXIT.ok;
});

async function changesSince(
  base: string,
  positionals: readonly string[],
  context: CliContext,
): Promise<PipelineChanges[]> {
  const before = await documentsAt(base, context);
  const now = pipelineNames(context.cwd);
  const names = [...new Set([...now, ...before.keys()])].sort();
  return namedPipelines(context.cwd, names, positionals).map((pipeline) => {
    const old = before.get(pipeline);
    if (old === undefined) return { pipeline, changes: only(pipeline, 'is new') };
    if (!now.includes(pipeline)) return { pipeline, changes: only(pipeline, 'is gone') };
    return { pipeline, changes: changesBetween(readDocument(old), readDocument(documentOf(context.cwd, pipeline))) };
  });
}

const only = (pipeline: string, text: string): Change[] => [at(pipeline)('changed', text)];
