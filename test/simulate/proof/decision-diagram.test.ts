import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecisionDiagram, FALSE, type Formula, TRUE } from '../../../src/simulate/proof/decision-diagram';

/*
 * Guards: what the whole proof stands on. Random formulas of four variables against all sixteen assignments.
 */

const VARIABLES = 4;
const ASSIGNMENTS = Array.from({ length: 2 ** VARIABLES }, (_, bits) =>
  Array.from({ length: VARIABLES }, (_, v) => Boolean((bits >> v) & 1)),
);

type Tree = number | { readonly not: Tree } | { readonly and: readonly Tree[] } | { readonly or: readonly Tree[] };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: 0, max: VARIABLES - 1 }),
    fc.record({ not: tie('tree') }),
    fc.record({ and: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('tree'), { maxLength: 3 }) }),
  ),
}));

function holds(formula: Tree, values: readonly boolean[]): boolean {
  if (typeof formula === 'number') return values[formula];
  if ('not' in formula) return !holds(formula.not, values);
  return 'and' in formula
    ? formula.and.every((part) => holds(part, values))
    : formula.or.some((part) => holds(part, values));
}

function build(diagram: DecisionDiagram, variables: readonly Formula[], formula: Tree): Formula {
  if (typeof formula === 'number') return variables[formula];
  if ('not' in formula) return diagram.not(build(diagram, variables, formula.not));
  const parts = ('and' in formula ? formula.and : formula.or).map((part) => build(diagram, variables, part));
  return 'and' in formula ? diagram.all(parts) : diagram.any(parts);
}

test('a formula is true where it should be, is counted, and equal formulas are one', () => {
  fc.assert(
    fc.property(tree, tree, (one, other) => {
      const diagram = new DecisionDiagram();
      const variables = Array.from({ length: VARIABLES }, () => diagram.variable());
      const [f, g] = [one, other].map((formula) => build(diagram, variables, formula));
      const truth = ASSIGNMENTS.map((values) => holds(one, values));
      expect(ASSIGNMENTS.map((values) => diagram.evaluate(f, values))).toEqual(truth);
      expect(diagram.count(f)).toBe(BigInt(truth.filter(Boolean).length));
      expect(f === g).toBe(ASSIGNMENTS.every((values, index) => holds(other, values) === truth[index]));
    }),
  );
});

test('an example holds and costs least', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(...ASSIGNMENTS), (formula, preferred) => {
      const diagram = new DecisionDiagram();
      const f = build(
        diagram,
        Array.from({ length: VARIABLES }, () => diagram.variable()),
        formula,
      );
      fc.pre(f !== FALSE);
      const costs = [4, 3, 2, 1];
      const cost = (values: readonly boolean[]) =>
        values.reduce((sum, value, v) => sum + (value === preferred[v] ? 0 : costs[v]), 0);
      const found = diagram.example(f, preferred, costs);
      const best = Math.min(...ASSIGNMENTS.filter((values) => holds(formula, values)).map(cost));
      expect([holds(formula, found), cost(found)]).toEqual([true, best]);
    }),
  );
});

test('constants', () => {
  const diagram = new DecisionDiagram();
  diagram.variable();
  expect([diagram.count(TRUE), diagram.count(FALSE)]).toEqual([2n, 0n]);
  expect(() => diagram.example(FALSE, [true], [1])).toThrow('never true');
});

test('gives up beyond its limit', () => {
  const diagram = new DecisionDiagram(10);
  const parity = () =>
    Array.from({ length: 6 }, () => diagram.variable()).reduce((f, v) => diagram.choose(v, diagram.not(f), f));
  expect(parity).toThrow('combine in too many ways');
});
