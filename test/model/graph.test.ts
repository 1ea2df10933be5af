import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ancestors, firstCycle, type Needs, topologicalOrder, transitiveReduction } from '../../src/model/graph';

const graph = (edges: Record<string, string[]>): Needs => new Map(Object.entries(edges));

const diamond = graph({ deploy: ['test', 'lint'], test: ['build'], lint: ['build'], build: [] });

describe('ancestors', () => {
  test('are all nodes on the way back', () => {
    expect([...ancestors(diamond, 'deploy')].sort()).toEqual(['build', 'lint', 'test']);
    expect([...ancestors(diamond, 'build')]).toEqual([]);
  });

  test('leave out names that are no nodes, and survive cycles', () => {
    expect([...ancestors(graph({ a: ['b', 'gone'], b: ['a'] }), 'a')].sort()).toEqual(['a', 'b']);
    expect([...ancestors(diamond, 'gone')]).toEqual([]);
  });
});

describe('topological order', () => {
  test('puts every node after what it waits for', () => {
    expect(topologicalOrder(diamond)).toEqual(['build', 'test', 'lint', 'deploy']);
  });

  test('keeps the order given where nothing waits', () => {
    expect(topologicalOrder(graph({ c: [], a: [], b: [] }))).toEqual(['c', 'a', 'b']);
  });

  test('puts the nodes of a cycle and those behind it last', () => {
    expect(topologicalOrder(graph({ a: ['b'], b: ['a'], c: ['a'], d: [] }))).toEqual(['d', 'a', 'b', 'c']);
  });
});

describe('the first cycle', () => {
  test.each([
    ['none', {}, undefined],
    ['none in a diamond', { d: ['b', 'c'], b: ['a'], c: ['a'], a: [] }, undefined],
    ['a node that waits for itself', { a: ['a'] }, ['a', 'a']],
    ['two nodes', { a: ['b'], b: ['a'] }, ['a', 'b', 'a']],
    ['three nodes, met from outside', { x: ['b'], a: ['c'], b: ['a'], c: ['b'] }, ['b', 'a', 'c', 'b']],
    ['the short way where a long one exists', { a: ['b', 'c'], b: ['c'], c: ['a'] }, ['a', 'c', 'a']],
  ])('%s', (_, edges, cycle) => {
    expect(firstCycle(graph(edges as Record<string, string[]>))).toEqual(cycle);
  });
});

describe('transitive reduction', () => {
  test('drops what another edge implies, and nothing else', () => {
    const needs = graph({ deploy: ['build', 'test', 'lint', 'test'], test: ['build'], lint: ['build'], build: [] });
    expect(Object.fromEntries(transitiveReduction(needs))).toEqual({
      deploy: ['test', 'lint'],
      test: ['build'],
      lint: ['build'],
      build: [],
    });
  });

  test('keeps the edges that carry data', () => {
    const needs = graph({ deploy: ['build', 'test'], test: ['build'], build: [] });
    const carriesData = (node: string, need: string) => node === 'deploy' && need === 'build';
    expect(transitiveReduction(needs, carriesData).get('deploy')).toEqual(['build', 'test']);
  });

  test('uses the edges that it keeps', () => {
    const needs = graph({ c: ['a', 'b'], b: ['a'], a: [] });
    expect(transitiveReduction(needs, (node) => node === 'b').get('c')).toEqual(['b']);
  });
});

/** Graphs without a cycle: a node waits only for nodes with a smaller number. */
const acyclic = fc
  .integer({ min: 1, max: 9 })
  .chain((size) =>
    fc
      .tuple(...Array.from({ length: size }, (_, node) => fc.subarray([...Array(node).keys()])))
      .map((edges) => new Map(edges.map((direct, node) => [`n${node}`, direct.map((need) => `n${need}`)]))),
  );

test('reduction keeps what can be reached, and no edge of it can be spared', () => {
  fc.assert(
    fc.property(acyclic, (needs) => {
      const reduced = transitiveReduction(needs);
      for (const [node, direct] of reduced) {
        expect(ancestors(reduced, node)).toEqual(ancestors(needs, node));
        for (const need of direct) {
          const without = new Map(reduced).set(
            node,
            direct.filter((other) => other !== need),
          );
          expect(ancestors(without, node)).not.toContain(need);
        }
      }
    }),
  );
});

test('five thousand nodes in stages of fifty, and a chain of them, are no work', () => {
  const stages = new Map<string, string[]>();
  for (let node = 0; node < 5000; node++) {
    const stage = Math.floor(node / 50);
    const before = stage === 0 ? [] : Array.from({ length: 50 }, (_, index) => `n${(stage - 1) * 50 + index}`);
    stages.set(`n${node}`, stage > 1 ? ['n0', ...before] : before);
  }
  expect(transitiveReduction(stages).get('n4999')).toHaveLength(50);
  expect(firstCycle(stages)).toBeUndefined();
  const ring = new Map(Array.from({ length: 5000 }, (_, node) => [`n${node}`, [`n${(node + 1) % 5000}`]]));
  expect(firstCycle(ring)).toHaveLength(5001);
});
