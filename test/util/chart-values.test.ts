import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readChart } from '../../src/util/chart';
import { defaultsWithin, valuesWithin } from '../../src/util/chart-values';
import { type HelmValues, isValueMap } from '../../src/util/helm-values';
import { chart, subchart } from '../support/chart';
import { askHelm, findHelm, type HelmChart, writeChart } from '../support/helm';

const redis = (values: HelmValues) => subchart('redis', { values });
const needs = (settings: Partial<{ key: string; conditions: string[]; tags: string[] }> = {}) => [
  { name: 'redis', key: 'redis', conditions: [], tags: [], imports: [], ...settings },
];

describe('valuesWithin', () => {
  test('puts the values of the chart over those of the charts in it, and the overlay over both', () => {
    const shop = chart({ values: { redis: { a: 1, b: 1 } }, subcharts: [redis({ a: 0, b: 0, c: 0 })] });
    const { values, sections } = valuesWithin(shop, { redis: { b: 2 } });
    expect(values).toEqual({ redis: { a: 1, b: 2, c: 0, global: {} } });
    expect(sections.map(({ path }) => path.join('.'))).toEqual(['', 'redis']);
    expect(sections[1].values).toEqual({ a: 1, b: 2, c: 0, global: {} });
  });

  test('hands global down', () => {
    const shop = chart({ values: { global: { zone: 'a' } }, subcharts: [redis({ global: { zone: 'b', size: 1 } })] });
    expect(valuesWithin(shop, {}).sections[1].values).toEqual({ global: { zone: 'a', size: 1 } });
  });

  test('knows a chart by its alias', () => {
    const shop = chart({ dependencies: needs({ key: 'cache' }), subcharts: [redis({ a: 1 })] });
    expect(valuesWithin(shop, {}).values).toEqual({ cache: { a: 1, global: {} } });
  });

  test.each([
    [{ conditions: ['redis.enabled'] }, { redis: { enabled: false } }],
    [{ conditions: ['nothing', 'redis.enabled'] }, { redis: { enabled: false } }],
    [{ tags: ['stores'] }, { tags: { stores: false } }],
  ])('leaves out what %j switches off', (settings, overlay) => {
    const shop = chart({ dependencies: needs(settings), subcharts: [redis({ a: 1 })] });
    expect(valuesWithin(shop, {}).sections).toHaveLength(2);
    expect(valuesWithin(shop, overlay).sections).toHaveLength(1);
  });

  test('takes values over from a chart in it', () => {
    const dependencies = [{ ...needs()[0], imports: [{ child: 'net', parent: 'ports' }] }];
    const shop = chart({ values: { ports: { a: 1 } }, dependencies, subcharts: [redis({ net: { a: 2, b: 2 } })] });
    expect(valuesWithin(shop, {}).values.ports).toEqual({ a: 1, b: 2 });
  });

  test.each([[[]], ['on'], [null]])('tells of a section that is %j', (section) => {
    const { noSections } = valuesWithin(chart({ subcharts: [redis({})] }), { redis: section });
    expect(noSections).toEqual([{ path: ['redis'], value: section }]);
  });

  test('tells where a kind changes below a chart in it', () => {
    const shop = chart({ dependencies: needs(), subcharts: [redis({ auth: { user: '' } })] });
    expect(valuesWithin(shop, { redis: { auth: 'x' } }).kindChanges).toContainEqual({
      path: ['redis', 'auth'],
      chart: 'map',
      overlay: 'single value',
    });
  });
});

test('defaultsWithin has a map for every chart that is needed, also where it does not lie there', () => {
  const shop = chart({
    values: { a: null, redis: { b: 1 } },
    dependencies: [...needs(), { ...needs()[0], name: 'kafka', key: 'queue' }],
    subcharts: [redis({ b: 0, c: null })],
  });
  expect(defaultsWithin(shop)).toEqual({ a: null, redis: { b: 1, c: null }, queue: {} });
});

const helm = findHelm();

// Few keys, so that the sides meet; `s` and `t` are charts, `m` is one within `s`.
const key = fc.constantFrom('a', 'b', 's', 'm', 't', 'global', 'k');
const leaf = fc.oneof(fc.constant(null), fc.boolean(), fc.integer({ min: 0, max: 9 }), fc.constantFrom('', 'x'));
const { values } = fc.letrec<{ value: unknown; values: HelmValues }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, { arbitrary: tie('values'), weight: 3 }),
  values: fc
    .uniqueArray(fc.tuple(key, tie('value')), { selector: ([name]) => name, maxLength: 4 })
    .map((entries) => Object.fromEntries(entries)),
}));
// What lies deeper in `global` Helm hands down by luck: its maps share parts.
const tree = values.map(function settle(given): HelmValues {
  const entries = Object.entries(given).map(([name, value]) => [name, isValueMap(value) ? settle(value) : value]);
  return Object.fromEntries(entries.map(([name, value]) => [name, name === 'global' ? shallow(value) : value]));
});
const declared = (name: string, alias: string) =>
  fc
    .record({
      alias: fc.constantFrom(undefined, alias),
      condition: fc.constantFrom(undefined, 'k', `${name}.k`, 'a,b.k'),
      tags: fc.constantFrom(undefined, ['a'], ['a', 'b']),
      'import-values': fc.constantFrom(undefined, [{ child: 'a', parent: 'b' }], ['b']),
    })
    .map((one) => ({ name, version: '1.x', ...one }));
const needed = (...lists: fc.Arbitrary<object>[]) =>
  fc.oneof(
    fc.constant(''),
    fc.tuple(...lists).map((dependencies) => `dependencies: ${JSON.stringify(dependencies)}\n`),
  );

describe.skipIf(helm === undefined)('as Helm does it', () => {
  test('any charts within a chart', () => {
    const trees = fc.record({
      root: tree,
      overlay: tree,
      s: tree,
      m: tree,
      t: tree,
      aboutRoot: needed(declared('s', 'b'), declared('t', 'a')),
      aboutS: needed(declared('m', 'm')),
    });
    fc.assert(
      fc.property(trees, ({ root, overlay, s, m, t, aboutRoot, aboutS }) => {
        const charts: HelmChart['charts'] = {
          s: { values: JSON.stringify(s), about: aboutS, charts: { m: { values: JSON.stringify(m) } } },
          t: { values: JSON.stringify(t) },
        };
        const shop = { values: JSON.stringify(root), about: aboutRoot, charts };
        const question = { chart: shop.values, overlays: [JSON.stringify(overlay)], about: aboutRoot, charts };
        const seen = askHelm(helm as string, question);
        const ours = ourAnswer(shop, overlay);
        if (seen.values === undefined) expect(ours.refused).toBe(true);
        else expect(ours.values).toEqual(seen.values);
      }),
      { numRuns: Number(process.env.RUNS ?? 60) },
    );
  });
});

function ourAnswer(tree: HelmChart, overlay: HelmValues): { values: HelmValues; refused: boolean } {
  const folder = mkdtempSync(join(tmpdir(), 'charts-'));
  try {
    writeChart(join(folder, 'chart'), tree);
    const { values: seen, noSections } = valuesWithin(readChart(join(folder, 'chart')), overlay);
    return { values: seen, refused: noSections.length > 0 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Single values, and maps of them. */
function shallow(value: unknown, depth = 0): unknown {
  if (!isValueMap(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && !(depth > 0 && isValueMap(inner)));
  return Object.fromEntries(entries.map(([name, inner]) => [name, shallow(inner, depth + 1)]));
}
