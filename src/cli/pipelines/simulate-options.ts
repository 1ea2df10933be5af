import { type Event, events } from '../../simulate/events';
import { GIVEN_OUTCOMES } from '../../simulate/rules/results';
import type { Circumstances, Outcomes } from '../../simulate/run';
import { didYouMean } from '../../util/near-names';
import { UsageError } from '../usage-error';

/** What the command line says of a run. */
interface RunOptions {
  readonly event: string;
  readonly ref?: string;
  readonly input: readonly string[];
  readonly set: readonly string[];
  readonly output: readonly string[];
  readonly var: readonly string[];
  readonly changed: readonly string[];
  readonly duration: readonly string[];
  readonly approval: readonly string[];
  readonly 'cancel-at'?: string;
}

type Inputs = { readonly [name: string]: string };

const EVENTS: { readonly [name: string]: (ref: string, inputs: Inputs) => Event } = {
  push: (ref) => events.push(ref),
  tag: (ref) => events.pushTag(ref),
  'pull-request': (ref) => events.pullRequest(ref),
  fork: (ref) => events.forkPullRequest(ref),
  'merge-queue': (ref) => events.mergeGroup(ref),
  manual: (ref, inputs) => events.dispatch(ref, inputs),
  schedule: (ref) => events.schedule(ref),
};

export const HELP = `stagegate simulate [pipeline] [--event NAME] [--ref REF] [--set JOB=OUTCOME ...] [...] [--json]

Says which jobs of a pipeline GitHub would run, and why, without running any; of all pipelines where none is named.

  --event      ${Object.keys(EVENTS).join(', ')}; push where nothing is given
  --ref        branch or tag, by name or in full (refs/heads/main); for pull requests and the merge queue the branch they
               go into; the default branch where nothing is given
  --input      NAME=VALUE of a manual start; its default where it is not given
  --changed    file that a push or a pull request changes; where none is given, filters by path let everything in
  --set        how a job or a step (JOB/STEP) ends: ${GIVEN_OUTCOMES.join(', ')}; everything else succeeds
  --output     JOB/STEP.OUTPUT=VALUE; what is not given is unknown
  --var        NAME=VALUE of a variable; empty where it is not given
  --duration   JOB=MINUTES; its budget where it is not given
  --approval   ENVIRONMENT=MINUTES until a reviewer approves; 0 where it is not given
  --cancel-at  minute at which somebody cancels the run
  --json       the same for programs
`;

/** The event that options name. */
export function eventOf({ event, ref, input, changed }: RunOptions, defaultBranch: string): Event {
  if (!Object.hasOwn(EVENTS, event)) {
    const names = Object.keys(EVENTS);
    throw new UsageError(`there is no event ${event}${didYouMean(event, names)}\n→ events are: ${names.join(', ')}`);
  }
  if (input.length > 0 && event !== 'manual') {
    throw new UsageError(`--input is given for ${event}\n→ only a manual start has inputs: --event manual`);
  }
  if (changed.length > 0 && !['push', 'pull-request', 'fork'].includes(event)) {
    throw new UsageError(`--changed is given for ${event}\n→ only pushes and pull requests have changed files`);
  }
  const named = EVENTS[event](ref ?? defaultBranch, pairs('--input', 'NAME=VALUE', input));
  return changed.length === 0 ? named : { ...named, changedFiles: changed };
}

/** How jobs and steps end; outcomes that are none the simulator refuses. */
export function outcomesOf({ set }: RunOptions): Outcomes {
  return pairs('--set', 'JOB=OUTCOME', set) as Outcomes;
}

export function circumstancesOf(options: RunOptions): Circumstances {
  const cancelAt = options['cancel-at'];
  return {
    outputs: outputsOf(options.output),
    vars: pairs('--var', 'NAME=VALUE', options.var),
    durations: minutesOf('--duration', 'JOB=MINUTES', options.duration),
    approvals: minutesOf('--approval', 'ENVIRONMENT=MINUTES', options.approval),
    ...(cancelAt === undefined ? {} : { cancelledAt: minute('--cancel-at', cancelAt) }),
  };
}

/** `NAME=VALUE`: the value may have a `=` in it. */
function pairs(option: string, form: string, settings: readonly string[]): { readonly [name: string]: string } {
  const entries = settings.map((setting) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    if (name === undefined) throw new UsageError(`${option} ${setting} says nothing\n→ write ${form}`);
    return [name, value];
  });
  return Object.fromEntries(entries);
}

function minutesOf(option: string, form: string, settings: readonly string[]): { readonly [name: string]: number } {
  const given = Object.entries(pairs(option, form, settings));
  return Object.fromEntries(given.map(([name, minutes]) => [name, minute(`${option} ${name}`, minutes)]));
}

function minute(option: string, text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  throw new UsageError(`${option} got ${text}, which is no number of minutes\n→ write a number of 0 or more`);
}

function outputsOf(settings: readonly string[]): NonNullable<Circumstances['outputs']> {
  const outputs: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(pairs('--output', 'JOB/STEP.OUTPUT=VALUE', settings))) {
    const [, step, output] = /^([^/]+\/[^/.]+)\.([^.]+)$/.exec(name) ?? [];
    if (step === undefined) throw new UsageError(`--output ${name} names no output\n→ write JOB/STEP.OUTPUT=VALUE`);
    outputs[step] = { ...outputs[step], [output]: value };
  }
  return outputs;
}
