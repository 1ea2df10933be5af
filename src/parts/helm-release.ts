import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import { INSIDE, isInside } from '../util/paths';
import { FailedFirstInstall, type HelmReleaseOptions, HelmVersion } from './helm-release-options';

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

  private readonly model: ReleaseModel;

  private constructor(chart: string, options: HelmReleaseOptions) {
    this.model = releaseModel(chart, options);
    checkNames(this.model);
    checkLimits(this.model);
    if (options.migrationCommand?.length === 0) {
      fail(
        'migration-command',
        'HelmRelease.chart',
        'got an empty migrationCommand',
        'give the words of the command, or leave it away',
      );
    }
  }

  /** @internal */
  public _toModel() {
    return this.model;
  }
}

checkCallsOf(HelmRelease);

type ReleaseModel = ReturnType<typeof releaseModel>;

function releaseModel(chart: string, options: HelmReleaseOptions) {
  const { name = chart.split('/').pop() ?? '', helm = HelmVersion.V4, migrationCommand } = options;
  return {
    chart,
    name,
    namespace: options.namespace,
    /** In the order in which Helm would merge them. */
    layers: [
      options.sharedValues ?? {},
      options.values ?? {},
      ...(migrationCommand === undefined ? [] : [{ migration: { enabled: true, command: [...migrationCommand] } }]),
    ],
    hasMigration: migrationCommand !== undefined,
    repositoryKey: options.repositoryKey ?? 'image.repository',
    digestKey: options.digestKey ?? 'image.digest',
    selector: options.selector ?? `app.kubernetes.io/instance=${name}`,
    service: options.service ?? name,
    servicePort: options.servicePort ?? 'http',
    timeoutMinutes: options.timeout?.toMinutes() ?? 5,
    historyMax: options.historyMax ?? 10,
    helm: helm as string,
    helmMajor: helm === HelmVersion.V3 ? '3' : '4',
    failedFirstInstall: (options.failedFirstInstall ?? FailedFirstInstall.KEEP) as string,
  };
}

function checkNames({ chart, name, namespace, repositoryKey, digestKey }: ReleaseModel): void {
  if (!isInside(chart)) {
    fail(
      'chart-path',
      'HelmRelease.chart',
      `got ${shown(chart)}; allowed is a folder ${INSIDE}`,
      "such as 'charts/payment-api'",
    );
  }
  if (!/^[a-z0-9](?:[a-z0-9.-]{0,51}[a-z0-9])?$/.test(name)) {
    fail(
      'release-name',
      'HelmRelease.chart',
      `got the release name ${shown(name)}; Helm allows lower-case letters, digits, '-' and '.', at most 53`,
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
  for (const key of [repositoryKey, digestKey]) {
    if (!/^[\w-]+(?:\.[\w-]+)*$/.test(key)) {
      fail(
        'image-key',
        'HelmRelease.chart',
        `got ${shown(key)}; allowed are names joined by dots`,
        "such as 'image.digest'",
      );
    }
  }
}

function checkLimits({ timeoutMinutes, historyMax }: ReleaseModel): void {
  if (!Number.isInteger(timeoutMinutes) || timeoutMinutes < 1 || timeoutMinutes > 60) {
    fail(
      'helm-timeout',
      'HelmRelease.chart',
      `got ${shown(timeoutMinutes)} minutes; allowed are whole minutes from 1 to 60`,
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
}
