import { parseArgs } from 'node:util';
import type { PipelineModel } from '../../model/pipeline-model';
import { type Event, events } from '../../simulate/events';
import type { Outcome } from '../../simulate/rules/results';
import type { Run } from '../../simulate/run';
import { simulate } from '../../simulate/simulate';
import { type Command, EXIT } from '../context';
import { refused, UsageError } from '../usage-error';
import { readPipelines } from './read-pipelines';

const EVENTS: { readonly [name: string]: (ref: string) => Event } = {
  push: (ref) => events.push(ref),
  tag: (ref) => events.pushTag(ref),
  'pull-request': (ref) => events.pullRequest(ref),
  fork: (ref) => events.forkPullRequest(ref),
  'merge-queue': (ref) => events.mergeGroup(ref),
  manual: (ref) => events.dispatch(ref),
};
const OUTCOMES = ['success', 'failure', 'cancelled', 'timed-out', 'rejected'];

const HELP = `stagegate simulate <pipeline> [--event NAME] [--ref REF] [--set JOB=OUTCOME ...] [--json]

Says which jobs of a pipeline GitHub would run, and why, without running any.

  --event  ${Object.keys(EVENTS).join(', ')}; push where nothing is given
  --ref    branch or tag, for pull requests and the merge queue the branch they go into; main where nothing is given
  --set    how a job or a step (JOB/STEP) ends: ${OUTCOMES.join(', ')}; everything else succeeds
`;

export const simulateCommand: Command = {
  async run(args, context) {
    try {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: {
          help: { type: 'boolean', short: 'h' },
          event: { type: 'string', default: 'push' },
          ref: { type: 'string', default: 'main' },
          set: { type: 'string', multiple: true, default: [] },
          json: { type: 'boolean', default: false },
        },
      });
      if (values.help) {
        context.out(HELP);
        return EXIT.ok;
      }
      if (!Object.hasOwn(EVENTS, values.event)) {
        throw new UsageError(`there is no event ${values.event}\n→ events are: ${Object.keys(EVENTS).join(', ')}`);
      }
      const event = EVENTS[values.event](values.ref);
      const runs = readPipelines(context.cwd, positionals[0]).map(({ model }) =>
        judged(model, event, outcomesOf(values.set)),
      );
      context.out(values.json ? `${JSON.stringify(runs, null, 2)}\n` : runs.map(textOf).join('\n'));
      return EXIT.ok;
    } catch (error) {
      const isUnknownJob = error instanceof Error && error.message.startsWith('an outcome is given');
      return refused(
        isUnknownJob ? new UsageError(`${error.message}\n→ name one with --set JOB=OUTCOME`) : error,
        context.err,
      );
    }
  },
};

/** The verdict decides by itself: it fails where a blocking job did. */
function judged(model: PipelineModel, event: Event, outcomes: Record<string, Outcome>): Run {
  const run = simulate(model, event, outcomes);
  const blocking = new Set(model.jobs.filter((job) => job.blocking && job.role === 'work').map(({ id }) => id));
  const isBroken = run.jobs.some(
    ({ id, result }) => blocking.has(id) && (result === 'failure' || result === 'cancelled'),
  );
  const verdict = model.jobs.find(({ role }) => role === 'verdict')?.id;
  return isBroken && verdict !== undefined ? simulate(model, event, { [verdict]: 'failure', ...outcomes }) : run;
}

function outcomesOf(settings: readonly string[]): Record<string, Outcome> {
  return Object.fromEntries(
    settings.map((setting) => {
      const [name, outcome = ''] = setting.split('=');
      if (!OUTCOMES.includes(outcome)) {
        throw new UsageError(
          `--set ${setting} names no outcome\n→ write JOB=OUTCOME; outcomes are: ${OUTCOMES.join(', ')}`,
        );
      }
      return [name, outcome as Outcome];
    }),
  );
}

function textOf(run: Run): string {
  if (!run.starts) return `${run.title}: does not start: ${run.why}\n`;
  const width = Math.max(...run.jobs.map(({ id }) => id.length));
  const rows = run.jobs.map((job) => {
    const waits = job.waitsForApproval ? ', after approval' : '';
    const time = job.start === null ? '' : ` at minute ${job.start} to ${job.end}${waits}`;
    const why = job.ran ? '' : `  ${job.why.because}`;
    return `  ${job.id.padEnd(width)}  ${job.result}${time}${why}`;
  });
  return `${run.title}: ${run.conclusion} after ${run.minutes} minutes\n${rows.join('\n')}\n`;
}
