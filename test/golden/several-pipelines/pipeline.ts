import type { Project } from 'projen';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  HelmRelease,
  IntegrationStage,
  Notifier,
  ParallelValidate,
  Pipeline,
  Promotion,
  PythonPackageManager,
  Reviewer,
  ServiceContainer,
  SmokeTest,
  Toolchain,
} from '../../../src';

export const charts = ['services/orders/chart', 'services/invoices/chart'];

const WORKER_CHECK = 'kubectl exec --namespace "$NAMESPACE" "deploy/$RELEASE" -- worker check';

/** Two services of one repository that share an environment; the second, of Python, is made of two images. */
export function build(project: Project): void {
  const options = {
    toolchain: Toolchain.node({ version: '22' }),
    notifiers: [Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })],
  };
  const orders = new Pipeline(project, 'orders', options);
  new BuildStage(orders, 'build', {
    registry: ContainerRegistry.ghcr(),
    repository: 'acme/orders',
    dockerfile: 'services/orders/Dockerfile',
  });
  new ParallelValidate(orders, 'validate');
  deploy(orders, 'orders');

  const { POETRY: packageManager } = PythonPackageManager;
  const invoices = new Pipeline(project, 'invoices', {
    ...options,
    toolchain: Toolchain.python({ version: '3.13', packageManager, directory: 'services/invoices' }),
    requiredCheck: 'invoices-gate',
  });
  const [api, worker] = ['api', 'worker'].map(
    (id) =>
      new BuildStage(invoices, id, {
        registry: ContainerRegistry.ghcr(),
        repository: `acme/invoices-${id}`,
        dockerfile: 'services/invoices/Dockerfile',
        target: id,
        after: [],
      }),
  );
  const validate = new ParallelValidate(invoices, 'validate', { after: [api, worker] });
  const services = [ServiceContainer.mysql({ database: 'invoices' })];
  for (const [id, { image }] of Object.entries({ integration: api, background: worker })) {
    new IntegrationStage(invoices, id, { after: [validate], image, services, performanceCommand: '' });
  }
  deploy(invoices, 'invoices', api, worker);
}

function deploy(pipeline: Pipeline, service: string, ...builds: BuildStage[]): void {
  for (const build of builds.length > 0 ? builds : [undefined]) {
    const part = build === undefined ? '' : `-${build.node.id}`;
    const environment = build?.node.id === 'worker' ? 'production-worker' : 'production';
    new DeployEnvironment(pipeline, `production${part}`, {
      environment,
      image: build?.image,
      promotion: Promotion.manual({ reviewers: [Reviewer.team('acme/leads')] }),
      cluster: Cluster.kubeconfig({ secret: `${service.toUpperCase()}_KUBECONFIG`, context: 'prod' }),
      release: HelmRelease.chart(`services/${service}/chart`, { name: `${service}${part}`, namespace: service }),
      smokeTest: environment === 'production-worker' ? SmokeTest.command(WORKER_CHECK) : undefined,
    });
  }
}
