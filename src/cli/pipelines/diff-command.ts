import { at, type Change } from '../../compare/change';
import { fileChanges } from '../../compare/files';
import { changesBetween, changesOfNew } from '../../compare/pipelines';
import { changesMarkdown, changesText, type PipelineChanges } from '../../render/changes';
import { type CliContext, EXIT } from '../context';
import { documentOf, pipelineNames } from '../documents';
import { UsageError } from '../usage-error';
import { baseAt } from './base-commit';
import { pipelineCommand } from './pipeline-command';
import { namedPipelines, readDocument } from './read-pipelines';
import { changedFiles, writtenSums } from './written-files';

const HELP = `stagegate diff [pipeline] [--base COMMIT] [--markdown | --json] [--fail-on-weaker]

Says what a change does to the delivery: what it opens, what it closes, what somebody has to set up for it. Compares
.stagegate/ with that of a commit, and says which files are not as they were written; runs no code of the repository.

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
  const { pipelines, files } = await changesSince(values.base, positionals, context);
  const told = [...pipelines, ...(files.length === 0 ? [] : [{ pipeline: 'generated files', changes: files }])];
  const colour = context.interactive && !context.env.NO_COLOR;
  if (values.json) {
    context.out(`${JSON.stringify({ version: 1, base: values.base, pipelines, files }, null, 2)}\n`);
  } else if (values.markdown) context.out(told.map((one) => changesMarkdown(one, values.base)).join('\n'));
  else context.out(told.map((one) => changesText(one, values.base, colour)).join('\n'));
  const isWeaker = told.some(({ changes }) => changes.some(({ effect }) => effect === 'weaker'));
  return values['fail-on-weaker'] && isWeaker ? EXIT.drift : EXIT.ok;
});

interface Changes {
  readonly pipelines: readonly PipelineChanges[];
  /** Of files that belong to no pipeline alone, and of those that were not written as they are. */
  readonly files: readonly Change[];
}

async function changesSince(base: string, positionals: readonly string[], context: CliContext): Promise<Changes> {
  const { cwd } = context;
  const before = await baseAt(base, context);
  const now = new Map(pipelineNames(cwd).map((name) => [name, documentOf(cwd, name)]));
  const names = [...new Set([...now.keys(), ...before.documents.keys()])].sort();
  const gone = () => [...before.documents].filter(([name]) => !now.has(name)).map(([, old]) => readDocument(old));
  const pipelines = namedPipelines(cwd, names, positionals).map((pipeline) => {
    const [old, fresh] = [before.documents.get(pipeline), now.get(pipeline)];
    if (fresh === undefined) return { pipeline, changes: [at(pipeline)('changed', 'is gone')] };
    const after = readDocument(fresh);
    return {
      pipeline,
      changes: old === undefined ? changesOfNew(after, gone()) : changesBetween(readDocument(old), after),
    };
  });
  if (now.size === 0) return { pipelines, files: [] };
  const documents = [...before.documents.values(), ...now.values()].map(readDocument);
  const [old, fresh] = [before.sums, writtenSums(cwd)];
  return {
    pipelines,
    files: [
      ...changedFiles(cwd).map(({ file, problem }) => at(file)('weaker', `${problem}: run \`npx projen\``)),
      ...(old === null || fresh === null ? [] : fileChanges(old, fresh, documents)),
    ],
  };
}
