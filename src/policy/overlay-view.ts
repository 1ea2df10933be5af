/** The values of one environment for Helm, over the chart's own. */
export interface OverlayView {
  /** Name of the environment. */
  readonly environment: string;

  /** Construct path. */
  readonly path: string;

  /** The file that is written, from the repository's root. */
  readonly file: string;

  /** Folder of the chart, from the repository's root. */
  readonly chart: string;

  /** The values: a map. */
  readonly values: Record<string, unknown>;

  /** Dotted key of the image's repository, set at deployment. */
  readonly repositoryKey: string;

  /** Dotted key of the image's digest, set at deployment. */
  readonly digestKey: string;
}
