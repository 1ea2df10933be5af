import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './harness';

const line = (path: string, text: string) => `${createHash('sha256').update(text).digest('hex')}  ${path}\n`;
const SUMS = '.stagegate/files.sha256';
const files = { 'a.yml': 'on: push\n', 'charts/b c.yaml': '{}\n' };
const sums = Object.entries(files).map(([path, text]) => line(path, text));
const REMEDY =
  'Run npx projen and commit what it writes; a change that is to stay belongs in the program that projen runs.';

const check = (given: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}) =>
  run('check-files', { files: given, env });

/** A PATH as that of macOS: `shasum`, and no `sha256sum`. */
function withoutSha256sum(): string {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  const tools = ['bash', 'grep', 'sed', 'dirname', 'basename', 'perl', 'shasum'];
  for (const tool of tools) symlinkSync(execFileSync('which', [tool], { encoding: 'utf8' }).trim(), join(bin, tool));
  return bin;
}

describe.concurrent('check-files', () => {
  it('is content with what was written', async () => {
    const result = await check({ ...files, [SUMS]: sums.join('') });
    expect(result).toMatchObject({ status: 0, stdout: '', annotations: [] });
  });

  it('names every file that was edited or is missing, and what to do', async () => {
    const edited = { 'a.yml': 'on: pull_request\n', [SUMS]: sums.join('') };
    const result = await check(edited);
    expect(result.status).toBe(1);
    expect(result.annotations).toEqual([
      `::error title=Generated files are not as they were written::a.yml%0Acharts/b c.yaml%0A${REMEDY}`,
    ]);
  });

  it('does the same where there is no sha256sum', async () => {
    const env = { PATH: withoutSha256sum() };
    expect(await check({ ...files, [SUMS]: sums.join('') }, env)).toMatchObject({ status: 0 });
    const { annotations } = await check({ ...files, 'a.yml': '', [SUMS]: sums.join('') }, env);
    expect(annotations).toEqual([`::error title=Generated files are not as they were written::a.yml%0A${REMEDY}`]);
  });

  it('fails without the list', async () => {
    const { status, annotations } = await check(files);
    expect(status).toBe(1);
    expect(annotations).toEqual([
      `::error title=No list of generated files::.stagegate/files.sha256 is missing. ${REMEDY}`,
    ]);
  });

  it.each([
    ['a merge in the middle', `<<<<<<< HEAD\n${sums.join('')}`],
    ['a line without a file', `${sums[0]}${'0'.repeat(64)}\n`],
  ])('fails where the list has %s', async (_, text) => {
    const { status, annotations } = await check({ ...files, [SUMS]: text });
    expect(status).toBe(1);
    expect(annotations).toEqual([
      `::error title=No list of generated files::.stagegate/files.sha256 is not as it was written. ${REMEDY}`,
    ]);
  });

  it('fails where the list is empty', async () => {
    const { status, annotations } = await check({ ...files, [SUMS]: '' });
    expect(status).toBe(1);
    expect(annotations).toEqual([
      `::error title=Generated files are not as they were written::The sums of .stagegate/files.sha256 cannot be checked.%0A${REMEDY}`,
    ]);
  });
});
