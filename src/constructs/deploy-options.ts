import type { Cluster } from '../parts/cluster';
import type { HelmRelease } from '../parts/helm-release';
import type { SmokeTest } from '../parts/smoke-test';
import { fail, shown } from '../util/fail';
import { INSIDE, isInside } from '../util/paths';
import type { Duration } from '../values/duration';
import type { Promotion } from '../values/promotion';
import type { BuiltImage } from './built-image';
import type { JobSettings } from './job-settings';
import type { StageOptions } from './stage';

/** Options of a deployment. */
export interface DeployEnvironmentOptions extends StageOptions, JobSettings {
  /** How a release comes here. */
  readonly promotion: Promotion;

  /** Where it runs. */
  readonly cluster: Cluster;

  /** What is installed. */
  readonly release: HelmRelease;

  /**
   * Name of the environment on GitHub: at most 255 characters, of any script, on one line, without `*`, `?`, `%` and
   * expressions. Not case-sensitive.
   *
   * @default - the construct's id
   */
  readonly environment?: string;

  /**
   * Where people find the service: an http or https address, without user and password.
   *
   * @default - none
   */
  readonly url?: string;

  /**
   * What proves that the service works.
   *
   * @default - none: the deployment counts when Helm says so and the digest runs
   */
  readonly smokeTest?: SmokeTest;

  /**
   * The image.
   *
   * @default - the one that was built before; where there are several, it must be named
   */
  readonly image?: BuiltImage;

  /**
   * Variables of the environment, written to GitHub with its protection.
   *
   * @default - none
   */
  readonly variables?: Record<string, string>;

  /**
   * Overlay file, from the repository's root: any YAML file but those that make up the chart, such as its `values.yaml`, and
   * those of GitHub and projen. Its path has letters, digits, `.`, `_`, `-` and `/`.
   *
   * @default - `values-<environment>.yaml` beside the chart's folder
   */
  readonly valuesFile?: string;
}

/** A deployment that is cut off leaves what it has begun. */
export function checkedTimeout(path: string, timeout: Duration | undefined, neededMinutes: number): void {
  if (timeout !== undefined && timeout.toMinutes() < neededMinutes) {
    fail(
      'deploy-timeout',
      path,
      `got a timeout of ${shown(timeout.toMinutes())} minutes; Helm, the smoke test and the way back may take ${neededMinutes}, and a job that runs into its timeout rolls nothing back`,
      'leave it away, or shorten the timeout of HelmRelease or what the smoke test may take',
    );
  }
}

/** A values file that Helm and projen can both name, and that is none of what makes up the chart. */
export function checkedValuesFile(path: string, file: string, chart: string): string {
  if (!isInside(file) || !/\.ya?ml$/.test(file)) {
    fail(
      'values-file',
      path,
      `got the values file ${shown(file)}; allowed is a YAML file ${INSIDE}`,
      "such as 'charts/values-dev.yaml'",
    );
  }
  // Some file systems take upper and lower case for the same.
  if (/^(?:\.(?:github|projen|stagegate)\/|\.projenrc\.)/i.test(file)) {
    fail(
      'values-file',
      path,
      `got the values file ${shown(file)}, where GitHub, projen and stagegate keep files of their own`,
      "choose another place, such as 'charts/values-dev.yaml'",
    );
  }
  const isInChart = file.toLowerCase().startsWith(`${chart.toLowerCase()}/`);
  if (isInChart && PARTS_OF_CHART.test(file.slice(chart.length + 1))) {
    fail(
      'values-file',
      path,
      `got the values file ${shown(file)}, which belongs to the chart itself: its own text would be lost`,
      `choose another name, such as ${shown(`${chart}/values-dev.yaml`)}`,
    );
  }
  return file;
}

/** What Helm looks for in a chart's folder. */
const PARTS_OF_CHART = /^(?:(?:values|chart|requirements)\.ya?ml$|(?:templates|charts|crds)\/)/i;

/** An address that people can open, known when the workflow is written. */
export function checkedUrl(path: string, url: string | undefined): void {
  if (url === undefined) return;
  const isUrl = /^https?:\/\/[^\s'"<>$]+$/.test(url) && URL.canParse(url);
  // Everybody who may read the repository reads it, in its page and in the list of deployments.
  if (!isUrl || new URL(url).username !== '' || new URL(url).password !== '') {
    fail(
      'environment-url',
      path,
      `got the url ${shown(url)}; allowed is an http or https address, written out, without user and password`,
      "such as 'https://api.example.com'",
    );
  }
}
