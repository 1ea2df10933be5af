import { TOOLS } from '../data/tools';
import type { Cluster } from '../parts/cluster';
import type { Contribution } from '../parts/contribution';
import type { HelmRelease } from '../parts/helm-release';
import type { SmokeTest } from '../parts/smoke-test';
import { Step } from '../parts/step';
import { PermissionLevel, PermissionScope } from '../values/permission';
import type { BuiltImage } from './built-image';
import { checkout, requiredSettings } from './contributions';

interface Deployment {
  readonly environment: string;
  readonly url?: string;
  readonly cluster: Cluster;
  readonly release: ReturnType<HelmRelease['_toModel']>;
  readonly smokeTest?: SmokeTest;
  readonly image: BuiltImage;
  readonly valuesFile: string;
  /** Whether the chart has a `Chart.lock`: then what it needs may lie elsewhere. */
  readonly hasLock: boolean;
  /** Protection that GitHub must report before anything is signed in to. */
  readonly expected: object;
  readonly opening: Contribution;
}

const CONVENTIONS = {
  title: 'In the repository',
  text: 'The chart of a deployment: its Service is named like the release, with a port named `http`; its pods carry the label `app.kubernetes.io/instance`; it takes the image by `image.repository` and `image.digest`. Where yours differs, tell HelmRelease.',
};

const PROXY = {
  title: 'Clusters',
  text: 'Where a smoke test asks through the API server, without a public url: `get` on `services/proxy` in the namespace of the release.',
};

const REVISION = '${{ steps.deploy.outputs.revision }}';

/** Everything that a deployment does, in order: checks, tools, login, then the deed and its way back. */
export function deployContributions(deployment: Deployment): Contribution[] {
  const { cluster, image, release } = deployment;
  const access = cluster.access();
  return [
    checkout('check out the chart, its values and the scripts'),
    deployment.opening,
    { env: environment(deployment) },
    image._facts.registry.naming(),
    checks(deployment, access),
    tools(release.helm, cluster.kubectlVersion ?? TOOLS.kubectl),
    ...(deployment.hasLock ? [neededCharts(release.chart)] : []),
    access,
    { instructions: [CONVENTIONS, ...(smokeTarget(deployment)?.startsWith('/api/') ? [PROXY] : [])] },
    { steps: deed(deployment) },
  ];
}

/** The job's own timeout would cancel, and a cancelled job does not roll back: so it is the sum of its bounded steps, and nine for the rest. */
export function deployTimeout(helmMinutes: number, smokeMinutes: number): number {
  return Math.ceil((recordMinutes(helmMinutes) * 2 + upgradeMinutes(helmMinutes) + smokeMinutes + 9) / 5) * 5;
}

const recordMinutes = (helmMinutes: number) => helmMinutes + 1;
/** Hooks, resources and Helm's own way back may each take the whole time. */
const upgradeMinutes = (helmMinutes: number) => 3 * helmMinutes + 1;

function environment(deployment: Deployment): Record<string, string> {
  const { environment, image, release, valuesFile } = deployment;
  return {
    ENVIRONMENT: environment,
    IMAGE_REPOSITORY: image.repository,
    DIGEST: image.digest,
    RELEASE: release.name,
    NAMESPACE: release.namespace,
    CHART: release.chart,
    VALUES: valuesFile,
    ...unusual(release),
    ...smokeEnvironment(deployment),
  };
}

function checks({ expected }: Deployment, access: Contribution): Contribution {
  return {
    steps: [
      Step._script('check', 'check-deployment', {
        name: 'Check the digest, the settings, and the protection of the environment',
        env: { ...requiredSettings(access), EXPECTED: JSON.stringify(expected), GH_TOKEN: '${{ github.token }}' },
      }),
    ],
    permissions: [
      {
        scope: PermissionScope.ACTIONS,
        level: PermissionLevel.READ,
        reason: 'ask GitHub how the environment is protected',
      },
    ],
  };
}

/** Before the login: set-up actions never run beside credentials. */
function tools(helm: string, kubectl: string): Contribution {
  return {
    steps: [
      Step.action('helm', 'azure/setup-helm', { inputs: { version: helm } }),
      Step.action('kubectl', 'azure/setup-kubectl', { inputs: { version: kubectl } }),
    ],
  };
}

