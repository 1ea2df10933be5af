import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Project } from 'projen';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  Credentials,
  DeployEnvironment,
  HelmRelease,
  IntegrationStage,
  Notifier,
  ParallelValidate,
  Pipeline,
  type PipelineOptions,
  Promotion,
  Reviewer,
  ServiceContainer,
  SmokeTest,
  Toolchain,
} from '../../src';

/** A project in a folder of its own: projen deletes the folder of a test project where it is told none. */
export function emptyProject(name = 'payment-api'): Project {
  return new Project({ name, outdir: mkdtempSync(join(tmpdir(), 'stagegate-')) });
}

export const aws = (role: string) => Credentials.awsOidc({ roleVariable: role, region: 'ap-south-1' });

/** The reference program: every stage, three environments, whose names may have a prefix to tell them from others'. */
export function paymentApi(
  project: Project = emptyProject(),
  options: PipelineOptions = {},
  id = 'payment-api',
  prefix = '',
): Pipeline {
  const pipeline = new Pipeline(project, id, {
    toolchain: Toolchain.node({ version: '22', commands: { unitTestReport: 'junit.xml' } }),
    notifiers: [Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })],
    repository: 'acme/payment-api',
    ...(id === 'payment-api' ? {} : { requiredCheck: `${id}-gate` }),
    ...options,
  });
  new BuildStage(pipeline, 'build', {
    registry: ContainerRegistry.ecr({ credentials: aws('AWS_DEPLOY_ROLE') }),
    repository: 'payment-api',
  });
  new ParallelValidate(pipeline, 'validate');
  new IntegrationStage(pipeline, 'integration', {
    services: [ServiceContainer.postgres({ database: 'payment_test' }), ServiceContainer.redis()],
    migrate: 'npm run db:migrate',
  });
  const release = (environment: string, values: Record<string, unknown>) =>
    HelmRelease.chart('charts/payment-api', {
      namespace: `payment-api-${environment}`,
      values,
      migrationCommand: ['npm', 'run', 'db:migrate'],
    });
  new DeployEnvironment(pipeline, `${prefix}dev`, {
    promotion: Promotion.automatic(),
    cluster: Cluster.eks({ name: 'dev-cluster', credentials: aws('AWS_DEV_ROLE') }),
    release: release('dev', { replicaCount: 1 }),
    smokeTest: SmokeTest.http('/health'),
  });
  new DeployEnvironment(pipeline, `${prefix}staging`, {
    promotion: Promotion.automatic({ branches: ['main'] }),
    url: 'https://staging.payment.internal',
    cluster: Cluster.eks({ name: 'staging-cluster', credentials: aws('AWS_STAGING_ROLE') }),
    release: release('staging', { replicaCount: 2 }),
    smokeTest: SmokeTest.http('/health'),
  });
  new DeployEnvironment(pipeline, `${prefix}production`, {
    promotion: Promotion.manual({ reviewers: [Reviewer.team('acme/payments-leads')], preventSelfReview: true }),
    url: 'https://api.payment.example',
    cluster: Cluster.eks({ name: 'prod-cluster', credentials: aws('AWS_PROD_ROLE') }),
    release: release('production', { replicaCount: 6 }),
    smokeTest: SmokeTest.http('/health'),
  });
  return pipeline;
}
