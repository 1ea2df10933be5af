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
} from '../../../src';

const aws = (roleVariable: string) => Credentials.awsOidc({ roleVariable, region: 'ap-south-1' });

/** The payment API as a user writes it. Nothing is written anywhere. */
export function paymentApiTree(options: Partial<PipelineOptions> = {}): Pipeline {
  const project = new Project({ name: 'payment-api', outdir: mkdtempSync(join(tmpdir(), 'payment-api-')) });
  const pipeline = new Pipeline(project, 'payment-api', {
    toolchain: Toolchain.node({ version: '22' }),
    notifiers: [Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })],
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
  const reviewers = [Reviewer.team('acme/payments-leads')];
  deploy(pipeline, 'dev', Promotion.automatic());
  deploy(pipeline, 'staging', Promotion.automatic({ branches: ['main'] }));
  deploy(pipeline, 'production', Promotion.manual({ reviewers, preventSelfReview: true }));
  return pipeline;
}

function deploy(pipeline: Pipeline, environment: string, promotion: Promotion): void {
  new DeployEnvironment(pipeline, environment, {
    promotion,
    cluster: Cluster.eks({ name: `${environment}-cluster`, credentials: aws(`AWS_${environment.toUpperCase()}_ROLE`) }),
    release: HelmRelease.chart('charts/payment-api', { namespace: `payment-api-${environment}` }),
    smokeTest: SmokeTest.http('/health'),
  });
}
