import type { Project } from 'projen';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  HelmRelease,
  Job,
  ParallelValidate,
  Pipeline,
  Promotion,
  Reviewer,
  SmokeTest,
  Stage,
  Step,
  Toolchain,
} from '../../src';
import { aws } from '../../test/support/payment-api';

/** Jobs that stand in every pipeline below: build, three that validate, one that deploys, the verdict. */
const FIXED = 6;

/** A pipeline of so many jobs: ten in each stage between the validation and the deployment. */
export function manyJobs(project: Project, count: number): Pipeline {
  const pipeline = new Pipeline(project, 'many-jobs', {
    toolchain: Toolchain.node({ version: '22' }),
    repository: 'acme/payment-api',
  });
  new BuildStage(pipeline, 'build', {
    registry: ContainerRegistry.ecr({ credentials: aws('AWS_DEPLOY_ROLE') }),
    repository: 'payment-api',
  });
  new ParallelValidate(pipeline, 'validate');
  let stage = new Stage(pipeline, 'stage-0');
  for (let number = 0; number < count - FIXED; number += 1) {
    if (number > 0 && number % 10 === 0) stage = new Stage(pipeline, `stage-${number / 10}`);
    new Job(stage, `job-${number}`, {
      steps: [Step.run('work', 'make "$PART"', { env: { PART: `part-${number}` } })],
      vouches: number % 10 === 0 ? [`fact-${number}`] : [],
    });
  }
  new DeployEnvironment(pipeline, 'production', {
    promotion: Promotion.manual({ reviewers: [Reviewer.team('acme/payments-leads')], preventSelfReview: true }),
    url: 'https://api.payment.example',
    cluster: Cluster.eks({ name: 'prod-cluster', credentials: aws('AWS_PROD_ROLE') }),
    release: HelmRelease.chart('charts/payment-api', { namespace: 'payment-api', values: { replicaCount: 6 } }),
    smokeTest: SmokeTest.http('/health'),
  });
  return pipeline;
}
