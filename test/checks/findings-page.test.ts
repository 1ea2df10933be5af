import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findingsPage } from '../../scripts/findings-page';
import { CHECKS } from '../../src/checks/rules';
import { TREE_RULES } from '../../src/policy/tree-rules';

test('docs/findings.md says what the rules say; if not: npx tsx scripts/findings-page.ts', () => {
  expect(readFileSync(join(__dirname, '../../docs/findings.md'), 'utf8')).toBe(findingsPage());
});

test('every rule has a section', () => {
  const headings = [...findingsPage().matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([...CHECKS, ...TREE_RULES].map(({ id }) => id));
});
