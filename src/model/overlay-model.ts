/** Values of one environment, merged by Helm over the chart's own. */
export interface OverlayModel {
  readonly environment: string;
  /** Construct path. */
  readonly path: string;
  /** Written file, from the repository's root: `charts/values-dev.yaml`. */
  readonly file: string;
  /** Folder of the chart, from the repository's root. */
  readonly chart: string;
  /** Shared values under those of the environment, already merged. */
  readonly values: { readonly [key: string]: unknown };
  /** Dotted keys that the deployment sets, such as `image.digest`. */
  readonly imageKeys: { readonly repository: string; readonly digest: string };
}
