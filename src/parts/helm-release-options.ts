import type { Duration } from '../values/duration';

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
   * Command, word by word, of the migration that the chart runs as a hook before an installation or upgrade, in the new image. Written to
   * the values `migration.enabled` and `migration.command`; a chart without a hook that reads them is a finding. A rollback does not
   * undo it.
   *
   * @default - no migration
   */
  readonly migrationCommand?: string[];

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
   * Revisions that Helm keeps, 2 to 256. Where none was verified for so long it keeps more, so that a rollback finds the one that was.
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
