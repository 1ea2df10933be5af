import { type Event, refName } from './events';
import type { Contexts, Explanation } from './explain';
import { type Attempt, enteredEnvironment } from './job-attempt';
import type { PlannedJob } from './plan';
import { resultOf } from './rules/results';
import type { JobRun } from './run';
import { notGiven, unknownIn } from './text';

/** Values of the outputs of a job, with marks in those that nobody knows. */
export type OutputValues = { readonly [output: string]: string };

interface Times {
  readonly ready: number;
  readonly start: number | null;
  readonly end: number;
}

const NOTHING = { ran: false, waitsForApproval: false, waitTimer: 0, outcome: null, outputs: {}, legs: [] } as const;

/** A job whose condition does not hold. */
export function skippedJob(job: PlannedJob, contexts: Contexts, why: Explanation, ready: number): JobRun {
  const environment = enteredEnvironment(job, contexts);
  const told = { why, reason: why.because, unknown: [], ready, start: null, end: ready };
  return { id: job.id, ...NOTHING, result: 'skipped', environment, ...told };
}

/** A job that ran to its end, or that its environment kept out. */
export function endedJob(
  job: PlannedJob,
  attempt: Attempt,
  why: Explanation,
  values: OutputValues,
  event: Event,
  times: Times,
): JobRun {
  const { environment, waitsForApproval, waitTimer, outcome, result, legs } = attempt;
  const told = { outcome, result, why, reason: reasonOf(attempt, event), unknown: [] };
  const outputs = knownOutputs(values, attempt.knowsOutputs);
  const ran = times.start !== null;
  return { id: job.id, ran, waitsForApproval, waitTimer, environment, ...told, outputs, legs, ...times };
}

function reasonOf({ environment, outcome }: Attempt, { ref }: Event): string {
  if (outcome === 'rejected') return `its deployment to ${environment} was rejected`;
  return outcome === 'refused' ? `${environment} does not let ${refName(ref)} in` : '';
}

/** A job that was on its way when the run was cancelled. */
export function stoppedJob(run: JobRun, stop: number): JobRun {
  const ran = run.start !== null && run.start < stop;
  const reason = ran ? 'the run was cancelled' : 'the run was cancelled before it started';
  return { ...cancelled(run, reason), ran, start: ran ? run.start : null, end: stop };
}

/** A job that another one of its concurrency group replaces. */
export function replacedJob(run: JobRun, at: number): JobRun {
  const ran = run.start !== null && run.start < at;
  const reason = 'another job of its concurrency group took its place';
  return { ...cancelled(run, reason), ran, start: ran ? run.start : null, end: at };
}

function cancelled(run: JobRun, reason: string): JobRun {
  const outputs = Object.fromEntries(Object.keys(run.outputs).map((name) => [name, null]));
  return { ...run, outcome: 'cancelled', result: resultOf('cancelled', false), reason, outputs, legs: [] };
}

/** A job of which nobody knows whether it runs; the times are those that it would have. */
export function doubtfulJob(run: JobRun): JobRun {
  const { why } = run;
  const outputs = Object.fromEntries(Object.keys(run.outputs).map((name) => [name, null]));
  const told = { result: 'unknown', reason: why.because, unknown: why.unknown, outputs, start: null } as const;
  return { ...run, ran: false, outcome: null, legs: [], ...told };
}

/** A job that runs, and of which nobody knows how it ends. */
export function openJob(run: JobRun, unknown: readonly string[]): JobRun {
  return { ...run, outcome: null, result: 'unknown', reason: notGiven(unknown), unknown };
}

function knownOutputs(values: OutputValues, knows: boolean): JobRun['outputs'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, knows && unknownIn(value).length === 0 ? value : null]),
  );
}
