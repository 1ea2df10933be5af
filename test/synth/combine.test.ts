import { JsonPatch, type Project } from 'projen';
import { describe, expect, test } from 'vitest';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  type DeployEnvironmentOptions,
  HelmRelease,
  Job,
  ParallelValidate,
  Pipeline,
  type PipelineOptions,
  Promotion,
  Reviewer,
  Stage,
  Step,
  Toolchain,
} from '../../src';
import { parseYaml } from '../../src/util/yaml';
import { emptyProject } from '../support/payment-api';
import { synthesizedProject, told, withCharts } from '../support/synthesize';

const promotion = Promotion.manual({ reviewers: [Reviewer.team('acme/leads')] });

function service(
  project: Project,
  id: string,
  deploy: Partial<DeployEnvironmentOptions> = {},
  options: PipelineOptions = {},
) {
  const pipeline = new Pipeline(project, id, {
    toolchain: Toolchain.node({ version: '22' }),
    requiredCheck: `${id}-gate`,
    ...options,
  });
  new BuildStage(pipeline, 'build', { registry: ContainerRegistry.ghcr(), repository: `acme/${id.toLowerCase()}` });
  new ParallelValidate(pipeline, 'validate');
  new DeployEnvironment(pipeline, 'production', {
    promotion,
    cluster: Cluster.kubeconfig({ secret: `${id.toUpperCase()}_KUBECONFIG` }),
    release: HelmRelease.chart(`${id.toLowerCase()}/chart`, { name: id.toLowerCase(), namespace: 'shop' }),
    ...deploy,
  });
  return pipeline;
}

const two = () => withCharts(emptyProject('shop'), 'orders/chart', 'stock/chart', 'chart');
const shared = (project: Project) =>
  told(
    synthesizedProject(project).findings.filter(({ rule }) => ['shared-environment', 'file-collision'].includes(rule)),
  );

test('two pipelines that push one image', () => {
  const project = two();
  const registry = ContainerRegistry.ghcr();
  for (const id of ['orders', 'stock']) {
    new BuildStage(new Pipeline(project, id), 'build', { registry, repository: 'acme/shop' });
  }
  const { findings, stopping } = synthesizedProject(project);
  expect(told(findings.filter(({ rule }) => rule === 'shared-image'))).toEqual([
    'warning shared-image stock/build: pushes the image "ghcr.io/acme/shop" under the commit SHA, as orders/build does',
  ]);
  expect(stopping.filter(({ rule }) => rule === 'shared-image')).toEqual([]);
});

describe('two pipelines that deploy to one environment', () => {
  test('are told of it, where each has a release of its own', () => {
    const project = two();
    service(project, 'orders');
    service(project, 'stock');
    expect(shared(project)).toEqual([
      'info shared-environment stock/production: shares the environment "production" with orders/production; one approval setting counts for both',
    ]);
  });

  test('are warned, where they deploy the same release', () => {
    const project = two();
    const release = HelmRelease.chart('chart', { name: 'shop', namespace: 'shop' });
    service(project, 'orders', { release, valuesFile: 'orders/values.yaml' });
    service(project, 'stock', { release, valuesFile: 'stock/values.yaml' });
    expect(shared(project)).toEqual([
      'warning shared-environment stock/production: shares the environment "production" with orders/production and deploys the same release "shop" there; each overwrites what the other deployed',
    ]);
  });

  test('are told of it once, however many they are, and which of them overwrite each other', () => {
    const project = withCharts(emptyProject('shop'), ...['a', 'b', 'c', 'd'].map((id) => `${id}/chart`), 'chart');
    const release = HelmRelease.chart('chart', { name: 'shop', namespace: 'shop' });
    for (const id of ['a', 'b', 'c']) service(project, id);
    expect(shared(project)).toEqual([
      'info shared-environment c/production: shares the environment "production" with a/production, b/production; one approval setting counts for all',
    ]);
    service(project, 'd', { release, valuesFile: 'd/values.yaml' });
    service(project, 'e', { release, valuesFile: 'e/values.yaml' });
    expect(shared(project)).toEqual([
      'warning shared-environment e/production: shares the environment "production" with d/production and deploys the same release "shop" there; each overwrites what the other deployed',
      'info shared-environment d/production: shares the environment "production" with a/production, b/production, c/production, e/production; one approval setting counts for all',
    ]);
  });

  test('are stopped, where they protect it differently', () => {
    const project = two();
    service(project, 'orders', { variables: { REGION: 'eu' } });
    service(project, 'stock', {
      promotion: Promotion.automatic(),
      variables: { REGION: 'us' },
      environment: 'Production',
    });
    expect(shared(project).filter((line) => line.startsWith('error'))).toEqual([
      'error shared-environment stock/production: shares the environment "Production" with orders/production, and sets name to "Production", not to "production"; GitHub keeps one setting for both',
      'error shared-environment stock/production: shares the environment "Production" with orders/production, and sets reviewers to {"users":[],"teams":[]}, not to {"users":[],"teams":["acme/leads"]}; GitHub keeps one setting for both',
      'error shared-environment stock/production: shares the environment "Production" with orders/production, and sets preventSelfReview to false, not to true; GitHub keeps one setting for both',
      'error shared-environment stock/production: shares the environment "Production" with orders/production, and sets variable REGION to "us", not to "eu"; GitHub keeps one setting for both',
    ]);
    expect(synthesizedProject(project).stopping.length).toBeGreaterThan(0);
  });

  test('write its settings once, with what either needs', () => {
    const project = two();
    service(project, 'orders', { variables: { A: '1' }, url: 'https://orders.example' });
    service(project, 'stock', { variables: { B: '2' }, url: 'https://stock.example' });
    const settings = synthesizedProject(project).files.filter(({ path }) => path.startsWith('.github/environments/'));
    expect(settings.map(({ path }) => path)).toEqual(['.github/environments/production.yaml']);
    const read = parseYaml(settings[0].content) as { [key: string]: unknown };
    expect(read).toMatchObject({
      name: 'production',
      reviewers: { users: [], teams: ['acme/leads'] },
      variables: { A: '1', B: '2' },
      required_secrets: ['ORDERS_KUBECONFIG', 'STOCK_KUBECONFIG'],
    });
    expect(read).not.toHaveProperty('url');
  });
});

