import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Project } from 'projen';
import { lowerPipeline } from '../../../src/constructs/lowering/lower-pipeline';
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
  Promotion,
  Reviewer,
  ServiceContainer,
  SmokeTest,
  Toolchain,
} from '../../../src/index';
import type { PipelineModel } from '../../../src/model/pipeline-model';

const EXAMPLE = join(__dirname, '../../../examples/payment-api');

const aws = (roleVariable: string) => Credentials.awsOidc({ roleVariable, region: 'ap-south-1' });

/** The tree of the README, beside the example's chart. */
export function paymentApiTree(): Pipeline {
  const outdir = mkdtempSync(join(tmpdir(), 'payment-api-'));
  cpSync(join(EXAMPLE, 'charts'), join(outdir, 'charts'), { recursive: true });
  const pipeline = new Pipeline(new Project({ name: 'payment-api', outdir }), 'payment-api', {
    repository: 'acme/payment-api',
    toolchain: Toolchain.node({ version: '22' }),
    notifiers: [Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })],
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
  deploy(pipeline, 'dev', 1, Promotion.automatic());
  deploy(pipeline, 'staging', 2, Promotion.automatic({ branches: ['main'] }));
  deploy(pipeline, 'production', 6, Promotion.manual({ reviewers: [Reviewer.team('acme/payments-leads')] }));
  return pipeline;
}

function deploy(pipeline: Pipeline, id: string, replicaCount: number, promotion: Promotion): void {
  new DeployEnvironment(pipeline, id, {
    promotion,
    url: `https://${id}.payment.example`,
    cluster: Cluster.eks({ name: `${id}-cluster`, credentials: aws(`AWS_${id.toUpperCase()}_ROLE`) }),
    release: HelmRelease.chart('charts/payment-api', { namespace: `payment-api-${id}`, values: { replicaCount } }),
    smokeTest: SmokeTest.http('/health'),
  });
}

/** What the tree means, as the checks get it. */
export function modelOf(pipeline: Pipeline): PipelineModel {
  const { root, context } = pipeline._synthesisInput;
  return lowerPipeline(root, context).model;
}

let lowered: PipelineModel | undefined;

/** The model of the tree, made once: nobody changes it. */
export function paymentApi(): PipelineModel {
  lowered ??= modelOf(paymentApiTree());
  return lowered;
}
