import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../src/checks/rules';

const FOLDER = join(__dirname, '../../src/checks/rules');
const files = readdirSync(FOLDER)
  .filter((file) => file !== 'index.ts')
  .map((file) => file.replace(/\.ts$/, ''));

test('every file of the folder is one rule of the list, by its id', () => {
  expect(CHECKS.map(({ id }) => id).sort()).toEqual([...files].sort());
});

describe.each(CHECKS.map((check) => [check.id, check] as const))('%s', (id, check) => {
  test('has a test of its own', () => {
    expect(existsSync(join(__dirname, 'rules', `${id}.test.ts`))).toBe(true);
  });

  test('says what holds, why, where that is written, and what to do', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(check.title).toMatch(/^[^.]{10,}[^.]$/);
    expect(check.why).toMatch(/^[A-Z`].{20,}\.$/);
    expect(check.source).toMatch(/^https:\/\/\S+$/);
    expect(check.mend).toMatch(/^[a-z].{3,}[^.]$/);
  });

  test('looks at something', () => {
    expect(check.pipeline ?? check.job ?? check.step ?? check.environment ?? check.overlay).toBeTypeOf('function');
  });
});