describe('files', () => {
  test('that two pipelines call are written once', () => {
    const project = two();
    service(project, 'orders');
    service(project, 'stock');
    const paths = synthesizedProject(project).files.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toContain('.github/stagegate/check-image.sh');
  });

  test('that differ by case only are told, and nothing is written', () => {
    const project = two();
    const [orders, stock] = ['orders', 'stock'].map((name) =>
      HelmRelease.chart(`${name}/chart`, { name, namespace: 'shop' }),
    );
    service(project, 'shop', { release: orders });
    service(project, 'Shop', { release: stock, environment: 'other' });
    const lines = shared(project);
    expect(lines).toEqual([
      'error file-collision Shop: writes .github/workflows/Shop.yml, as shop does; names of files differ on every disk, whatever their case',
      'error file-collision Shop: writes docs/pipelines/Shop.md, as shop does; names of files differ on every disk, whatever their case',
      'error file-collision Shop: writes .stagegate/Shop.json, as shop does; names of files differ on every disk, whatever their case',
    ]);
  });

  test('of values, at one place', () => {
    const project = two();
    const release = (name: string) => HelmRelease.chart('chart', { name, namespace: 'shop' });
    service(project, 'orders', { release: release('orders') });
    service(project, 'stock', { release: release('stock') });
    expect(shared(project)).toContain(
      'error file-collision stock/production: writes values-production.yaml, as orders/production does; names of files differ on every disk, whatever their case',
    );
  });
});

describe('the check that branches require', () => {
  const sameChecks = (project: Project) =>
    told(synthesizedProject(project).findings.filter(({ rule }) => rule === 'distinct-checks'));

  test('is another one for each pipeline', () => {
    const project = two();
    service(project, 'orders', {}, { requiredCheck: undefined });
    service(project, 'stock', {}, { requiredCheck: undefined });
    expect(sameChecks(project)).toEqual([
      'error distinct-checks stock/pipeline-gate: has the name "pipeline-gate", as orders/pipeline-gate does, which branches require',
    ]);
    expect(synthesizedProject(project).stopping.map(({ rule }) => rule)).toContain('distinct-checks');
  });

  test('has a name that no job of another pipeline has', () => {
    const project = two();
    const orders = service(project, 'orders');
    new Job(new Stage(orders, 'more'), 'more', { title: 'Stock-Gate', steps: [Step.run('x', 'true')] });
    service(project, 'stock');
    expect(sameChecks(project)).toEqual([
      'error distinct-checks stock/pipeline-gate: has the name "stock-gate", as orders/more/more does, which branches require',
    ]);
  });

  test('has a name that no job has which a patch adds to another pipeline', () => {
    const project = two();
    service(project, 'orders');
    service(project, 'stock').patch(
      JsonPatch.add('/jobs/extra', { name: 'orders-gate', 'runs-on': 'ubuntu-24.04', permissions: {}, steps: [] }),
    );
    expect(sameChecks(project)).toEqual([
      'error distinct-checks stock: has the name "orders-gate", as orders/pipeline-gate does, which branches require',
    ]);
  });

  test('is compared as it is printed', () => {
    const project = two();
    service(project, 'orders');
    service(project, 'stock').patch(JsonPatch.replace('/jobs/pipeline-gate/name', 'orders-gate'));
    expect(sameChecks(project)).toHaveLength(1);
  });
});

test('a strict pipeline does not make its neighbour strict', () => {
  const project = two();
  service(project, 'orders');
  service(project, 'stock');
  // Nobody is told of failures: a warning in both.
  expect(synthesizedProject(project).stopping).toEqual([]);
  const half = two();
  service(half, 'orders', {}, { strict: true });
  service(half, 'stock');
  expect(synthesizedProject(half).stopping.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
    'orders reported-failures',
  ]);
});
