import type { Project } from 'projen';
import {
  Acknowledgement,
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  HelmRelease,
  ParallelValidate,
  Pipeline,
  Promotion,
  Reviewer,
  Toolchain,
} from '../../../src';

export const charts = ['chart'];

/** As little as there can be: GitHub's registry, a kubeconfig, one environment, nobody told. */
export function build(project: Project): void {
  const pipeline = new Pipeline(project, 'minimal', {
    toolchain: Toolchain.node({ version: '22' }),
    acknowledgements: [
      Acknowledgement.of('reported-failures', {
        reason: 'one person works on it, and GitHub writes to whoever pushed',
      }),
    ],
  });
  new BuildStage(pipeline, 'build', { registry: ContainerRegistry.ghcr(), repository: 'acme/minimal' });
  new ParallelValidate(pipeline, 'validate');
  new DeployEnvironment(pipeline, 'production', {
    promotion: Promotion.manual({ reviewers: [Reviewer.user('octocat')] }),
    cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
    release: HelmRelease.chart('chart', { name: 'minimal', namespace: 'minimal' }),
  });
}
