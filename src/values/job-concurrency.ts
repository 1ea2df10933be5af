/** How many jobs of a group may wait for the one that runs. */
export enum ConcurrencyQueue {
  /** One: a newer job takes the place of the one that waits, which GitHub then cancels. */
  SINGLE = 'single',
  /** Up to 100, in the order in which they came. Older versions of actionlint do not know the key. */
  MAX = 'max',
}

/** Which jobs never run at the same time. */
export interface JobConcurrency {
  /** Name of the group; without regard to case, across all workflows of the repository. */
  readonly group: string;

  /**
   * A newer job cancels a running one. Never on a job that deploys.
   *
   * @default false
   */
  readonly cancelInProgress?: boolean;

  /**
   * How many jobs may wait. `ConcurrencyQueue.MAX` does not go with `cancelInProgress`.
   *
   * @default ConcurrencyQueue.SINGLE
   */
  readonly queue?: ConcurrencyQueue;
}
