import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coalesceValues, type HelmValues, mergeValues } from '../../src/util/helm-values';
import { askHelm, findHelm } from '../support/helm';

/** A map as JSON makes it: `__proto__` is a key like any other. */
const json = (text: string): HelmValues => JSON.parse(text);

// Few keys, so that the two sides meet; nothing undefined, no number that JSON changes.
const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'on');
const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -9, max: 9 }),
  fc.constantFrom('', 'x', 'yes'),
);
const { values } = fc.letrec<{ value: unknown; values: HelmValues }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(leaf, { maxLength: 2 }), tie('values')),
  values: fc
    .uniqueArray(fc.tuple(key, tie('value')), { selector: ([name]) => name, maxLength: 4 })
    .map((entries) => Object.fromEntries(entries)),
}));

describe('mergeValues', () => {
  test('merges maps and replaces everything else', () => {
    const base = { image: { name: 'a', ports: [1, 2] }, replicas: 1, gone: { a: 1 }, kept: true };
    const over = { image: { ports: [3] }, replicas: null, gone: 'x', fresh: { b: 2 } };
    expect(mergeValues(base, over)).toEqual({
      image: { name: 'a', ports: [3] },
      replicas: null,
      gone: 'x',
      kept: true,
      fresh: { b: 2 },
    });
  });

  test('keeps the order of the base and puts new keys behind', () => {
    expect(Object.keys(mergeValues({ b: 1, a: 2 }, { c: 3, a: 4 }))).toEqual(['b', 'a', 'c']);
  });

  test('takes an undefined value for a key that was not written', () => {
    expect(Object.entries(mergeValues({ a: 1, b: { c: undefined } }, { a: undefined }))).toEqual([
      ['a', 1],
      ['b', {}],
    ]);
  });

  test('treats __proto__ as a key like any other', () => {
    const merged = mergeValues(json('{"__proto__": {"a": 1}}'), json('{"__proto__": {"b": 2}}'));
    expect(JSON.stringify(merged)).toBe('{"__proto__":{"a":1,"b":2}}');
    expect(({} as Record<string, unknown>).b).toBeUndefined();
    expect(JSON.stringify(mergeValues({}, json('{"constructor": {"prototype": {"b": 2}}}')))).toBe(
      '{"constructor":{"prototype":{"b":2}}}',
    );
  });

  test('has the empty map as its neutral element, and repeats without effect', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(mergeValues(mergeValues(a, b), b)).toEqual(mergeValues(a, b));
        expect(mergeValues({}, a)).toEqual(a);
        expect(mergeValues(a, {})).toEqual(a);
      }),
    );
  });

  test('leaves what it is given alone and shares nothing with it', () => {
    fc.assert(
      fc.property(values, values, (base, over) => {
        const before = JSON.stringify([base, over]);
        scribble(mergeValues(base, over));
        expect(JSON.stringify([base, over])).toBe(before);
      }),
    );
  });
});

