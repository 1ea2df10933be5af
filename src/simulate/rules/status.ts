import type { RunState } from '../../util/expressions';

/** `needs.<job>.result`, and `steps.<step>.conclusion`. */
export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';

/**
 * What the status functions answer in the condition of a job: `success()` wants every ancestor, however far, to have
 * succeeded, so that a skip goes down the whole chain; `failure()` wants one that failed; in a cancelled run both are false.
 *
 * Source: GitHub docs, expressions, "Status check functions"; actions/runner#491, #2205 for skipped ancestors.
 */
export function jobStatus(ancestors: Iterable<Result>, cancelled: boolean): RunState {
  const results = [...ancestors];
  return {
    success: !cancelled && results.every((result) => result === 'success'),
    failure: !cancelled && results.includes('failure'),
    cancelled,
  };
}

/**
 * What the status functions answer in the condition of a step: how the job stands so far. A skipped step changes nothing,
 * nor does a failed one that the job continues on. A step is cancelled only with its job, so that what comes after sees
 * `cancelled()`.
 *
 * Source: GitHub docs, expressions, "Status check functions"; contexts, `job.status`, `steps.<step_id>.conclusion`;
 * "Workflow cancellation reference", step 3 (the conditions of the unfinished steps are evaluated once more).
 */
export function stepStatus(conclusions: readonly Result[]): RunState {
  const cancelled = conclusions.includes('cancelled');
  const failed = conclusions.includes('failure');
  return { success: !cancelled && !failed, failure: !cancelled && failed, cancelled };
}
