import type { EnvironmentView } from '../policy/environment-view';
import { paired } from './change';

/** The environments of two states of a pipeline, as they are compared. */
export interface EnvironmentPairs {
  /** One that is there in both, or a new one behind that whose place it took. */
  readonly both: readonly (readonly [EnvironmentView, EnvironmentView])[];
  readonly gone: readonly EnvironmentView[];
  readonly fresh: readonly EnvironmentView[];
}

/**
 * By name. Where some come and others go, each that comes is compared with one that goes, the last with the last: otherwise another
 * name would hide what changes with it.
 */
export function environmentPairs(
  before: readonly EnvironmentView[],
  after: readonly EnvironmentView[],
): EnvironmentPairs {
  const { both, gone, fresh } = paired(before, after, ({ name }) => name);
  const replaced = fresh.flatMap((one, index) => {
    const old = gone[gone.length - fresh.length + index] ?? gone[0];
    return old === undefined ? [] : [[old, one] as const];
  });
  return { both: [...both, ...replaced], gone, fresh };
}
