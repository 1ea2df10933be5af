import { evaluate, type JsonValue } from '../../src/util/expressions';

/*
 * A second, naive reading of GitHub's documented rules, to compare the simulator and the proof with. It shares nothing with
 * them but the engine that evaluates expressions. Rules, from docs.github.com:
 *
 *  1. expressions, "Status check functions": a condition without one of them is `success() && (condition)`. `success()`: no
 *     job before has failed, been cancelled or been skipped, however far back; `failure()`: any ancestor has failed;
 *     `cancelled()`: the run was cancelled; `always()`: true. In a cancelled run neither success() nor failure() holds.
 *  2. contexts, `needs`: direct needs only; `result` is success, failure, cancelled or skipped.
 *  3. a job whose condition does not hold is skipped.
 *  4. `jobs.<id>.continue-on-error`: a failure counts as a success for whoever asks; a cancellation does not.
 *  5. "Cancelling a workflow": cancelled once, cancelled for everything that comes later.
 */

export type Ending = 'success' | 'failure' | 'cancelled';
export type Result = Ending | 'skipped';

export interface OracleJob {
  readonly id: string;
  readonly needs: readonly string[];
  readonly if?: string;
  readonly continueOnError?: boolean;
}

export interface OracleRun {
  readonly results: { readonly [job: string]: Result };
  /** Jobs that ran and did what they are for. */
  readonly succeeded: ReadonlySet<string>;
}

/** Jobs must be given after those that they need. `cancelledBefore`: jobs whose condition was evaluated too late. */
export function oracle(
  jobs: readonly OracleJob[],
  github: { readonly [field: string]: JsonValue },
  endings: { readonly [job: string]: Ending },
  cancelledBefore: ReadonlySet<string> = new Set(),
): OracleRun {
  const results: Record<string, Result> = {};
  const succeeded = new Set<string>();
  for (const job of jobs) {
    const before = everythingBefore(jobs, job).map((id) => results[id]);
    const cancelled = cancelledBefore.has(job.id);
    const success = !cancelled && before.filter((result) => result !== 'success').length === 0;
    const failure = !cancelled && before.filter((result) => result === 'failure').length > 0;
    const needs = Object.fromEntries(job.needs.map((need) => [need, { result: results[need], outputs: {} }]));
    const asked = (job.if ?? '').replace(/^\$\{\{|\}\}$/g, '').trim() || 'success()';
    const condition = /\b(always|success|failure|cancelled)\s*\(/.test(asked) ? asked : `success() && (${asked})`;
    const value = evaluate(condition, { github, needs }, { success, failure, cancelled });
    if (value === false || value === null || value === '' || value === 0) {
      results[job.id] = 'skipped';
      continue;
    }
    const ending = endings[job.id] ?? 'success';
    if (ending === 'success') succeeded.add(job.id);
    results[job.id] = ending === 'failure' && job.continueOnError ? 'success' : ending;
  }
  return { results, succeeded };
}

function everythingBefore(jobs: readonly OracleJob[], job: OracleJob): string[] {
  const direct = jobs.filter(({ id }) => job.needs.includes(id));
  return direct.flatMap((need) => [need.id, ...everythingBefore(jobs, need)]);
}

/** Every way in which jobs can end and the run be cancelled. Jobs with the same needs become ready at the same moment. */
export function* everyRun(
  jobs: readonly OracleJob[],
): Generator<{ endings: { [job: string]: Ending }; cancelledBefore: Set<string> }> {
  const moments = [...new Set(jobs.map(momentOf))];
  for (const endings of assignments<Ending>(
    jobs.map(({ id }) => id),
    ['success', 'failure', 'cancelled'],
  )) {
    for (const cancelled of assignments<boolean>(moments, [false, true])) {
      const late = jobs.filter((job) => cancelled[momentOf(job)]);
      const isOrderly = jobs.every(
        (job) => cancelled[momentOf(job)] || !late.some((before) => job.needs.includes(before.id)),
      );
      if (isOrderly) yield { endings, cancelledBefore: new Set(late.map(({ id }) => id)) };
    }
  }
}

const momentOf = ({ needs }: OracleJob) => [...needs].sort().join();

function* assignments<Value>(names: readonly string[], values: readonly Value[]): Generator<Record<string, Value>> {
  if (names.length === 0) {
    yield {};
    return;
  }
  const [first, ...rest] = names;
  for (const others of assignments(rest, values)) for (const value of values) yield { ...others, [first]: value };
}
