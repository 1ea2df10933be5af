import { fail, shown } from '../util/fail';
import { isInside } from '../util/paths';
import { Duration } from '../values/duration';

/** Helm's major version: its flags differ. */
export enum HelmVersion {
  /** Helm 3.21.4; no longer maintained. */
  V3 = 'v3.21.4',
  /** Helm 4.2.4. */
  V4 = 'v4.2.4',
}

/** What becomes of a first installation that fails: there is no revision to return to. */
export enum FailedFirstInstall {
  /** It is left for inspection. */
  KEEP = 'keep',
  /** It is uninstalled. */
  REMOVE = 'remove',
}

/** Options of a Helm release. */
export interface HelmReleaseOptions {
  /** Kubernetes namespace; the first deployment makes it. */
  readonly namespace: string;

  /**
   * Name of the release, at most 53 characters.
   *
   * @default - the name of the chart's folder
   */
  readonly name?: string;

  /**
   * Values of this environment, merged by Helm over the chart's `values.yaml`. No secrets: only their names.
   *
   * @default - none
   */
  readonly values?: Record<string, any>;

  /**
   * Values shared by several environments; those of the environment are merged over them.
   *
   * @default - none
   */
  readonly sharedValues?: Record<string, any>;

  /**
   * Command of the migration that the chart runs as a hook before an installation or upgrade, in the new image. Written to
   * the values `migration.enabled` and `migration.command`. A rollback does not undo it.
   *
   * @default - no migration
   */
  readonly migrate?: string[];

  /**
   * Value that takes the image's name without tag.
   *
   * @default "image.repository"
   */
  readonly repositoryKey?: string;

  /**
   * Value that takes the image's digest.
   *
   * @default "image.digest"
   */
  readonly digestKey?: string;

  /**
   * Label selector of the release's pods, for the check of the running digest.
   *
   * @default - "app.kubernetes.io/instance=<name>"
   */
  readonly selector?: string;

  /**
   * Kubernetes Service of the release, for a smoke test inside the cluster.
   *
   * @default - the name of the release
   */
  readonly service?: string;

  /**
   * Port of that Service, by name or number.
   *
   * @default "http"
   */
  readonly servicePort?: string;

  /**
   * How long Helm waits for one operation, whole minutes, 1 to 60.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;

  /**
   * Revisions that Helm keeps, 2 to 256.
   *
   * @default 10
   */
  readonly historyMax?: number;

  /**
   * Helm's version.
   *
   * @default HelmVersion.V4
   */
  readonly helm?: HelmVersion;

  /**
   * What becomes of a first installation that fails.
   *
   * @default FailedFirstInstall.KEEP
   */
  readonly failedFirstInstall?: FailedFirstInstall;
}

/** One installation of a chart in one environment. */
export class HelmRelease {
  /**
   * A chart in the repository.
   *
   * @param chart - folder of the chart, from the repository's root
   */
  public static chart(chart: string, options: HelmReleaseOptions): HelmRelease {
    return new HelmRelease(chart, options);
  }

  private readonly name: string;

  private constructor(
    private readonly chart: string,
    private readonly options: HelmReleaseOptions,
  ) {
    const { namespace, timeout = Duration.minutes(5), historyMax = 10 } = options;
    this.name = options.name ?? chart.split('/').pop() ?? '';
    if (!isInside(chart)) {
      fail(
        'chart-path',
        'HelmRelease.chart',
        `got ${shown(chart)}; allowed is a folder inside the repository, from its root`,
        "such as 'charts/payment-api'",
      );
    }
    if (!/^[a-z0-9](?:[a-z0-9.-]{0,51}[a-z0-9])?$/.test(this.name)) {
      fail(
        'release-name',
        'HelmRelease.chart',
        `got the release name ${shown(this.name)}; Helm allows lower-case letters, digits, '-' and '.', at most 53`,
        "set 'name'",
      );
    }
    if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)) {
      fail(
        'namespace',
        'HelmRelease.chart',
        `got the namespace ${shown(namespace)}; Kubernetes allows lower-case letters, digits and '-', at most 63`,
        'choose another namespace',
      );
    }
    for (const key of [options.repositoryKey, options.digestKey]) {
      if (key !== undefined && !/^[\w-]+(?:\.[\w-]+)*$/.test(key)) {
        fail(
          'image-key',
          'HelmRelease.chart',
          `got ${shown(key)}; allowed are names joined by dots`,
          "such as 'image.digest'",
        );
      }
    }
    const minutes = timeout.toMinutes();
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60) {
      fail(
        'helm-timeout',
        'HelmRelease.chart',
        `got ${shown(minutes)} minutes; allowed are whole minutes from 1 to 60`,
        'choose another timeout',
      );
    }
    if (!Number.isInteger(historyMax) || historyMax < 2 || historyMax > 256) {
      fail(
        'history-max',
        'HelmRelease.chart',
        `got ${shown(historyMax)}; allowed are 2 to 256: a rollback needs the revision before`,
        'keep at least 2',
      );
    }
    for (const values of [options.sharedValues, options.values]) {
      const wrong = notJson(values ?? {}, '');
      if (wrong !== undefined) {
        fail(
          'helm-values',
          'HelmRelease.chart',
          `${wrong} in the values is not plain data; allowed are maps, lists, texts, finite numbers, booleans and null`,
          'write it as such',
        );
      }
    }
    if (options.migrate?.length === 0) {
      fail(
        'migrate',
        'HelmRelease.chart',
        'got an empty command',
        "give the words of the command, or leave 'migrate' away",
      );
    }
  }

  /** @internal */
  public _toModel() {
    const { options, name } = this;
    const migration =
      options.migrate === undefined ? [] : [{ migration: { enabled: true, command: [...options.migrate] } }];
    const helm = options.helm ?? HelmVersion.V4;
    return {
      chart: this.chart,
      name,
      namespace: options.namespace,
      /** In the order in which Helm would merge them. */
      layers: [options.sharedValues ?? {}, options.values ?? {}, ...migration],
      repositoryKey: options.repositoryKey ?? 'image.repository',
      digestKey: options.digestKey ?? 'image.digest',
      selector: options.selector ?? `app.kubernetes.io/instance=${name}`,
      service: options.service ?? name,
      servicePort: options.servicePort ?? 'http',
      timeoutMinutes: (options.timeout ?? Duration.minutes(5)).toMinutes(),
      historyMax: options.historyMax ?? 10,
      helm: helm as string,
      helmMajor: helm === HelmVersion.V3 ? '3' : '4',
      failedFirstInstall: (options.failedFirstInstall ?? FailedFirstInstall.KEEP) as string,
    };
  }
}

/** Where values hold something that YAML cannot; undefined where they do not. */
function notJson(value: unknown, path: string, above: readonly unknown[] = []): string | undefined {
  if (above.includes(value)) return `a loop at ${path}`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `${value} at ${path}`;
  if (['function', 'symbol', 'bigint'].includes(typeof value)) return `a ${typeof value} at ${path}`;
  if (value === null || typeof value !== 'object') return undefined;
  if (
    !Array.isArray(value) &&
    ![Object.prototype, null].includes(Object.getPrototypeOf(value)) &&
    isOfThisRealm(value)
  ) {
    return `a ${value.constructor.name} at ${path || 'the top'}`;
  }
  for (const [key, item] of Object.entries(value)) {
    const wrong = notJson(item, path === '' ? key : `${path}.${key}`, [...above, value]);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** `projen new` runs the program in another realm, whose maps have another prototype. */
const isOfThisRealm = (value: object) => value instanceof Object;
