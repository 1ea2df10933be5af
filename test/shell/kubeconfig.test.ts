import { readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bash, HOSTILE, run, SHELL } from './harness';

const KUBECONFIG = `apiVersion: v1\nkind: Config\nclusters:\n  - name: prod # 🚀 $(touch pwned) \`touch pwned\` "'\n`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe.concurrent('write-kubeconfig', () => {
  it.each([
    ['text', KUBECONFIG],
    ['text without last line end', KUBECONFIG.trimEnd()],
    ['base64', base64(KUBECONFIG)],
    ['base64 in lines', base64(KUBECONFIG).replace(/.{20}/g, '$&\n')],
    ['JSON', '{"apiVersion": "v1", "clusters": []}\n'],
  ])('writes %s for this job alone', async (_, data) => {
    const result = await run('write-kubeconfig', { env: { KUBECONFIG_DATA: data } });
    expect(result).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const file = join(result.temp, 'kubeconfig');
    expect(readFileSync(file, 'utf8').trimEnd()).toBe((data.startsWith('{') ? data : KUBECONFIG).trimEnd());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(result.exported).toBe(`KUBECONFIG=${file}\n`);
  });

  it.each([
    ['other text', HOSTILE],
    ['base64 of other text', base64('password')],
  ])('refuses %s and does not print it', async (_, data) => {
    const result = await run('write-kubeconfig', { env: { KUBECONFIG_DATA: data } });
    expect(result).toMatchObject({
      status: 1,
      exported: '',
      annotations: [
        '::error title=Not a kubeconfig::KUBECONFIG_DATA holds no clusters, neither as text nor in base64.',
      ],
    });
    expect(result.stdout + result.stderr).not.toMatch(/forged|password/);
    expect(() => statSync(join(result.temp, 'kubeconfig'))).toThrow('ENOENT');
  });

  it('does not inherit the mode of an older file', async () => {
    const env = { KUBECONFIG_DATA: KUBECONFIG, RUNNER_TEMP: '.' };
    const result = await run('write-kubeconfig', { env, files: { kubeconfig: 'old' } });
    expect(statSync(join(result.cwd, 'kubeconfig')).mode & 0o777).toBe(0o600);
  });

  it('needs the secret', async () => {
    const result = await run('write-kubeconfig', { env: { KUBECONFIG_DATA: '' } });
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('KUBECONFIG_DATA: the kubeconfig, as text or in base64');
  });

  it('prints the variable in a terminal', async () => {
    const result = await run('write-kubeconfig', { env: { KUBECONFIG_DATA: KUBECONFIG }, byHand: true });
    expect(result.stdout).toBe(`KUBECONFIG=${join(result.temp, 'kubeconfig')}\n`);
  });
});

describe('where Helm goes', () => {
  it('says the kubeconfig, for kubectl as well, and no variable of Helm alone', async () => {
    const env = {
      HELM_DRIVER: 'sql',
      HELM_NAMESPACE: 'x',
      HELM_KUBECONTEXT: 'x',
      HELM_KUBETOKEN: 'x',
      HELM_PLUGINS: 'own',
    };
    const seen = await bash(['-c', '. "$0" && env', join(SHELL, 'common.sh')], tmpdir(), {
      PATH: process.env.PATH,
      ...env,
    });
    expect(seen.stdout.split('\n').filter((line) => line.startsWith('HELM_'))).toEqual(['HELM_PLUGINS=own']);
  });
});
