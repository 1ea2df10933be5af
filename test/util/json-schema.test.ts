import { describe, expect, test } from 'vitest';
import { schemaMistakes } from '../../src/util/json-schema';
import { foreignReferences, referredTo } from '../../src/util/json-schema-parts';

const mistakes = (schema: Record<string, unknown>, value: unknown) =>
  schemaMistakes(schema, value).map(({ path, keyword }) => `/${path.join('/')} ${keyword}`);

const HTTP = { type: 'object', required: ['port'], properties: { port: { type: 'integer' } } };
const FILE = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string' } },
  additionalProperties: false,
};

describe('what a value breaks', () => {
  test('is told of all places at once, by their keys', () => {
    const schema = { properties: { 'a/b~c': { type: 'integer' }, list: { items: { maximum: 2 } } } };
    expect(mistakes(schema, { 'a/b~c': 'x', list: [1, 3, 4] })).toEqual([
      '/a/b~c type',
      '/list/1 maximum',
      '/list/2 maximum',
    ]);
    expect(mistakes(schema, { list: [1, 2] })).toEqual([]);
  });

  test('is told by the alternative that was meant, also where it lies elsewhere in the schema', () => {
    const schema = { anyOf: [{ type: 'string' }, { $ref: '#/definitions/http' }], definitions: { http: HTTP } };
    expect(mistakes(schema, { port: 'x' })).toEqual(['/port type']);
    expect(mistakes(schema, {})).toEqual(['/ required']);
  });

  test('is told once where it fits no alternative', () => {
    expect(mistakes({ anyOf: [{ type: 'string' }, HTTP] }, 1)).toEqual(['/ anyOf']);
    expect(mistakes({ oneOf: [HTTP, FILE] }, { other: 1 })).toEqual(['/ oneOf']);
  });

  test('is told where it fits several alternatives of which one is allowed', () => {
    expect(mistakes({ oneOf: [{ type: 'integer' }, { minimum: 1 }] }, 2)).toEqual(['/ oneOf']);
  });

  test('leaves alone what lies beside alternatives', () => {
    const schema = { properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] }, b: { type: 'integer' } } };
    expect(mistakes(schema, { a: 1, b: 'x' }).sort()).toEqual(['/a anyOf', '/b type']);
  });

  test('is told of the key whose name is wrong', () => {
    expect(mistakes({ propertyNames: { pattern: '^[a-z]+$' } }, { A: 1 })).toEqual(['/A propertyNames']);
  });

  test('survives schemas that refer to themselves', () => {
    const schema = {
      anyOf: [{ type: 'null' }, { $ref: '#/definitions/tree' }],
      definitions: { tree: { properties: { left: { $ref: '#' } } } },
    };
    expect(mistakes({ ...schema, type: ['object', 'null'] }, { left: 'x' })).toEqual(['/ anyOf']);
  });

  test('is judged by the schema at hand, not by the one before', () => {
    expect(mistakes({ type: 'string' }, 1)).toEqual(['/ type']);
    expect(mistakes({ type: 'integer' }, 1)).toEqual([]);
    expect(mistakes({ type: 'string' }, 1)).toEqual(['/ type']);
  });
});

test('a schema that is wrong throws', () => {
  expect(() => schemaMistakes({ $ref: '#/nowhere' }, 1)).toThrow(/nowhere/);
  expect(() => schemaMistakes({ pattern: '(' }, 'x')).toThrow(/which Go refuses: missing closing \)/);
});

test('references that leave the schema are found, those to its own parts are not', () => {
  const schema = {
    $id: 'https://example.com/a#',
    properties: { $ref: { type: 'string' } },
    allOf: [
      { $ref: '#/definitions/x' },
      { $ref: 'https://example.com/a#/definitions/x' },
      { $ref: 'b.json' },
      { $ref: 'b.json' },
    ],
    default: { $ref: 'c.json' },
  };
  expect(foreignReferences(schema)).toEqual(['b.json']);
  expect(foreignReferences(true)).toEqual([]);
});

test('a reference leads to the part that it names', () => {
  const root = { definitions: { 'a/b': { type: 'string' } } };
  expect(referredTo({ $ref: '#/definitions/a~1b' }, root)).toEqual({ type: 'string' });
  expect(referredTo({ $ref: '#/definitions/__proto__' }, root)).toBeUndefined();
  expect(referredTo({ type: 'string' }, root)).toBeUndefined();
});
