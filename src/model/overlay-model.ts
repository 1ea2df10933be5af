import type { Chart } from '../util/chart';

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
  /** The chart as it lay in the repository when the tree was lowered; null for a chart that is not in the repository. */
  readonly chartFiles: ChartModel | null;
  /** Whether `migrationCommand` has set the values `migration.enabled` and `migration.command`. */
  readonly hasMigration: boolean;
  /** Dotted keys that the deployment sets, such as `image.digest`. */
  readonly imageKeys: { readonly repository: string; readonly digest: string };
}

/** What a chart folder says about its values. */
export type ChartModel = Chart;
