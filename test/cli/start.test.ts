import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startedGitHub } from './fake-github/harness';

const { github, checkout } = startedGitHub();

/** The command line as a process of its own. */
function stagegate(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const entry = join(__dirname, 'start-entry.ts');
  const env = { PATH: process.env.PATH, GITHUB_API_URL: github.url, GH_TOKEN: github.token };
  const tsx = require.resolve('tsx');
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', tsx, entry, ...args], { cwd: checkout.root, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

it('loads next to nothing for help', async () => {
  const { code, out, err } = await stagegate('--help');
  expect(code).toBe(0);
  expect(out).toContain('environments');
  expect(err.trim().split('\n').sort()).toEqual([
    'src/cli/context.ts',
    'src/cli/github/clock.ts',
    'src/cli/main.ts',
    'src/cli/start.ts',
    'src/util/near-names.ts',
    'src/util/package-files.ts',
  ]);
});

it('ends with the exit code of its command', async () => {
  checkout.write('.github/environments/dev.yaml', 'name: dev\n');
  const { code, out } = await stagegate('environments', 'check', '--repo', 'acme/payment-api');
  expect(out).toContain('1 call to make');
  expect(code).toBe(2);
});

it('says nothing about a reader that reads no further', async () => {
  const command = [process.execPath, '--import', require.resolve('tsx'), join(__dirname, 'start-entry.ts'), '--help'];
  const { error, err } = await new Promise<{ error: unknown; err: string }>((resolve) => {
    execFile('bash', ['-c', 'set -o pipefail; "$@" | true', 'bash', ...command], (failure, _, stderr) =>
      resolve({ error: failure, err: stderr }),
    );
  });
  expect(error).toBeNull();
  expect(err).not.toContain('EPIPE');
});
