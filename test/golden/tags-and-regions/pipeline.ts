import type { Project } from 'projen';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  Credentials,
  DeployEnvironment,
  Duration,
  FailedFirstInstall,
  HelmRelease,
  HelmVersion,
  IntegrationStage,
  NodePackageManager,
  Notifier,
  ParallelValidate,
  Pipeline,
  Promotion,
  Reviewer,
  Runner,
  Scanner,
  ServiceContainer,
  SmokeTest,
  Toolchain,
  Trigger,
  VulnerabilitySeverity,
} from '../../../src';

export const charts = ['charts/api'];

/** Releases from tags and release branches; two regions of production side by side; most options away from their defaults. */
export function build(project: Project): void {
  const pipeline = new Pipeline(project, 'tags-and-regions', {
    service: 'Orders',
    toolchain: Toolchain.node({ version: '22.20.0', packageManager: NodePackageManager.PNPM, skipInstallOnHit: true }),
    branches: ['main', 'release/*'],
    tags: ['v*'],
    triggers: [Trigger.schedule('17 4 * * 1'), Trigger.manual({ reason: { description: 'Why', required: true } })],
    runner: Runner.UBUNTU_24_04_ARM,
    notifiers: [Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })],
    env: { NODE_ENV: 'test' },
    repository: 'acme/orders',
    rollback: true,
  });
  const aws = (region: string, role: string) => Credentials.awsOidc({ roleVariable: role, region });
  new BuildStage(pipeline, 'build', {
    registry: ContainerRegistry.ecr({ credentials: aws('eu-central-1', 'PUSH_ROLE') }),
    repository: 'orders',
    platform: 'linux/arm64',
    buildArgs: { VERSION: 'from-tag' },
  });
  new ParallelValidate(pipeline, 'validate', {
    securityScan: {
      scanner: Scanner.trivy({
        severities: [VulnerabilitySeverity.CRITICAL],
        ignoreUnfixed: true,
        ignoreFile: '.trivyignore.yaml',
      }),
    },
  });
  new IntegrationStage(pipeline, 'integration', { services: [ServiceContainer.redis({ hostPort: 6380 })] });

  const release = (environment: string) =>
    HelmRelease.chart('charts/api', {
      name: 'orders',
      namespace: 'orders',
      sharedValues: { replicaCount: 2 },
      values: environment === 'staging' ? { replicaCount: 1 } : {},
      helm: HelmVersion.V3,
      timeout: Duration.minutes(10),
      historyMax: 20,
      failedFirstInstall: FailedFirstInstall.REMOVE,
    });
  const staging = new DeployEnvironment(pipeline, 'staging', {
    promotion: Promotion.automatic({ branches: ['release/*'], tags: ['v*'] }),
    cluster: Cluster.eks({ name: 'staging', credentials: aws('eu-central-1', 'STAGING_ROLE') }),
    release: release('staging'),
    smokeTest: SmokeTest.http('/health', { inCluster: true }),
  });
  for (const region of ['eu-central-1', 'us-east-1']) {
    new DeployEnvironment(pipeline, `production-${region}`, {
      after: [staging],
      promotion: Promotion.manual({
        reviewers: [Reviewer.team('acme/leads')],
        tags: ['v*'],
        waitTimer: Duration.minutes(10),
        adminsCanBypass: false,
      }),
      url: `https://${region}.orders.example.com`,
      cluster: Cluster.eks({ name: `production-${region}`, credentials: aws(region, 'PRODUCTION_ROLE') }),
      release: release(region),
      variables: { REGION: region },
      smokeTest: SmokeTest.http('/health', { attempts: 30, delay: Duration.seconds(2) }),
    });
  }
}
