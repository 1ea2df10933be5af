import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { type ConversionOptions, convertToJsonSchema } from '../../scripts/generate/convert';
import { ANNOTATIONS } from '../../scripts/generate/json-schema';
import { mergeEqualDefinitions } from '../../scripts/generate/merge-equal';
import { CORRECTIONS, SWITCHED_OFF } from '../../scripts/generate/overlay';
import { type Definitions, workflowDefinitions } from '../../scripts/generate/template-schema';
import { workflowSchema } from '../../scripts/generate/workflow-schema';

const options = (changes: Partial<ConversionOptions> = {}): ConversionOptions => ({
  root: 'root',
  corrections: [],
  switchedOff: [],
  ...changes,
});

/** The converted definition of the one property of a map. */
function convertProperty(definitions: Definitions, changes: Partial<ConversionOptions> = {}) {
  const root = { root: { mapping: { properties: { property: 'property' } } } };
  return convertToJsonSchema({ ...root, ...definitions }, options(changes)).definitions?.property;
}

describe('the converter', () => {
  it('lets GitHub make a string of any scalar, but of nothing where a string must not be empty', () => {
    expect(convertProperty({ property: { string: {} } })).toMatchObject({
      type: ['null', 'boolean', 'number', 'string'],
    });
    expect(convertProperty({ property: { string: { 'require-non-empty': true } } })).toMatchObject({
      type: ['boolean', 'number', 'string'],
      minLength: 1,
    });
  });

  it('makes one schema of alternatives, in which every keyword concerns its own type', () => {
    const definitions: Definitions = {
      property: { 'one-of': ['word', 'words', 'settings'] },
      word: { string: { constant: 'all' } },
      words: { sequence: { 'item-type': 'word' } },
      settings: { mapping: { properties: { word: 'word' } } },
    };
    expect(convertProperty(definitions)).toEqual({
      type: ['string', 'array', 'object'],
      if: { type: 'string' },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { enum: ['all'] },
      items: { $ref: '#/definitions/word' },
      properties: { word: { $ref: '#/definitions/word' } },
      additionalProperties: false,
    });
  });

  it('hands the contexts of a definition down to all below it', () => {
    const definitions: Definitions = {
      property: { context: ['github'], mapping: { properties: { count: 'count' } } },
      count: { context: ['vars'], number: {} },
    };
    const { definitions: converted } = convertToJsonSchema(
      { root: { mapping: { properties: { property: 'property', count: 'count' } } }, ...definitions },
      options(),
    );
    expect(converted?.count).toMatchObject({ 'x-context': ['github', 'vars'], 'x-expression-only': true });
    expect(converted?.['count-2']).toMatchObject({ 'x-context': ['vars'] });
  });

  it('follows definitions that contain themselves', () => {
    const definitions: Definitions = {
      property: { mapping: { 'loose-key-type': 'key', 'loose-value-type': 'property' } },
      key: { string: {} },
    };
    expect(convertProperty(definitions)).toMatchObject({ additionalProperties: { $ref: '#/definitions/property' } });
  });

  it('leaves out properties that are switched off', () => {
    const definitions: Definitions = {
      property: { mapping: { properties: { on: 'flag', secret: 'flag' } } },
      flag: { boolean: {} },
    };
    expect(Object.keys(convertProperty(definitions, { switchedOff: ['secret'] })?.properties ?? {})).toEqual(['on']);
  });

  it('refuses a correction of what is not there, and a second one of the same', () => {
    const definitions: Definitions = { property: { string: {} } };
    const convert =
      (...names: string[]) =>
      () =>
        convertProperty(definitions, { corrections: names.map((definition) => ({ definition, reason: 'a test' })) });
    expect(convert('properti')).toThrow("GitHub's schema has no definition 'properti'");
    expect(convert('property', 'property')).toThrow("the definition 'property' is corrected twice");
  });

  it('refuses a definition of ours that GitHub has by now', () => {
    const definition = { definition: 'property', reason: 'a test', define: { boolean: {} } };
    expect(() => convertProperty({ property: { string: {} } }, { corrections: [definition] })).toThrow(
      "GitHub's schema has a definition 'property' of its own now",
    );
  });

  it('refuses forms of a map that nothing tells apart', () => {
    const definitions: Definitions = {
      property: { 'one-of': ['left', 'right'] },
      left: { mapping: { properties: { a: 'flag' } } },
      right: { mapping: { properties: { a: 'flag', b: 'flag' } } },
      flag: { boolean: {} },
    };
    expect(() => convertProperty(definitions)).toThrow("nothing tells 'left' from its alternatives");
  });
});

describe('the schema of a workflow', () => {
  it('is valid JSON Schema', () => {
    const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false, strictRequired: false });
    ajv.addVocabulary([...ANNOTATIONS, 'x-context']);
    expect(() => ajv.compile(workflowSchema())).not.toThrow();
  });

  it('is the same each time', () => {
    expect(JSON.stringify(workflowSchema())).toBe(JSON.stringify(workflowSchema()));
  });

  it('corrects only with a reason', () => {
    expect(CORRECTIONS.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });

  it('still has to correct the slip for `repository_dispatch`, and to switch off background steps', () => {
    const definitions = workflowDefinitions();
    expect(definitions['repository-dispatch-string'].string?.constant).toBe('branch_protection_rule');
    const known = Object.values(definitions).flatMap(({ mapping }) => Object.keys(mapping?.properties ?? {}));
    expect(SWITCHED_OFF.filter((key) => !known.includes(key))).toEqual([]);
  });
});

it('definitions that say the same become one, also those that then do', () => {
  const merged = mergeEqualDefinitions({
    $ref: '#/definitions/a',
    definitions: {
      a: { properties: { b: { $ref: '#/definitions/b' }, c: { $ref: '#/definitions/c' } } },
      b: { items: { $ref: '#/definitions/text' } },
      c: { items: { $ref: '#/definitions/word' } },
      text: { type: 'string' },
      word: { type: 'string' },
    },
  });
  expect(merged.definitions).toEqual({
    a: { properties: { b: { $ref: '#/definitions/b' }, c: { $ref: '#/definitions/b' } } },
    b: { items: { $ref: '#/definitions/text' } },
    text: { type: 'string' },
  });
});