describe('coalesceValues', () => {
  test('lets the overlay win and fills in what it leaves out', () => {
    const chart = { replicas: 1, image: { name: '', policy: 'Always' }, command: ['a'] };
    const overlay = { replicas: 3, image: { name: 'x' }, command: [] };
    expect(coalesceValues(chart, overlay)).toEqual({
      values: { replicas: 3, image: { name: 'x', policy: 'Always' }, command: [] },
      kindChanges: [],
    });
  });

  test('removes a default that the overlay sets to null, at any depth', () => {
    const chart = { probe: { http: { path: '/' }, exec: null }, limits: { cpu: 1 } };
    const overlay = { probe: { http: null }, limits: null };
    expect(coalesceValues(chart, overlay).values).toEqual({ probe: {} });
  });

  test('keeps a null for a key that the chart lacks', () => {
    expect(coalesceValues({ a: {} }, { a: { b: null }, c: null }).values).toEqual({ a: { b: null }, c: null });
  });

  test('counts a null of the chart for nothing', () => {
    expect(coalesceValues({ a: null, b: { c: null, d: { e: null } } }, {}).values).toEqual({ b: { d: {} } });
    expect(coalesceValues({ a: null, b: { c: null } }, { a: null, b: { c: null } }).values).toEqual({ b: { c: null } });
  });

  test.each([
    ['a map by a list', { a: { b: { c: 1 } } }, { a: { b: [] } }, { path: ['a', 'b'], chart: 'map', overlay: 'list' }],
    ['a map by a text', { a: {} }, { a: 'x' }, { path: ['a'], chart: 'map', overlay: 'single value' }],
    ['a text by a map', { a: '' }, { a: {} }, { path: ['a'], chart: 'single value', overlay: 'map' }],
    ['a list by a number', { a: [] }, { a: 1 }, { path: ['a'], chart: 'list', overlay: 'single value' }],
  ])('reports %s', (_, chart, overlay, change) => {
    expect(coalesceValues(chart, overlay)).toEqual({ values: overlay, kindChanges: [change] });
  });

  test('finds no change of kind where one side is null, nor between text, number and boolean', () => {
    const chart = { a: null, b: {}, c: 1, d: '' };
    expect(coalesceValues(chart, { a: {}, b: null, c: '1', d: true }).kindChanges).toEqual([]);
  });

  test('treats __proto__ as a key like any other', () => {
    const { values: seen } = coalesceValues(json('{"__proto__": {"a": 1}}'), json('{"__proto__": {"b": 2}}'));
    expect(JSON.parse(JSON.stringify(seen))).toEqual(json('{"__proto__": {"b": 2, "a": 1}}'));
    expect(Object.keys(coalesceValues({}, json('{"__proto__": null}')).values)).toEqual(['__proto__']);
    expect(coalesceValues(json('{"constructor": "x"}'), {})).toEqual({ values: { constructor: 'x' }, kindChanges: [] });
  });

  test('gives every leaf of the overlay, and leaves what it is given alone', () => {
    fc.assert(
      fc.property(values, values, (chart, overlay) => {
        const before = JSON.stringify([chart, overlay]);
        const { values: seen } = coalesceValues(chart, overlay);
        for (const [path, value] of leavesOf(overlay)) {
          if (value !== null) expect(at(seen, path)).toEqual(value);
        }
        scribble(seen);
        expect(JSON.stringify([chart, overlay])).toBe(before);
      }),
    );
  });
});

const helm = findHelm();

describe.skipIf(helm === undefined)('as Helm does it', () => {
  const ask = (chart: HelmValues, ...overlays: HelmValues[]) =>
    askHelm(helm as string, {
      chart: JSON.stringify(chart),
      overlays: overlays.map((overlay) => JSON.stringify(overlay)),
    });

  test('any overlays over any chart', () => {
    fc.assert(
      fc.property(values, values, values, (chart, base, over) => {
        const { values: seen, messages } = ask(chart, base, over);
        const ours = coalesceValues(chart, mergeValues(base, over));
        expect(ours.values).toEqual(seen);
        // Helm warns where one side is a map, except on top where the overlay gives a single value or a list.
        const warned = ours.kindChanges.filter((change) =>
          change.path.length > 1 ? change.chart === 'map' || change.overlay === 'map' : change.overlay === 'map',
        );
        expect(messages.split('\n').filter((line) => line.includes('table'))).toHaveLength(warned.length);
      }),
      {
        numRuns: 60,
        examples: [
          [{ a: null, b: { c: null } }, {}, { a: null, b: { c: null } }],
          [{ a: { b: 1 }, b: { c: { on: 1 } } }, { a: [] }, { b: { c: 'x' } }],
        ],
      },
    );
  });
});

function scribble(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const item of Object.values(value)) scribble(item);
  if (Array.isArray(value)) value.push('scribbled');
  else (value as Record<string, unknown>).scribbled = true;
}

function leavesOf(value: unknown, path: readonly string[] = []): [readonly string[], unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, item]) => leavesOf(item, [...path, name]));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, name) => (inner as Record<string, unknown>)[name], value);
}
