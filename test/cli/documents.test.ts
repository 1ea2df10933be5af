import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { remedyIn } from '../../src/cli/documents';

it('sends who stands below the root of a repository up to it', () => {
  const root = mkdtempSync(join(tmpdir(), 'below-'));
  const below = join(root, 'services', 'orders');
  mkdirSync(below, { recursive: true });
  expect(remedyIn(below)).toBe('run npx projen in the root of the repository');
  mkdirSync(join(root, '.stagegate'));
  writeFileSync(join(root, '.stagegate', 'orders.json'), '{}');
  expect(remedyIn(below)).toBe('run it in ../.., where the pipelines are');
});
