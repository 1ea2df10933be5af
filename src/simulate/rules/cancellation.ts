import type { Workflow } from '../../model/workflow';
import { evaluate, isTruthy, type ParsedExpression } from '../../util/expressions';
import type { Contexts } from '../explain';
import { flag, interpolated } from '../text';
import { jobStatus, type Result } from './status';

/**
 * Whether a running job lives on when its run is cancelled: its condition is evaluated once more, and what still wants to
 * run, runs.
 *
 * Source: GitHub docs, "Workflow cancellation reference", step 1.
 */
export function survivesCancellation(
  condition: ParsedExpression,
  contexts: Contexts,
  ancestors: Iterable<Result>,
): boolean {
  return isTruthy(evaluate(condition, contexts, jobStatus(ancestors, true)));
}

/**
 * Whether a newer run of the same workflow cancels this one: both stand in the same group, and the newer one says so.
 * Names of groups are compared without regard to case.
 *
 * Source: GitHub docs, workflow syntax, `concurrency`; "Control the concurrency of workflows and jobs".
 */
export function cancelledByNewerRun(
  concurrency: Workflow['concurrency'] | string,
  older: Contexts,
  newer: Contexts,
): boolean {
  if (!concurrency || typeof concurrency === 'string') return false;
  const group = (contexts: Contexts) => interpolated(concurrency.group, contexts).toLowerCase();
  return group(older) === group(newer) && flag(concurrency['cancel-in-progress'], newer);
}
