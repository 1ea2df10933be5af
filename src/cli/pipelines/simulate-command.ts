import type { Run } from '../../simulate/run';
import { runText } from '../../simulate/run-text';
import { simulate } from '../../simulate/simulate';
import { EXIT } from '../context';
import { pipelineCommand } from './pipeline-command';
import { readPipelines } from './read-pipelines';
import { circumstancesOf, eventOf, HELP, outcomesOf } from './simulate-options';

const LIST = { type: 'string' as const, multiple: true as const, default: [] as string[] };

const OPTIONS = {
  event: { type: 'string', default: 'push' },
  ref: { type: 'string' },
  input: LIST,
  set: LIST,
  output: LIST,
  var: LIST,
  changed: LIST,
  duration: LIST,
  approval: LIST,
  'cancel-at': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const simulateCommand = pipelineCommand(HELP, OPTIONS, ({ values, positionals }, context) => {
  const runs = readPipelines(context.cwd, positionals).map(({ model }) => ({
    pipeline: model.id,
    ...simulate(model, eventOf(values, model.defaultBranch), outcomesOf(values), circumstancesOf(values)),
  }));
  const texts = runs.map((run) => (runs.length === 1 ? textOf(run) : `${run.pipeline}: ${textOf(run)}`));
  context.out(values.json ? `${JSON.stringify(runs, null, 2)}\n` : texts.join('\n'));
  return EXIT.ok;
});

/** The run, and what to give where something is unknown. */
function textOf(run: Run): string {
  const unknown = new Set([...run.unknown, ...run.jobs.flatMap((job) => job.unknown)]);
  const options = [...unknown].map((output) => `--output ${output}=VALUE`).join(' ');
  return `${runText(run)}${options === '' ? '' : `→ to know more, give ${options}\n`}`;
}
