import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Project, TextFile } from 'projen';
import { describe, expect, test, vi } from 'vitest';
import { FindingsReport, type PipelineOptions } from '../../src';
import { foreignFiles } from '../../src/projen/foreign-files';
import { thrownBy } from '../support/errors';
import { emptyProject, paymentApi } from '../support/payment-api';
import { told, withCharts } from '../support/synthesize';

/** A repository in which files of somebody's lie. */
function folderWith(files: { readonly [path: string]: string } = {}): string {
  const { outdir } = withCharts(emptyProject(), 'charts/payment-api');
  for (const [path, content] of Object.entries(files)) write(outdir, path, content);
  return outdir;
}

function write(outdir: string, path: string, content: string): void {
  mkdirSync(dirname(join(outdir, path)), { recursive: true });
  writeFileSync(join(outdir, path), content);
}

/** What is thrown and told by a synthesis in the folder; the message of the error last. */
function synthesis(outdir: string, prepare = (_: Project) => {}, options: PipelineOptions = {}): string {
  const project = new Project({ name: 'payment-api', outdir });
  prepare(project);
  paymentApi(project, options);
  let output = '';
  const said = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    output += text;
    return true;
  });
  try {
    return thrownBy(() => project.synth()) + output;
  } finally {
    said.mockRestore();
  }
}

test('they are told of as findings', () => {
  const file = { path: 'docs/api.md', content: 'ours', owner: 'api', executable: false, shared: false };
  expect(told(foreignFiles([file], folderWith({ 'docs/api.md': 'mine' })))).toEqual([
    'error foreign-file api: would overwrite docs/api.md, which stagegate has not written',
  ]);
  expect(foreignFiles([file], folderWith({ 'docs/api.md': 'ours' }))).toEqual([]);
});

const MINE = {
  'charts/values-dev.yaml': 'replicaCount: 7\n',
  '.github/workflows/payment-api.yml': 'on: push\n',
  'docs/pipelines/payment-api.md': '# By hand\n',
};

test('files of somebody stop everything, each by its name, and stay', () => {
  const outdir = folderWith(MINE);
  const output = synthesis(outdir);
  expect(output).toContain('stagegate found 3 errors, listed above. Nothing was written.');
  for (const [path, content] of Object.entries(MINE)) {
    expect(output).toContain(`would overwrite ${path}, which stagegate has not written (foreign-file)`);
    expect(readFileSync(join(outdir, path), 'utf8')).toBe(content);
  }
  expect(output).toContain("move it elsewhere, or delete it where stagegate's may take its place");
});

test('files of an earlier synthesis are written anew, also where their first line is gone', () => {
  const outdir = folderWith();
  synthesis(outdir);
  for (const path of ['charts/values-dev.yaml', '.stagegate/payment-api.json', '.github/stagegate/common.sh']) {
    chmodSync(join(outdir, path), 0o600);
    write(outdir, path, 'changed by hand');
  }
  expect(synthesis(outdir)).not.toContain('Nothing was written');
});

test('files of an earlier version are known by their first line where projen has no list of them', () => {
  const outdir = folderWith({
    'charts/values-dev.yaml':
      '# Written by stagegate from .projenrc.ts (payment-api/dev). Do not edit.\nreplicaCount: 7\n',
    '.stagegate/payment-api.json': '{}\n',
    '.github/stagegate/common.sh': '# an older one\n',
  });
  expect(synthesis(outdir)).not.toContain('Nothing was written');
  expect(readFileSync(join(outdir, 'charts/values-dev.yaml'), 'utf8')).toMatch(/replicaCount: 1\n/);
});

test('a file that projen wrote before is no one’s own', () => {
  const outdir = folderWith({
    ...MINE,
    '.projen/files.json': JSON.stringify({ files: Object.keys(MINE) }),
  });
  expect(synthesis(outdir)).not.toContain('Nothing was written');
});

describe('a report of findings', () => {
  const report = (path: string, files: { readonly [path: string]: string } = {}, prepare = (_: Project) => {}) => {
    const outdir = folderWith(files);
    const output = synthesis(outdir, prepare, { findingsReports: [FindingsReport.json(path)] });
    return { output, found: () => readFileSync(join(outdir, path), 'utf8'), outdir };
  };

  test('does not take the place of a file of somebody', () => {
    const { output, found } = report('reports/mine.json', { 'reports/mine.json': '{ "version": 2 }\n' });
    expect(output).toContain(
      'error    would report findings in reports/mine.json, which stagegate has not written (foreign-file)',
    );
    expect(output).toContain('name another path for the report, or delete what lies there');
    expect(output).toContain('Nothing was written.');
    expect(found()).toBe('{ "version": 2 }\n');
  });

  test('takes the place of an earlier report, in either format, and of nothing', () => {
    const earlier = [
      '{"version":1,"findings":[],"acknowledged":[]}',
      '{"runs":[{"tool":{"driver":{"name":"stagegate"}}}]}',
      '',
    ];
    for (const text of earlier) {
      const { output, found } = report('mine.json', { 'mine.json': text });
      expect(output).not.toContain('Nothing was written');
      expect(JSON.parse(found())).toMatchObject({ version: 1 });
    }
  });

  test('has no name of a file that is written anyway', () => {
    for (const path of ['docs/pipelines/payment-api.md', 'notes.txt']) {
      const { output } = report(path, {}, (project) => void new TextFile(project, 'notes.txt', { lines: ['x'] }));
      expect(output).toContain(`reports findings in ${path}, which the project itself writes (file-collision)`);
    }
  });

  test('is told when it cannot be written', () => {
    const { output } = report('charts');
    expect(output).toContain('error    cannot write charts: charts is no file (unwritable-file)');
  });
});

test('a file that something else in the project writes', () => {
  const output = synthesis(folderWith(), (project) => {
    new TextFile(project, '.github/workflows/payment-api.yml', { lines: ['on: push'] });
  });
  expect(output).toContain('writes .github/workflows/payment-api.yml, as the project itself does (file-collision)');
  expect(output).toContain('stagegate found an error, listed above. Nothing was written.');
});
