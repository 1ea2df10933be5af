import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rows } from '../bench/rows';

const ROOT = join(__dirname, '..');

it('measures every row, in order', { timeout: 300_000 }, () => {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', 'bench/main.ts', '--quick'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const table = printed.split('\n').filter((line) => line.startsWith('| '));
  const [, , ...cells] = table.map((line) => line.split('|').map((cell) => cell.trim()));
  expect(cells.map(([, label]) => label)).toEqual(rows('quick').map(({ label }) => label));
  for (const [, label, minimum, , runs, memory] of cells) {
    expect(Number(minimum), label).toBeGreaterThan(0);
    expect(runs, label).toBe('1');
    expect(Number(memory), label).toBeGreaterThan(0);
  }
});

it('synthesizes 1, 100 and 1000 pipelines when asked for everything, and checks up to 5000 jobs', () => {
  const labels = rows('full').map(({ label }) => label);
  expect(labels).toEqual(
    expect.arrayContaining([
      'synthesis, 1 pipeline',
      'synthesis, 100 pipelines',
      'synthesis, 1000 pipelines',
      'all checks, 5000 jobs',
      'proof, 200 jobs',
    ]),
  );
});