/** Before the login too: what comes from other servers comes while there are no credentials. */
function neededCharts(chart: string): Contribution {
  return {
    steps: [Step._script('charts', 'fetch-charts', { name: 'Fetch the charts that Chart.lock names' })],
    instructions: [
      {
        title: CONVENTIONS.title,
        text: `The charts that \`${chart}\` needs, in the versions of its \`Chart.lock\`: each job that uses them downloads those that do not lie in \`${chart}/charts\`, before it signs in anywhere. What is not public has to lie there.`,
      },
    ],
  };
}

function deed(deployment: Deployment): Step[] {
  const { release, smokeTest } = deployment;
  const before = "steps.deploy.outputs.revision != ''";
  // A first installation has no revision before it; it is taken away only when asked, and only when it was made here.
  const undoable =
    release.failedFirstInstall === 'remove' ? `(${before} || steps.deploy.outcome == 'success')` : before;
  const tests = ['verify', ...(smokeTest === undefined ? [] : ['smoke'])];
  const failed = ['deploy', ...tests].map((id) => `steps.${id}.outcome == 'failure'`).join(' || ');
  const results = ['deploy', ...tests, 'rollback'].map((id) => `${id} \${{ steps.${id}.outcome }}`);
  return [
    Step._script('deploy', 'deploy-release', { name: 'Refuse older runs, record the revision, upgrade' }),
    Step._script('verify', 'verify-digest', { name: 'Verify the running digest' }),
    ...(smokeTest === undefined ? [] : [smokeTest._toModel().step]),
    Step._script('mark', 'mark-revision', { name: 'Mark the revision as verified' }),
    Step._script('rollback', 'roll-back', {
      name: 'Roll back',
      condition: `!cancelled() && ${undoable} && (${failed})`,
      env: { REVISION },
    }),
    Step._script('summary', 'summarize-deployment', {
      name: 'Summarize the deployment',
      condition: "!cancelled() && steps.deploy.outcome != 'skipped'",
      env: { REVISION, RESULTS: results.join(', ') },
    }),
  ];
}

/** What differs from the defaults of the script. */
function unusual(release: Deployment['release']): Record<string, string> {
  const settings: [string, string, string][] = [
    ['HELM_MAJOR', release.helmMajor, '4'],
    ['HELM_TIMEOUT', `${release.timeoutMinutes}m`, '5m'],
    ['SELECTOR', release.selector, `app.kubernetes.io/instance=${release.name}`],
    ['IMAGE_REPOSITORY_KEY', release.repositoryKey, 'image.repository'],
    ['IMAGE_DIGEST_KEY', release.digestKey, 'image.digest'],
    ['HISTORY_MAX', String(release.historyMax), '10'],
    ['FIRST_INSTALL', release.failedFirstInstall, 'keep'],
  ];
  return changed(settings);
}

function changed<T>(settings: readonly [string, T, T][]): Record<string, string> {
  const unusual = settings.filter(([, value, usual]) => value !== usual);
  return Object.fromEntries(unusual.map(([name, value]) => [name, String(value)]));
}

/** What a smoke test asks by HTTP: an address, or a path of the cluster's API server. */
function smokeTarget({ url, release, smokeTest }: Deployment): string | undefined {
  const request = smokeTest?._toModel().request;
  if (request === undefined) return undefined;
  const { path, inCluster } = request;
  const proxy = `/api/v1/namespaces/${release.namespace}/services/http:${release.service}:${release.servicePort}/proxy${path}`;
  return url === undefined || (inCluster ?? isPrivate(url)) ? proxy : `${url.replace(/\/$/, '')}${path}`;
}

function smokeEnvironment(deployment: Deployment): Record<string, string> {
  const target = smokeTarget(deployment);
  const request = deployment.smokeTest?._toModel().request;
  if (request === undefined || target === undefined) return {};
  const { attempts, delaySeconds, requestSeconds } = request;
  const settings: [string, number, number][] = [
    ['ATTEMPTS', attempts, 12],
    ['DELAY_SECONDS', delaySeconds, 5],
    ['REQUEST_TIMEOUT_SECONDS', requestSeconds, 5],
  ];
  return { TARGET: target, ...changed(settings) };
}

/** A name that only resolves inside: a hosted runner asks through the cluster's API server instead. */
function isPrivate(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    !hostname.includes('.') ||
    /\.(?:internal|local|localhost|lan|corp|home|intranet|svc|test)$/.test(hostname) ||
    /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(hostname)
  );
}
