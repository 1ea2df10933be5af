import type { Result } from '../rules/status';
import type { EventKind } from './event-kinds';
import type { ExampleJob, ExampleRun, Reason } from './symbolic-run';

/** What a pipeline must not do, and does. */
export type ViolationKind =
  /** A deployment starts although a gate before it has not succeeded. */
  | 'gate'
  /** A deployment starts on a ref that its environment does not let in. */
  | 'ref'
  /** A deployment starts on a pull request. */
  | 'pull-request'
  /** A pull request signs in. */
  | 'identity'
  /** A pull request reads a secret. */
  | 'secret'
  /** The job and the environment's protection do not speak of the same. */
  | 'protection'
  /** The verdict is green although somebody has switched a gate off. */
  | 'verdict'
  /** What is deployed is not what was built, scanned and tested. */
  | 'digest'
  /** What is deployed no integration test has looked at, although one looked at another image. */
  | 'untested'
  /** Nothing can be said about the pipeline. */
  | 'undecided';

/** Shows that the pipeline is not safe, as a run. */
export interface Counterexample {
  readonly kind: ViolationKind;
  /** Construct path of what it is about. */
  readonly path: string;
  /** The job that should not have run, or that is wrong; null where it is about the whole pipeline. */
  readonly job: string | null;
  readonly environment: string | null;
  /** The gates that can be passed by; the run shows the last. Empty where it is about something else. */
  readonly gates: readonly string[];
  /** The event in words; null where it does not depend on one. */
  readonly event: string | null;
  /** How each job before it ended. Empty where that does not matter. */
  readonly outcomes: { readonly [job: string]: Result };
  /** What is wrong, in one line. */
  readonly message: string;
  /** The run, one job a line, then why the job runs. */
  readonly text: string;
  readonly remedy: string;
}

/** What is wrong wherever it runs. */
export function still(
  kind: ViolationKind,
  about: Pick<Counterexample, 'path' | 'job' | 'environment'>,
  message: string,
  remedy: string,
): Counterexample {
  return { kind, ...about, gates: [], event: null, outcomes: {}, message, text: message, remedy };
}

/**
 * What is wrong in one run.
 *
 * @param isExplained - the message says already why the run could go that way
 */
export function asRun(
  about: Pick<Counterexample, 'kind' | 'path' | 'environment' | 'gates' | 'remedy'> & { readonly job: string },
  kind: EventKind,
  run: ExampleRun,
  shown: ReadonlySet<string>,
  what: string,
  isExplained = false,
): Counterexample {
  const jobs = run.jobs.filter(({ id }) => shown.has(id) && id !== about.job);
  const message = `${kind.title}: ${what}`;
  return {
    ...about,
    event: kind.title,
    outcomes: Object.fromEntries(jobs.map(({ id, result }) => [id, result])),
    message,
    text: [
      message,
      ...jobLines(about.job, jobs, run),
      ...(isExplained ? [] : reasonLines(about.kind, about.job, run, jobs)),
    ].join('\n'),
  };
}

function jobLines(job: string, jobs: readonly ExampleJob[], run: ExampleRun): string[] {
  const width = Math.max(job.length, ...jobs.map(({ id }) => id.length));
  const line = (id: string, text: string) => `  ${id.padEnd(width)}  ${text}`;
  const isCancelled = run.jobs.find(({ id }) => id === job)?.isCancelled;
  return [...jobs.map((ended) => line(ended.id, resultText(ended))), line(job, `RUNS${isCancelled ? AFTER : ''}`)];
}

const AFTER = ', after the run was cancelled';

function resultText({ result, isForgiven, isCancelled }: ExampleJob): string {
  const seen = isForgiven ? 'failure, seen as success (continue-on-error)' : result;
  return `${seen}${isCancelled ? AFTER : ''}`;
}

/**
 * Why the jobs ran that something before should have stopped; where none did, why the deployment ran. Of the reasons only
 * those that let it happen: what went wrong before, what nobody can know beforehand, and, where the ref or the pull request
 * is what is wrong, the event. The rest holds in every run that gets there.
 */
function reasonLines(kind: ViolationKind, job: string, run: ExampleRun, before: readonly ExampleJob[]): string[] {
  const isWrong = ({ result, isForgiven }: ExampleJob) => result !== 'success' || isForgiven;
  const wrong = new Set(before.filter(isWrong).map(({ id }) => id));
  const bold = run.jobs.filter(
    ({ id, result, needs }) =>
      (id === job || before.some((other) => other.id === id)) &&
      result !== 'skipped' &&
      needs.some((need) => wrong.has(need)),
  );
  const told = kind === 'gate' && bold.length > 0 ? bold.map(({ id }) => id) : [job];
  const used = run.assumptions.filter(({ holds }) => holds);
  const open = new Set(run.assumptions.map(({ leaf }) => leaf));
  const matters = ({ leaf, reads, isEvent }: Reason) =>
    open.has(leaf) || (kind === 'gate' ? reads.some((read) => wrong.has(read)) : isEvent);
  const because = (id: string) => {
    const reasons = run.reasons(id);
    const telling = reasons.filter(matters);
    const others = reasons.filter(({ isEvent }) => !isEvent);
    return [telling, others, reasons].find(({ length }) => length > 0) ?? [];
  };
  return [
    ...told.map((id) => `  ${id} runs because ${because(id).map(text).join(', ')}`),
    ...(used.length > 0 ? [`  where ${used.map(text).join(', ')}`] : []),
  ];
}

const text = ({ leaf, holds }: { readonly leaf: string; readonly holds: boolean }) => `${leaf} is ${holds}`;
