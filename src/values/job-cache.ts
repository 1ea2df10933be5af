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
