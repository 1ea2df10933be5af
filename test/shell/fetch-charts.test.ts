import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHelm } from '../support/helm';
import { callsOf, run } from './harness';

const CHART = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n';
const about = (name: string, needs = '') => CHART.replace('shop', name) + needs;
const lockOf = (...repositories: string[]) =>
  `dependencies:\n${repositories.map((repository) => `- name: redis\n  repository: ${repository}\n  version: 1.0.0\n`).join('')}digest: sha256:0\n`;
const table = (state: string) =>
  `NAME \tVERSION\tREPOSITORY         \tSTATUS\nredis\t1.0.0  \thttps://a.example/x\t${state}\n\nWARNING: "charts/old" is not in Chart.yaml.\n`;

describe.concurrent('fetch-charts', () => {
  const env = { CHART: 'charts/shop' };
  const files = {
    'charts/shop/Chart.lock': lockOf('https://a.example/x', 'oci://b.example/y', 'https://a.example/x', 'file://../z'),
  };

  it('does nothing without Chart.lock', async () => {
    expect(await run('fetch-charts', { env })).toMatchObject({ status: 0, calls: [] });
  });

  it.each(['ok     ', 'unpacked'])('downloads nothing that is %s', async (state) => {
    const result = await run('fetch-charts', { env, files, tools: { helm: [{ prints: table(state) }] } });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'helm')).toEqual(['dependency list charts/shop']);
  });

  it.each(['missing', 'wrong version'])(
    'tells Helm of the repositories once each, and downloads what is %s',
    async (state) => {
      const helm = [{ on: 'dependency list', prints: table(state) }, {}];
      const result = await run('fetch-charts', { env, files, tools: { helm } });
      expect(result.status).toBe(0);
      expect(callsOf(result, 'helm')).toEqual([
        'dependency list charts/shop',
        'repo add repository-1 https://a.example/x',
        'dependency build charts/shop --skip-refresh',
      ]);
    },
  );

  it('reads the lock file of Helm 2 where that is the one', async () => {
    const old = { 'charts/shop/requirements.lock': lockOf('https://old.example/x') };
    const helm = [{ on: 'dependency list', prints: table('missing') }, {}];
    const result = await run('fetch-charts', { env, files: old, tools: { helm } });
    expect(callsOf(result, 'helm')[1]).toBe('repo add repository-1 https://old.example/x');
  });

  it("fails with Helm's code", async () => {
    const helm = [{ on: 'dependency list', prints: table('missing') }, { on: 'dependency build', exits: 3 }, {}];
    expect((await run('fetch-charts', { env, files, tools: { helm } })).status).toBe(3);
  });

  it('needs CHART', async () => {
    const result = await run('fetch-charts');
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('CHART: folder of the chart');
  });
});

const helm = findHelm();

describe.skipIf(helm === undefined)('with Helm itself', () => {
  const needs = 'dependencies:\n- name: redis\n  version: 1.x\n  repository: file://../redis\n';
  // The digest is that of the two lists, as Helm calculates it.
  const lock =
    'dependencies:\n- name: redis\n  repository: file://../redis\n  version: 1.0.0\n' +
    'digest: sha256:a9ee3858da2feb06b6682e6d6a9fca5892c4acd61df28304b6f850ad57f2b360\ngenerated: "2026-01-01T00:00:00Z"\n';
  const files = {
    'charts/shop/Chart.yaml': about('shop', needs),
    'charts/shop/values.yaml': 'redis: {}\n',
    'charts/shop/templates/a.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {port: "{{ .Values.redis.port }}"}\n',
    'charts/redis/Chart.yaml': about('redis'),
    'charts/redis/values.yaml': 'port: 6379\n',
    'charts/values-dev.yaml': 'redis: {port: 1}\n',
  };
  const RELEASES = 'charts/shop:charts/values-dev.yaml charts/shop:charts/values-dev.yaml';
  const check = (more: Record<string, string>) =>
    run('check-chart', {
      env: {
        RELEASES,
        PATH: `${dirname(helm as string)}:${process.env.PATH}`,
        HOME: mkdtempSync(join(tmpdir(), 'home-')),
      },
      files: { ...files, ...more },
      real: ['helm'],
    });

  it('a chart whose needs are locked is checked with them', async () => {
    const result = await check({ 'charts/shop/Chart.lock': lock });
    expect(result.annotations).toEqual([]);
    expect(result.status).toBe(0);
    expect(readdirSync(join(result.cwd, 'charts/shop/charts'))).toEqual(['redis-1.0.0.tgz']);
    expect(result.stdout.match(/Saving 1 charts/g)).toHaveLength(1);
  });

  it('a chart whose needs are neither there nor locked is refused', async () => {
    const result = await check({});
    expect(result.status).toBe(1);
    expect(result.stdout).toContain('chart directory is missing these dependencies: redis');
    expect(existsSync(join(result.cwd, 'charts/shop/charts'))).toBe(false);
  });

  it('a lock that does not fit the chart is refused', async () => {
    const result = await check({ 'charts/shop/Chart.lock': lock.replace('version: 1.0.0', 'version: 1.0.1') });
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('the lock file (Chart.lock) is out of sync');
  });
});
