/**
 * A container that a whole job runs in. Its image brings what the steps need: bash, since commands run in it unless the job
 * says another `shell` and scripts of stagegate always do, with `curl` and `jq`; `docker` where the job starts an image, `tar`
 * where it compiles for one. Images on Alpine have `sh` alone.
 */
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
