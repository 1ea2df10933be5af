// biome-ignore-all lint/suspicious/noThenProperty: `then` is a keyword of JSON Schema.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { schemaMistakes } from '../../src/util/json-schema';
import { RefusedSchema, UnknownSchema } from '../../src/util/json-schema-parts';
import { findHelm, type HelmChart, writeChart } from '../support/helm';

import { DRAFTS } from './support/helm-drafts';
import { FORMATS } from './support/helm-formats';
import { PATTERNS } from './support/helm-patterns';
import { of, pattern, type Schema } from './support/helm-schemas';

const TABLE = { formats: FORMATS, patterns: PATTERNS, drafts: DRAFTS };
const cases = Object.entries(TABLE).flatMap(([topic, rows]) =>
  rows.flatMap(([schema, taken, refused]) => [
    ...taken.map((value) => ({ topic, schema, value, verdict: 'takes' })),
    ...refused.map((value) => ({ topic, schema, value, verdict: 'refuses' })),
  ]),
);

function ourVerdict(schema: Schema, value: unknown): string {
  try {
    return schemaMistakes(schema, { v: value, global: {} }).length === 0 ? 'takes' : 'refuses';
  } catch (error) {
    if (error instanceof RefusedSchema) return 'refuses';
    if (error instanceof UnknownSchema) return 'unknown';
    throw error;
  }
}

const shownCase = ({ topic, schema, value }: (typeof cases)[number]) =>
  `${topic}: ${JSON.stringify(value)} by ${JSON.stringify(schema)}`;

test('values are judged as the table says', () => {
  const wrong = cases.filter(({ schema, value, verdict }) => ourVerdict(schema, value) !== verdict);
  expect(wrong.map((one) => `${shownCase(one)}: ${ourVerdict(one.schema, one.value)}`)).toEqual([]);
});

describe('what only Helm knows', () => {
  test.each<[Schema, RegExp]>([
    [
      { $schema: 'https://example.com/schema' },
      /^Helm would have to download what https:\/\/example\.com\/schema says$/,
    ],
    [{ properties: { v: { $ref: 'https://example.com/a.json' } } }, /^it refers to https:\/\/example\.com\/a\.json$/],
  ])('%j', (schema, message) => {
    expect(() => schemaMistakes(schema, {})).toThrow(UnknownSchema);
    expect(() => schemaMistakes(schema, {})).toThrow(message);
  });
});

test.each<[Schema, string]>([
  [pattern('(?!a)'), 'it has the pattern (?!a), which Go refuses: invalid or unsupported Perl syntax: `(?!`'],
  [of(7, { $ref: '#/definitions/none' }), 'it refers to #/definitions/none, which is not in it'],
  [
    of(7, { type: 'strng' }),
    'it is no JSON Schema: properties.v.type is not one or more of array, boolean, integer, null, number, object, string',
  ],
])('why Helm refuses %j', (schema, message) => {
  expect(() => schemaMistakes(schema, {})).toThrow(RefusedSchema);
  expect(() => schemaMistakes(schema, {})).toThrow(message);
});

const helm = findHelm();

test.skipIf(helm === undefined)('Helm itself judges as the table says', () => {
  const verdicts = helmVerdicts(helm as string);
  const wrong = cases.filter(({ verdict }, index) => verdicts[index] !== verdict);
  expect(wrong.map((one) => `${shownCase(one)}: not ${one.verdict}`)).toEqual([]);
});

/** Every case is a chart of its own within one chart: Helm names all of them that it refuses. */
function helmVerdicts(program: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  try {
    const charts = cases.map(({ schema, value }, index): [string, HelmChart] => [
      `case-${index}`,
      { schema: JSON.stringify(schema), values: JSON.stringify(value === null ? {} : { v: value }) },
    ]);
    writeChart(join(folder, 'all'), { charts: Object.fromEntries(charts) });
    // A null is no value for a chart: it is given from outside.
    const nulls = cases.flatMap(({ value }, index) => (value === null ? [`case-${index}.v=null`] : []));
    const { stderr } = spawnSync(program, ['template', 'x', join(folder, 'all'), '--set', nulls.join(',')], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    const refused = new Set([...stderr.matchAll(/case-(\d+):\n/g)].map(([, index]) => Number(index)));
    expect(refused.size).toBeGreaterThan(0);
    return cases.map((_, index) => (refused.has(index) ? 'refuses' : 'takes'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
