/** A chart that takes what the programs below say. */
export const CHART = {
  'charts/orders/Chart.yaml': 'apiVersion: v2\nname: orders\nversion: 0.1.0\n',
  'charts/orders/values.yaml': "replicaCount: 1\nimage:\n  repository: ''\n  digest: ''\n",
};

/** A small program in the form of `.projenrc.js`; more lines go before the end. */
export function program(...lines: string[]): string {
  return `
const {
  BuildStage, Cluster, ContainerRegistry, DeployEnvironment, HelmRelease, Notifier, ParallelValidate, Pipeline,
  PipelineProject, Promotion, Toolchain,
} = require('stagegate');

const project = new PipelineProject({ name: 'orders' });

function delivery(id, toolchain, environments) {
  const notifiers = [Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })];
  const pipeline = new Pipeline(project, id, { toolchain, notifiers, requiredCheck: id + '-gate' });
  new BuildStage(pipeline, 'build', { registry: ContainerRegistry.ghcr(), repository: 'acme/' + id });
  new ParallelValidate(pipeline, 'validate');
  for (const name of environments) {
    new DeployEnvironment(pipeline, name, {
      promotion: Promotion.automatic(),
      cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
      release: HelmRelease.chart('charts/orders', { name: id, namespace: id + '-' + name, values: { replicaCount: 2 } }),
    });
  }
  return pipeline;
}

${lines.join('\n')}

project.synth();
`;
}
