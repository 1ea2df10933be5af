/** The legs of a job: one run for each combination. */
export interface Matrix {
  /** Values by dimension; at most 256 combinations. */
  readonly dimensions: Record<string, any[]>;

  /**
   * Combinations beyond those of the dimensions, or more values for some of them.
   *
   * @default - none
   */
  readonly include?: Record<string, any>[];

  /**
   * Combinations that are left out.
   *
   * @default - none
   */
  readonly exclude?: Record<string, any>[];

  /**
   * A failing leg cancels the others.
   *
   * @default true
   */
  readonly failFast?: boolean;

  /**
   * Legs at the same time, at least 1.
   *
   * @default - as many as there are runners
   */
  readonly maxParallel?: number;
}
