import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHelm } from '../support/helm';
import { type Result, run } from './harness';
import { type Cluster, withCluster } from './support/cluster';
import { digest } from './support/revisions';

const helm = findHelm();
const isThere = (tool: string, ...args: string[]) => spawnSync(tool, args).status === 0;
const kubectl = isThere('kubectl', 'version', '--client') && isThere('timeout', '--version');
if (!kubectl && process.env.STAGEGATE_REQUIRE_TOOLS)
  throw new Error('STAGEGATE_REQUIRE_TOOLS is set, but not: kubectl');

/** The scripts with Helm and kubectl themselves, which keep their records in a cluster of ours. */
function release(cluster: Cluster, more: Record<string, string> = {}) {
  let number = 500;
  const call = (script: string, env: Record<string, string>) =>
    run(script, {
      real: ['helm', 'kubectl'],
      env: {
        ...{ PATH: `${dirname(helm ?? '')}:${process.env.PATH}`, KUBECONFIG: cluster.kubeconfig },
        'BASH_FUNC_sleep%%': '() { :; }',
        ...{ RELEASE: 'app', NAMESPACE: 'apps', ENVIRONMENT: 'dev', CHART: 'chart', VALUES: 'values.yaml' },
        ...{ IMAGE_REPOSITORY: 'registry.example/app', GITHUB_RUN_ID: String(number), GITHUB_SHA: 'abc', REASON: 'x' },
        ...more,
        ...env,
      },
      files: {
        'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
        'chart/templates/refused.yaml': REFUSED,
        'values.yaml': env.DIGEST === digest('f') ? 'fails: true' : '',
      },
    });
  const revision = ({ output }: Result) => /^revision=(.*)$/m.exec(output)?.[1];
  return {
    call,
    find: async (letter = '') => {
      const result = await call('find-revision', { DIGEST: letter && digest(letter) });
      return revision(result) ?? /title=([^:]+)/.exec(result.annotations[0])?.[1];
    },
    /** Deploys an image; where the smoke test fails, the deployment goes back. */
    deploy: async (letter: string, { passes = true } = {}) => {
      number += 1;
      const deployed = await call('deploy-release', { DIGEST: digest(letter) });
      if (deployed.status === 0 && passes) await call('mark-revision', {});
      else await call('roll-back', { REVISION: revision(deployed) ?? '' });
      return deployed;
    },
  };
}

const REFUSED = '{{ if .Values.fails }}{apiVersion: v1, kind: ConfigMap, metadata: {name: refused}}{{ end }}\n';

describe.runIf(helm !== undefined && kubectl)('a release, as Helm itself keeps it', () => {
  it('is returned to what was verified, and to nothing else', { timeout: 120_000 }, async () => {
    await withCluster(async (cluster) => {
      const { call, deploy, find } = release(cluster);
      const marks = (count: number) => Array.from({ length: count }, (_, at) => cluster.label(at + 1, 'verified'));

      await deploy('a');
      expect(marks(1)).toEqual(['1']);
      expect(await find()).toBe('Nothing before');

      // The smoke test of b fails: what the rollback makes is as good as what it came of.
      expect((await deploy('b', { passes: false })).status).toBe(0);
      expect(marks(3)).toEqual(['1', 'no', '1']);

      // Helm hands labels on, and keeps those of what it supersedes.
      await deploy('c');
      expect(marks(4)).toEqual(['1', 'no', '1', '4']);
      expect(await find()).toBe('3');
      expect(await find('a')).toBe('3');
      expect(await find('b')).toBe('Never ran here');
      expect(cluster.label(4, 'github-run')).toBe('503');

      // The upgrade to f fails, and Helm goes back by itself.
      expect((await deploy('f')).status).toBe(1);
      expect(marks(6)).toEqual(['1', 'no', '1', '4', 'no', '4']);
      expect(await find()).toBe('3');

      // Somebody who asked before it came to run means another one, whatever Helm's own labels say of an upgrade.
      const asked = { DIGEST: '', ASKED: String(Number(cluster.label(4, 'verified-at')) - 1) };
      await deploy('c');
      expect((await call('find-revision', asked)).annotations[0]).toContain('Revision 7 runs only since you asked');

      // What runs has never passed: a run that ended too early.
      await call('deploy-release', { DIGEST: digest('d'), GITHUB_RUN_ID: '600' });
      expect(await find()).toBe('7');
      const older = await call('deploy-release', { DIGEST: digest('c') });
      expect(older.annotations[0]).toContain('title=Older than what runs');

      // Nobody sees the pods here, so what somebody goes back to does not pass again.
      expect((await call('return-release', { DIGEST: digest('a') })).status).toBe(1);
      expect(marks(9).slice(7)).toEqual(['no', 'no']);
    });
  });

  it('keeps what was verified last, whatever came since', { timeout: 120_000 }, async () => {
    await withCluster(async (cluster) => {
      const { call, deploy, find } = release(cluster, { HISTORY_MAX: '2' });
      await deploy('a');
      // Two runs that ended before anybody looked.
      await call('deploy-release', { DIGEST: digest('b') });
      await call('deploy-release', { DIGEST: digest('c') });
      await deploy('d', { passes: false });
      expect([4, 5].map((revision) => cluster.label(revision, 'status'))).toEqual(['superseded', 'deployed']);
      expect(cluster.label(5, 'verified')).toBe('1');
      expect(await find('a')).toBe('Runs already');

      await call('deploy-release', { DIGEST: digest('b') });
      await call('deploy-release', { DIGEST: digest('c') });
      // The upgrade fails, and Helm returns to c by itself, of which nobody knows whether it works.
      expect((await deploy('f')).status).toBe(1);
      expect(await find('a')).toBe('Runs already');
    });
  });

  it('is brought back where an upgrade was killed, and never to that', { timeout: 60_000 }, async () => {
    await withCluster(async (cluster) => {
      const { call, deploy, find } = release(cluster);
      await deploy('a');
      await deploy('b');

      cluster.configMaps = 'hanging';
      const killing = `() { if [[ $1 == upgrade ]]; then timeout -s KILL 4 '${helm}' "$@"; else '${helm}' "$@"; fi; }`;
      const killed = await call('deploy-release', { DIGEST: digest('f'), 'BASH_FUNC_helm%%': killing });
      expect(killed).toMatchObject({ status: 137, output: 'revision=2\n' });
      expect(cluster.label(3, 'status')).toBe('pending-upgrade');
      expect(await find()).toBe('Name the digest');
      cluster.configMaps = 'refused';

      const next = await deploy('c');
      expect(next.annotations).toEqual([
        '::warning title=Interrupted deployment::Returning to revision 2 before deploying.',
      ]);
      expect([3, 4, 5].map((revision) => cluster.label(revision, 'status'))).toEqual([
        'pending-upgrade',
        'superseded',
        'deployed',
      ]);
      expect(await find()).toBe('4');
      expect(await find('f')).toBe('Never ran here');
    });
  });
});
