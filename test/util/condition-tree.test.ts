import { expect, test } from 'vitest';
import { conditionTree, conjunctsOf, treeText } from '../../src/util/condition-tree';
import { isMistake, parseExpression } from '../../src/util/expressions';

function treeOf(text: string) {
  const parsed = parseExpression(text);
  if (isMistake(parsed)) throw new Error(parsed.message);
  return conditionTree(parsed);
}

test.each([
  ["github.ref == 'x' && (vars.c || inputs.e)", "github.ref == 'x' && (vars.c || inputs.e)"],
  [
    "((github.ref) && (vars.c && inputs.e)) || !(env.g == 'y')",
    "(github.ref && vars.c && inputs.e) || !(env.g == 'y')",
  ],
  ["!startsWith(github.ref, 'x') && !!vars.c", "!startsWith(github.ref, 'x') && !!vars.c"],
  ['!(github.ref || vars.c)', '!(github.ref || vars.c)'],
  ["!startsWith(github.ref, 'x') || !contains(vars.c, ')')", "!startsWith(github.ref, 'x') || !contains(vars.c, ')')"],
])('%s is written as %s', (text, expected) => {
  expect(treeText(treeOf(text))).toBe(expected);
});

test.each([
  [["github.ref == 'x'", "github.ref == 'x'"], ["github.ref == 'x'"]],
  [
    ['github.ref && (vars.c || inputs.e)', '(vars.c || inputs.e) && env.g'],
    ['github.ref', '(vars.c || inputs.e)', 'env.g'],
  ],
  [
    ['github.ref && env.g', '(github.ref || vars.c) && env.g'],
    ['github.ref', 'env.g'],
  ],
  [
    ['github.ref || vars.c', 'inputs.e'],
    ['(github.ref || vars.c)', 'inputs.e'],
  ],
  [
    ['!github.ref', '(github.ref || vars.c)'],
    ['!github.ref', '(github.ref || vars.c)'],
  ],
])('%j together ask for %j', (conditions, expected) => {
  expect(conjunctsOf(conditions.map(treeOf))).toEqual(expected);
});
