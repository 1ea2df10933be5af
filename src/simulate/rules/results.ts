import type { Result } from './status';

/** How something ended, before anything is forgiven. */
export type Outcome =
  | 'success'
  | 'failure'
  | 'cancelled'
  /** Took longer than `timeout-minutes`. */
  | 'timed-out'
  /** A reviewer said no, or nobody answered within 30 days. */
  | 'rejected'
  /** The environment does not let this ref in. */
  | 'refused';

/** The outcomes that a scenario may give; which refs an environment lets in follows from its policy. */
export type GivenOutcome = Exclude<Outcome, 'refused'>;

export const GIVEN_OUTCOMES: readonly GivenOutcome[] = ['success', 'failure', 'cancelled', 'timed-out', 'rejected'];

/**
 * The result of a job that others see. A job that runs into its timeout is cancelled; one whose approval was refused has
 * failed; a failure that `continue-on-error` forgives is a success for everybody who asks, a cancelled job is not.
 *
 * Source: GitHub docs, workflow syntax, `jobs.<job_id>.timeout-minutes` ("automatically cancels it"), "Reviewing
 * deployments"; actions/toolkit#581 for the result behind `continue-on-error`.
 */
export function resultOf(outcome: Outcome, continueOnError: boolean): Result {
  if (outcome === 'timed-out' || outcome === 'cancelled') return 'cancelled';
  if (outcome === 'success' || continueOnError) return 'success';
  return 'failure';
}

/**
 * The result of a matrix: one failed leg fails it, else one cancelled leg cancels it.
 *
 * Source: GitHub docs, contexts, `needs.<job_id>.result`; workflow syntax, `strategy.fail-fast`.
 */
export function matrixResult(legs: readonly Result[]): Result {
  if (legs.includes('failure')) return 'failure';
  return legs.includes('cancelled') ? 'cancelled' : 'success';
}

/**
 * The outcome and the conclusion of a step: a step that runs into its own timeout has failed; what the step does not
 * forgive itself ends the job.
 *
 * Source: GitHub docs, contexts, `steps.<step_id>.outcome` and `.conclusion`.
 */
export function stepConclusion(outcome: Result, continueOnError: boolean): Result {
  return outcome === 'failure' && continueOnError ? 'success' : outcome;
}

/**
 * The conclusion of a run. A failed job outweighs a cancelled one; a run in which every job was skipped is skipped.
 *
 * Source: GitHub docs, "About status checks", conclusions. That a failure outweighs a cancelled job is observed, not documented.
 */
export function runConclusion(results: readonly Result[], cancelled: boolean): Result {
  if (results.includes('failure')) return 'failure';
  if (cancelled || results.includes('cancelled')) return 'cancelled';
  return results.every((result) => result === 'skipped') ? 'skipped' : 'success';
}
