/** A container that a whole job runs in. */
export interface JobContainer {
  /** Image with tag, better with digest. */
  readonly image: string;

  /**
   * Environment of the container.
   *
   * @default - none
   */
  readonly env?: Record<string, string>;

  /**
   * Ports to open, such as `'8080:80'`.
   *
   * @default - none
   */
  readonly ports?: string[];

  /**
   * Volumes to mount.
   *
   * @default - none
   */
  readonly volumes?: string[];

  /**
   * Options of `docker create`, as one string.
   *
   * @default - none
   */
  readonly options?: string;

  /**
   * User of the image's registry: an `Expression`. Goes with `password`.
   *
   * @default - the image is public
   */
  readonly username?: string;

  /**
   * Password of the image's registry: an `Expression.secret`. Goes with `username`.
   *
   * @default - the image is public
   */
  readonly password?: string;
}

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

/** Files that are kept between runs. */
export interface JobCache {
  /** Id of the step: letters, digits, `-` and `_`. */
  readonly id: string;

  /** Files and folders to keep. */
  readonly paths: string[];

  /** Name of what is kept; with an `Expression` over `hashFiles` it changes with the files that it was made from. */
  readonly key: string;

  /**
   * Beginnings of names to fall back on, the first that is found.
   *
   * @default - only the very key
   */
  readonly restoreKeys?: string[];
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
   * Keep up to 100 jobs in line, where GitHub keeps the newest only. Older actionlint versions do not know the key.
   *
   * @default false
   */
  readonly queueAll?: boolean;
}
