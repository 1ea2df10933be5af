import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { javascript } from 'projen';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { paymentApi } from '../support/payment-api';
import { withCharts } from '../support/synthesize';

const ROOT = join(__dirname, '../..');

beforeAll(() => {
  vi.stubEnv('PROJEN_DISABLE_POST', 'true');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function written(options: Partial<javascript.NodeProjectOptions>): string {
  const outdir = mkdtempSync(join(tmpdir(), 'formatters-'));
  const project = new javascript.NodeProject({
    name: 'payment-api',
    defaultReleaseBranch: 'main',
    outdir,
    github: false,
    ...options,
  });
  paymentApi(withCharts(project, 'charts/payment-api'));
  project.synth();
  return outdir;
}

const OURS = [
  '/.github/workflows/payment-api.yml',
  '/.github/stagegate/',
  '/charts/values-dev.yaml',
  '/charts/values-staging.yaml',
  '/charts/values-production.yaml',
  '/.github/environments/dev.yaml',
  '/.github/environments/staging.yaml',
  '/.github/environments/production.yaml',
  '/docs/pipelines/payment-api.md',
  '/.stagegate/',
];

describe('formatters that projen manages leave generated files alone', () => {
  test('Prettier', () => {
    const folder = written({ prettier: true });
    const ignored = readFileSync(join(folder, '.prettierignore'), 'utf8').split('\n');
    expect(ignored.filter((line) => line.startsWith('/'))).toEqual(OURS);
  });

  test('Biome, which then finds nothing of ours to format', () => {
    const folder = written({ biome: true });
    const { files } = JSON.parse(readFileSync(join(folder, 'biome.jsonc'), 'utf8').replace(/^\s*\/\/.*/gm, ''));
    const patterns = OURS.map((path) => `!${path.slice(1).replace(/\/$/, '')}`);
    expect(files.includes).toEqual(expect.arrayContaining(patterns));
    writeFileSync(join(folder, '.stagegate', 'probe.json'), '{"a":     1}');
    const checked = execFileSync(
      join(ROOT, 'node_modules/.bin/biome'),
      ['format', '--no-errors-on-unmatched', '.stagegate', '.github'],
      { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    expect(checked).toContain('Checked 0 files');
  });
});
