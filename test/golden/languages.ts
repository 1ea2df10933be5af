import type { Project } from 'projen';
import {
  BuildStage,
  Cluster,
  type CompileOptions,
  ContainerRegistry,
  Credentials,
  DeployEnvironment,
  HelmRelease,
  IntegrationStage,
  LayerCache,
  Notifier,
  ParallelValidate,
  Pipeline,
  Promotion,
  Reviewer,
  ServiceContainer,
  SmokeTest,
  type Toolchain,
} from '../../src';

/** A service of any language: compiled in a job of its own, layers kept in the registry. */
export function compiledService(project: Project, id: string, toolchain: Toolchain, compile: CompileOptions): Pipeline {
  const pipeline = new Pipeline(project, id, {
    toolchain,
    notifiers: [Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })],
  });
  const credentials = (roleVariable: string) => Credentials.awsOidc({ roleVariable, region: 'eu-central-1' });
  new BuildStage(pipeline, 'build', {
    registry: ContainerRegistry.ecr({
      credentials: credentials('PUSH_ROLE'),
      pullCredentials: credentials('PULL_ROLE'),
    }),
    repository: id,
    compile,
    layerCache: LayerCache.REGISTRY,
  });
  new ParallelValidate(pipeline, 'validate');
  new IntegrationStage(pipeline, 'integration', {
    services: [ServiceContainer.postgres()],
    imageUnderTest: { port: 9000, healthPath: '/ready', env: { LOG_LEVEL: 'debug' } },
    performance: { tolerancePercent: 10, blocking: false },
  });
  new DeployEnvironment(pipeline, 'production', {
    promotion: Promotion.manual({ reviewers: [Reviewer.team('acme/leads')] }),
    url: `https://${id}.example.com`,
    cluster: Cluster.eks({ name: 'production', credentials: credentials('DEPLOY_ROLE') }),
    release: HelmRelease.chart('chart', { name: id, namespace: id }),
    smokeTest: SmokeTest.http('/ready'),
  });
  return pipeline;
}
