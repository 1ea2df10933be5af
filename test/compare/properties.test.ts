import fc from 'fast-check';
import { expect, test } from 'vitest';
import { viewOf } from '../../src/checks/view';
import { changesBetween } from '../../src/compare/pipelines';
import { withWorkflow } from '../checks/support/change';
import { paymentApi } from '../checks/support/payment-api';
import { anyTree, buildTree } from '../support/random-tree';
import { lowered } from '../support/synthesize';

/*
 * Guards: a change is told, whatever it is; and where nothing changes, nothing is told.
 */

type Leaf = readonly (string | number)[];

function leavesOf(value: unknown, place: Leaf = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [place];
  return Object.entries(value).flatMap(([key, item]) =>
    leavesOf(item, [...place, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Another text, number or answer in one place. */
function change(root: unknown, place: Leaf): void {
  const last = place[place.length - 1];
  const holder = place.slice(0, -1).reduce((value, key) => (value as Record<string, unknown>)[key], root) as Record<
    string,
    unknown
  >;
  const old = holder[last];
  holder[last] = typeof old === 'boolean' ? !old : typeof old === 'number' ? old + 1 : `${old}x`;
}

const MODEL = paymentApi();
/** What is for people alone, and what follows from something else that is told. */
const FOR_PEOPLE = /^(?:name|jobs\.(?!pipeline-gate)[\w-]+\.name|jobs\.[\w-]+\.steps\.\d+\.(?:name|id))$/;
const leaves = leavesOf(MODEL.workflow).filter((place) => !FOR_PEOPLE.test(place.join('.')));

test('every value of the workflow is compared', () => {
  expect(leaves.length).toBeGreaterThan(300);
  const before = viewOf(MODEL);
  const silent = leaves.filter((place) => {
    const after = viewOf(withWorkflow(MODEL, (workflow) => change(workflow, place)));
    return changesBetween(before, after).length === 0;
  });
  expect(silent.map((place) => place.join('.'))).toEqual([]);
});

test('nothing is told of two trees that are one', () => {
  fc.assert(
    fc.property(anyTree(), (spec) => {
      const [before, after] = [viewOf(lowered(buildTree(spec)).model), viewOf(lowered(buildTree(spec)).model)];
      expect(changesBetween(before, after)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

/** Explains something that is told, or follows from it; and nobody approves himself where nobody approves. */
const EXPLAINS =
  /^(?:version|id|path|source|defaultBranch|release\.condition|events\.\d+|scripts\.\d+|(?:stages|jobs|instructions)\..*|environments\.[01]\.preventSelfReview)$|\.(?:path|job|file|description|optional|url|requiredVariables\.\d+|usedBy\.\d+|repositoryKey|digestKey)$/;

test('every value of what is not in the workflow is compared', () => {
  const { workflow, ...view } = viewOf(MODEL);
  const acknowledgement = { rule: 'pinned-tools', path: 'a', reason: 'for now', owner: 'ann', expires: '2027-01-31' };
  const requiredChecks = { branches: ['main', 'release/*'], checks: ['gate', 'other'] };
  const before = { ...view, requiredChecks, acknowledgements: [acknowledgement] };
  const places = leavesOf(before).filter((place) => !EXPLAINS.test(place.join('.')));
  expect(places.length).toBeGreaterThan(20);
  const silent = places.filter((place) => {
    const after = structuredClone(before);
    change(after, place);
    return changesBetween({ ...before, workflow }, { ...after, workflow }).length === 0;
  });
  expect(silent.map((place) => place.join('.'))).toEqual([]);
});
