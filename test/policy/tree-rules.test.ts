import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../src/checks/rules';
import { Severity } from '../../src/policy/finding';
import { patchTarget, TREE_RULES, treeFinding } from '../../src/policy/tree-rules';

test('no id is there twice', () => {
  const ids = [...CHECKS, ...TREE_RULES].map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

describe.each(TREE_RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('says what holds, why, and what to do', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.title).toMatch(/^[^.]{10,}[^.]$/);
    expect(rule.why).toMatch(/^[A-Z`].{20,}\.$/);
    expect(rule.source ?? 'https://of.our/own').toMatch(/^https:\/\/\S+$/);
    expect(rule.mend).toMatch(/^[a-z].{3,}[^.]$/);
  });
});

describe('a finding about the tree', () => {
  test('weighs and advises what its rule does', () => {
    expect(treeFinding(patchTarget, 'api/build', 'nothing stands there')).toEqual({
      rule: 'patch-target',
      severity: 'error',
      path: 'api/build',
      message: 'nothing stands there',
      remedy: 'name what is there now, or remove the patch',
    });
  });

  test('or what is known better', () => {
    const details = { severity: Severity.INFO, remedy: 'nothing' };
    expect(treeFinding(patchTarget, 'api', 'all is well', details)).toMatchObject(details);
  });
});
