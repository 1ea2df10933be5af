// biome-ignore-all lint/suspicious/noThenProperty: `then` is a keyword of JSON Schema.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { schemaMistakes } from '../../src/util/json-schema';
import { RefusedSchema, UnknownSchema } from '../../src/util/json-schema-parts';
import { findHelm, type HelmChart, writeChart } from '../support/helm';

type Schema = Record<string, unknown>;
/** A schema for the value `v`, values that Helm takes with it, and values that it refuses. */
type Row = readonly [schema: Schema, taken: readonly unknown[], refused: readonly unknown[]];

const DRAFT = {
  4: 'http://json-schema.org/draft-04/schema#',
  6: 'http://json-schema.org/draft-06/schema#',
  7: 'http://json-schema.org/draft-07/schema#',
  2019: 'https://json-schema.org/draft/2019-09/schema',
  2020: 'https://json-schema.org/draft/2020-12/schema',
};
const of = (draft: keyof typeof DRAFT, v: unknown, beside: Schema = {}): Schema => ({
  $schema: DRAFT[draft],
  properties: { v },
  ...beside,
});
const format = (name: string) => of(7, { format: name });
const pattern = (text: string) => of(7, { pattern: text });

const FORMATS: readonly Row[] = [
  [
    format('email'),
    ['a@b.example', 'a@[127.0.0.1]', 1, '"a b"@c'],
    ['a', 'a@', '.a@b', 'a..b@c', 'a b@c', 'ä@b', '@-b'],
  ],
  [
    format('uri'),
    [
      'https://a.example/b?c#d',
      'mailto:a',
      'x:y',
      'http://[::1]:80/',
      'http://a b'.replace(' ', '%C3%A4'),
      'http://a:/',
    ],
    [
      'a',
      '/a',
      '',
      '//a',
      ':a',
      'http://a b/',
      'http://a:x/',
      'http://[::1',
      'http://%zz/',
      'http://a/%zz',
      'http://a{b}/',
      'http://a:1:2/',
      'http://[::x]/',
    ],
  ],
  [format('iri'), ['https://ä.example/ö'], ['ä']],
  [
    format('uri-reference'),
    ['a', '/a/b', '', '#a', '?b', '//h/p', '///p', 'a/b:c'],
    ['a:b:c'.replace('a', '1'), 'a\\b', '%zz', '#%z', '\u0001'],
  ],
  [format('uri-template'), ['/a/{b}', '/a', '{x}/y'], ['/a/{b', '/a}', '/{{a}}']],
  [format('ipv4'), ['1.2.3.4', '255.255.255.255', '0.0.0.0'], ['1.2.3', '256.1.1.1', '01.2.3.4', '1.2.3.4.', 'a', '']],
  [format('ipv6'), ['::1', 'fe80::1', '::ffff:1.2.3.4'], ['1', ':::', 'fe80::1%eth0', '1.2.3.4']],
  [format('hostname'), ['a', 'a-b.example.', '1'], ['-a', 'a-', 'a_b', 'a..b', '', 'a'.repeat(64)]],
  [
    format('date'),
    ['2024-02-29', '2026-12-31'],
    ['2026-02-29', '2026-13-01', '2026-1-1', '20260101', '2026-00-01', '2026-01-00', 'today'],
  ],
  [
    format('time'),
    ['10:00:00Z', '10:00:00.5+01:00', '23:59:60Z', '00:59:60+01:00'],
    ['10:00:00', '24:00:00Z', '10:00Z', '10:00:60Z', '10:00:00+1:00', '10:00:00.Z'],
  ],
  [
    format('date-time'),
    ['2026-01-01T00:00:00Z', '2026-01-01t00:00:00z'],
    ['2026-01-01', '2026-01-01 00:00:00Z', '2026-02-30T00:00:00Z'],
  ],
  [
    format('duration'),
    ['P1D', 'PT5M', 'P2W', 'P1Y2M3DT4H5M6S'],
    ['P', '5m', 'PT', 'P1S', 'PT1D', 'P1DT', 'P1M1Y', '1D'],
  ],
  [
    format('period'),
    ['2026-01-01T00:00:00Z/P1D', 'P1D/2026-01-01T00:00:00Z'],
    ['P1D', 'P1D/P1D', '2026-01-01T00:00:00Z/x'],
  ],
  [format('uuid'), ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567', '123e4567-e89b-12d3-a456-42661417400g']],
  [format('json-pointer'), ['', '/a~0b/c~1'], ['a', '/a~2', '/~']],
  [format('relative-json-pointer'), ['0', '1/a', '2#'], ['01', '/a', 'a', '-1']],
  [format('regex'), ['^a$', '\\p{L}', '(?i)a'], ['(?=a)', '(', 'a{2,1}']],
  [
    format('semver'),
    ['1.2.3', '1.0.0-rc.1+b.5', '0.0.0'],
    ['1.2', 'v1.2.3', '01.2.3', '1.2.3-', '1.2.3-01', '1.2.3+', '1.2.3.'],
  ],
  [format('nothing-known'), ['x', ''], []],
  [of(4, { format: 'ipv4' }), ['1.1.1.1'], ['x']],
  [of(6, { format: 'date' }), ['2026-01-01'], ['x']],
  [of(2019, { format: 'ipv4' }), ['x'], []],
  [of(2020, { format: 'email' }), ['x'], []],
  [{ properties: { v: { format: 'email' } } }, ['x'], []],
];

const PATTERNS: readonly Row[] = [
  [pattern('^\\p{L}+$'), ['äb'], ['1', 'a b']],
  [pattern('^\\pL\\PL$'), ['a1'], ['aa', '11']],
  [pattern('^\\p{Greek}$'), ['α'], ['a']],
  [pattern('^[\\p{Lu}\\d_]+$'), ['AÄ_1'], ['a']],
  [pattern('^[[:alpha:]_]+$'), ['ab_'], ['a1', '']],
  [pattern('^[^[:space:]]+$'), ['ab'], ['a b']],
  [pattern('^[[:^digit:]]+$'), ['ab'], ['1']],
  [pattern('^[]a-]+$'), [']a-'], ['b']],
  [pattern('^[a\\-z]$'), ['-'], ['b']],
  [pattern('^[\\d-z]+$'), ['1-z'], ['y']],
  [pattern('^\\s$'), [' ', '\n'], ['\u00a0', '\u000b']],
  [pattern('^\\S$'), ['\u00a0', 'a'], [' ']],
  [pattern('^[\\S]$'), ['\u00a0', 'a'], [' ']],
  [pattern('^.$'), ['a', '😀', '\r'], ['\n', 'ab']],
  [pattern('(?s)^.$'), ['\n'], ['ab']],
  [pattern('(?i)^ab$'), ['AB', 'ab'], ['x']],
  [pattern('(?m)^b$'), ['a\nb'], ['a b']],
  [pattern('^a(?i)b$'), ['ab', 'aB'], ['Ab']],
  [pattern('^(?i:a)b$'), ['Ab'], ['aB']],
  [pattern('\\Aa\\z'), ['a'], ['a\n', 'ba']],
  [pattern('^\\Qa.b\\E$'), ['a.b'], ['axb']],
  [pattern('^\\x41\\x{1F600}\\101\\t$'), ['A😀A\t'], ['A']],
  [pattern('^(?P<1>x)(?<b>y)(?:z)$'), ['xyz'], ['xy']],
  [pattern('^a{2}b{1,}c{,2}$'), ['aabc{,2}'], ['aabcc']],
  [pattern('^a{2,3}?$'), ['aa', 'aaa'], ['a']],
  [pattern('a|'), ['', 'b'], []],
  [pattern('^{$'), ['{'], ['}']],
  [pattern('^}]$'), ['}]'], ['{']],
  [pattern('^*a'), ['a', 'ba'], ['b']],
  [pattern('\\bab\\b'), ['x ab'], ['xab']],
  [pattern('^\\.\\/\\_$'), ['./_'], ['a']],
  [pattern('^(a|b)+$'), ['abab'], ['c']],
  [of(7, { patternProperties: { '^[[:lower:]]+$': { type: 'integer' } } }), [{ a: 1, A: 'x' }], [{ a: 'x' }]],
  ...[
    '(?=a)',
    '(?!a)',
    '(?<=a)',
    '(?<!a)',
    '(?>a)',
    '(a)\\1',
    'a++',
    'a**',
    'a{1001}',
    'a{3,2}',
    '*a',
    '(',
    ')',
    '[a',
    '[z-a]',
    '[[:word-:]]'.replace('-', 'x'),
    '\\i',
    '\\u0041',
    '\\cA',
    '\\',
    '\\p{Nothing}',
    '[\\b]',
    'a|*',
    '(?P<>a)',
    '\\8',
    '\\k<a>',
  ].map((text): Row => [pattern(text), [], ['a', '']]),
];

const DRAFTS: readonly Row[] = [
  [of(7, { multipleOf: 0.1 }), [0.3, 0.7, 1, 1e3], [0.35]],
  [of(7, { multipleOf: 0.01 }), [1.13, 19.99, 1e-2], [0.001, 1e-7]],
  [of(7, { multipleOf: 1e-7 }), [3e-7, 1], [1.5e-8]],
  [of(7, { $ref: '#/definitions/s', maxLength: 1 }, { definitions: { s: { type: 'string' } } }), ['long'], [1]],
  [of(2019, { $ref: '#/$defs/s', maxLength: 1 }, { $defs: { s: { type: 'string' } } }), ['l'], [1, 'long']],
  [of(7, { $ref: '#/$defs/s' }, { $defs: { s: { type: 'string' } } }), ['l'], [1]],
  [of(4, { const: 1, contains: {}, propertyNames: { maxLength: 1 } }), [2, { long: 1 }, []], []],
  [of(6, { const: 1 }), [1], [2]],
  [of(6, { if: { type: 'string' }, then: { maxLength: 1 } }), ['long'], []],
  [of(7, { if: { type: 'string' }, then: { maxLength: 1 } }), ['l', 12], ['long']],
  [of(4, { minimum: 1, exclusiveMinimum: true }), [2], [1]],
  [of(4, { maximum: 1, exclusiveMaximum: true }), [0], [1]],
  [of(4, { minimum: 1, exclusiveMinimum: false }), [1], [0]],
  [of(4, { properties: { a: { minimum: 1, exclusiveMinimum: true } } }), [{ a: 2 }], [{ a: 1 }]],
  [of(7, { exclusiveMinimum: 1 }), [2], [1]],
  [of(7, { exclusiveMinimum: true, minimum: 1 }), [], [1, 2]],
  [of(4, { exclusiveMinimum: 1 }), [], [1, 2]],
  [of(4, { required: [] }), [], [1]],
  [of(4, { properties: { a: true } }), [], [1]],
  [of(7, { items: [{ type: 'string' }] }), [['a', 1]], [[1]]],
  [of(2019, { items: [{ type: 'string' }], additionalItems: false }), [['a']], [['a', 1]]],
  [{ properties: { v: { prefixItems: [{ type: 'string' }], items: false } } }, [['a']], [['a', 1], [1]]],
  [{ properties: { v: { items: [{ type: 'string' }] } } }, [], [[1], ['a']]],
  [of(7, { prefixItems: [{ type: 'string' }] }), [[1]], []],
  [of(7, { dependentRequired: { a: ['b'] } }), [{ a: 1 }], []],
  [{ properties: { v: { dependentRequired: { a: ['b'] } } } }, [{ a: 1, b: 1 }], [{ a: 1 }]],
  [of(2020, { dependencies: { a: ['b'] } }), [{ a: 1, b: 1 }], [{ a: 1 }]],
  [of(2020, { contains: { const: 1 }, minContains: 2 }), [[1, 1]], [[1]]],
  [of(7, { contains: { const: 1 }, minContains: 2 }), [[1]], [[2]]],
  [of(2020, { properties: { a: {} }, unevaluatedProperties: false }), [{ a: 1 }], [{ b: 1 }]],
  [of(7, { properties: { a: {} }, unevaluatedProperties: false }), [{ b: 1 }], []],
  [of(7, { type: 'string', nullable: true }), ['a'], [null]],
  [of(7, { type: 'integer' }), [1], [1.5, '1']],
  [of(7, { type: ['string', 'null'] }), ['a', null], [1]],
  [of(7, { enum: [1, 'a', null] }), [1, 'a', null], [2]],
  [of(7, { minLength: 2 }), ['äb', '😀a'], ['😀']],
  [of(7, { uniqueItems: true }), [[1, '1']], [[1, 1]]],
  [of(7, { default: { $ref: '#/nowhere' } }), [1], []],
  [of(7, { enum: [{ $ref: 'a', b: 1 }] }), [{ $ref: 'a', b: 1 }], [{ $ref: 'a' }]],
  [of(7, { properties: { $ref: { type: 'string' } } }), [{ $ref: 'a' }], [{ $ref: 1 }]],
  [of(7, { $ref: '#s' }, { definitions: { s: { $id: '#s', type: 'string' } } }), ['a'], [1]],
  [
    of(
      4,
      { $ref: 'https://a.example/s#/definitions/s' },
      { id: 'https://a.example/s', definitions: { s: { type: 'string' } } },
    ),
    ['a'],
    [1],
  ],
  [of(4, { $ref: '#s' }, { definitions: { s: { id: '#s', type: 'string' } } }), ['a'], [1]],
  [of(2020, { $ref: '#s' }, { $defs: { s: { $anchor: 's', type: 'string' } } }), ['a'], [1]],
  [of(7, { id: 'x', type: 'string' }), ['a'], [1]],
  [of(7, false), [], [1]],
  [of(7, { enum: [] }), [], [1]],
  [of(2020, { enum: [] }), [], [1]],
  [of(7, { items: [] }), [], [[1]]],
  [
    of(7, { minContains: 'x', $defs: 1, dependentSchemas: 1, unevaluatedItems: 3, prefixItems: 4, deprecated: 5 }),
    [1],
    [],
  ],
  [of(2019, { minContains: 'x' }), [], [1]],
  [of(2019, { deprecated: 1 }), [], [1]],
  [of(2020, { prefixItems: [] }), [], [[1]]],
  [of(2020, { dependentRequired: { a: 'b' } }), [], [1]],
  [of(2020, { $defs: { a: 1 } }), [], [1]],
  [of(2020, { unevaluatedProperties: 1 }), [], [1]],
  [of(2019, { prefixItems: 1 }), [1], []],
  [of(7, { contentEncoding: 1 }), [], [1]],
  [of(6, { examples: 1, contentEncoding: 1 }), [1], []],
  [of(6, { readOnly: 1 }), [1], []],
  [of(4, { enum: [] }), [], [1]],
  [of(4, { examples: 1, readOnly: 1 }), [1], []],
  [{ $schema: 'https://json-schema.org/draft-07/schema', properties: { v: { format: 'ipv4' } } }, ['1.1.1.1'], ['x']],
  ...[
    { type: 'strng' },
    { required: true },
    { minimum: '1' },
    { properties: [] },
    { $ref: '#/nowhere' },
    { enum: 'a' },
    { minLength: -1 },
    { items: 1 },
    { type: [] },
    { type: ['string', 'string'] },
    { type: ['x'] },
    { required: ['a', 'a'] },
    { required: 'a' },
    { multipleOf: 0 },
    { minItems: 1.5 },
    { pattern: 1 },
    { format: 1 },
    { uniqueItems: 'yes' },
    { allOf: [] },
    { anyOf: {} },
    { oneOf: [1] },
    { not: [] },
    { properties: { a: 1 } },
    { definitions: [] },
    { dependencies: { a: [1] } },
    { additionalProperties: 'no' },
    { title: 1 },
    { description: [] },
    { examples: 1 },
    { readOnly: 1 },
    { propertyNames: 1 },
    { patternProperties: { a: 'x' } },
    { contains: null },
    { if: 1 },
    { enum: {} },
    { $comment: 1 },
    { maxLength: '3' },
    { exclusiveMaximum: 'x' },
  ].map((mistake): Row => [of(7, mistake), [], ['a', 1]]),
];

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
