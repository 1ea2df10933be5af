import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from 'projen';
import { expect, test } from 'vitest';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  HelmRelease,
  ParallelValidate,
  Pipeline,
  Promotion,
  Toolchain,
} from '../../src';
import { emptyProject } from '../support/payment-api';
import { jobOf, synthesized, told, withCharts } from '../support/synthesize';

const NEEDS =
  'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- name: redis\n  version: 1.x\n  repository: https://charts.example.com\n';
const LOCK =
  'dependencies:\n- name: redis\n  repository: https://charts.example.com\n  version: 1.0.0\ndigest: sha256:0\n';

function project(files: Record<string, string>): Project {
  const made = withCharts(emptyProject(), 'charts/shop');
  mkdirSync(join(made.outdir, 'charts/shop/charts/redis'), { recursive: true });
  writeFileSync(join(made.outdir, 'charts/shop/values.schema.json'), '{}');
  for (const [file, text] of Object.entries(files)) writeFileSync(join(made.outdir, 'charts/shop', file), text);
  return made;
}

function pipeline(files: Record<string, string>): Pipeline {
  const made = new Pipeline(project(files), 'shop', { toolchain: Toolchain.node({ version: '22' }) });
  new BuildStage(made, 'build', { repository: 'acme/shop', registry: ContainerRegistry.ghcr() });
  new ParallelValidate(made, 'validate');
  new DeployEnvironment(made, 'dev', {
    promotion: Promotion.automatic(),
    cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
    release: HelmRelease.chart('charts/shop', { namespace: 'shop' }),
  });
  return made;
}

const steps = (made: Pipeline) => jobOf(made, 'deploy-dev').steps?.map(({ id }) => id) ?? [];
const aboutCharts = (made: Pipeline) =>
  told(synthesized(made).findings).filter((line) => line.includes('overlay-dependencies'));

test('a chart without Chart.lock gets no step, and what it needs must lie in it', () => {
  const made = pipeline({ 'Chart.yaml': NEEDS });
  expect(steps(made)).not.toContain('charts');
  expect(aboutCharts(made)).toEqual([
    'error overlay-dependencies shop/dev: charts/shop needs the chart redis, which does not lie in charts/shop/charts, and there is no Chart.lock',
  ]);
  expect(
    aboutCharts(pipeline({ 'Chart.yaml': NEEDS, 'charts/redis/Chart.yaml': 'name: redis\nversion: 1.0.0\n' })),
  ).toEqual([]);
});

test('what Chart.lock names is downloaded before the job signs in', () => {
  const made = pipeline({ 'Chart.yaml': NEEDS, 'Chart.lock': LOCK });
  // `cluster` signs in.
  expect(steps(made).slice(0, 7)).toEqual(['checkout', 'check', 'helm', 'kubectl', 'charts', 'cluster', 'deploy']);
  expect(aboutCharts(made)).toEqual([]);
  const { files, findings } = synthesized(made);
  expect(told(findings).filter((line) => line.startsWith('error'))).toEqual([]);
  expect(files.map(({ path }) => path)).toContain('.github/stagegate/fetch-charts.sh');
  expect(files.find(({ path }) => path.endsWith('shop.md'))?.content).toContain('in the versions of its `Chart.lock`');
});
