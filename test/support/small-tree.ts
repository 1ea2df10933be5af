import {
  BuildStage,
  type BuildStageOptions,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  type DeployEnvironmentOptions,
  HelmRelease,
  IntegrationStage,
  type IntegrationStageOptions,
  Job,
  type JobOptions,
  Notifier,
  ParallelValidate,
  type ParallelValidateOptions,
  Pipeline,
  type PipelineOptions,
  Promotion,
  Reviewer,
  Stage,
  Toolchain,
} from '../../src';
import { emptyProject } from './payment-api';
import { withCharts } from './synthesize';

/** What differs from the small tree, by construct. */
export interface SmallTree {
  readonly pipeline?: PipelineOptions;
  readonly build?: Partial<BuildStageOptions>;
  readonly validate?: ParallelValidateOptions;
  readonly integration?: IntegrationStageOptions;
  /** A job of one's own in a stage of one's own, `own/extra`. */
  readonly job?: JobOptions;
  readonly deploy?: Partial<DeployEnvironmentOptions>;
}

/** One of everything, in GitHub's registry and a cluster behind a kubeconfig. */
export function smallTree(tree: SmallTree = {}) {
  const pipeline = new Pipeline(withCharts(emptyProject('api'), 'chart'), 'api', {
    toolchain: Toolchain.node({ version: '22' }),
    notifiers: [Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })],
    ...tree.pipeline,
  });
  const build = new BuildStage(pipeline, 'build', {
    registry: ContainerRegistry.ghcr(),
    repository: 'acme/api',
    ...tree.build,
  });
  const validate = new ParallelValidate(pipeline, 'validate', tree.validate);
  const integration = new IntegrationStage(pipeline, 'integration', tree.integration);
  const job = tree.job && new Job(new Stage(pipeline, 'own', { after: [build] }), 'extra', tree.job);
  const deploy = new DeployEnvironment(pipeline, 'production', {
    promotion: Promotion.manual({ reviewers: [Reviewer.user('octocat')] }),
    cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
    release: HelmRelease.chart('chart', { name: 'api', namespace: 'api' }),
    ...tree.deploy,
  });
  return { pipeline, build, validate, integration, job, deploy };
}
