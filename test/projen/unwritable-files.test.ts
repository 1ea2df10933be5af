import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unwritableFiles } from '../../src/projen/unwritable-files';
import { told } from '../support/synthesize';

function findingsAbout(path: string, prepare: (outdir: string) => void) {
  const outdir = mkdtempSync(join(tmpdir(), 'unwritable-'));
  prepare(outdir);
  return unwritableFiles([{ path, content: '', owner: 'api', executable: false, shared: false }], outdir);
}

test('a folder where a file has to be', () => {
  const findings = findingsAbout('docs/api.md', (outdir) =>
    mkdirSync(join(outdir, 'docs/api.md'), { recursive: true }),
  );
  expect(told(findings)).toEqual(['error unwritable-file api: cannot write docs/api.md: docs/api.md is no file']);
});

test('a file where a folder has to be', () => {
  const findings = findingsAbout('docs/api.md', (outdir) => writeFileSync(join(outdir, 'docs'), ''));
  expect(told(findings)).toEqual(['error unwritable-file api: cannot write docs/api.md: docs is no folder']);
});

test('a link that leads nowhere, at the end or on the way', () => {
  const link = (name: string) => (outdir: string) => symlinkSync('/nowhere/at/all', join(outdir, name));
  expect(told(findingsAbout('api.md', link('api.md')))).toEqual([
    'error unwritable-file api: cannot write api.md: api.md is a link to nothing',
  ]);
  expect(told(findingsAbout('docs/api.md', link('docs')))).toEqual([
    'error unwritable-file api: cannot write docs/api.md: docs is a link to nothing',
  ]);
});

test('nothing, or a file of an earlier time, is in the way of nobody', () => {
  expect(findingsAbout('docs/api.md', () => {})).toEqual([]);
  expect(findingsAbout('api.md', (outdir) => writeFileSync(join(outdir, 'api.md'), ''))).toEqual([]);
});

test('a folder of the project that projen has yet to make is in the way of nobody; a file in its place is', () => {
  const above = mkdtempSync(join(tmpdir(), 'unwritable-'));
  const file = { path: 'docs/api.md', content: '', owner: 'api', executable: false, shared: false };
  expect(unwritableFiles([file], join(above, 'not', 'yet'))).toEqual([]);
  writeFileSync(join(above, 'not'), '');
  expect(told(unwritableFiles([file], join(above, 'not', 'yet')))).toEqual([
    'error unwritable-file api: cannot write docs/api.md: . refuses it (ENOTDIR)',
  ]);
});
