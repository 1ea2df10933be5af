import { isSchemaMap } from './json-schema-parts';
import type { HelmDraft } from './schema-draft';

/** What a keyword has to hold, for people, and whether a value is that. */
type Form = readonly [allowed: string, fits: (value: unknown) => boolean];

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const isText = (value: unknown) => typeof value === 'string';
const isDistinct = (list: readonly unknown[]) => new Set(list).size === list.length;
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText) && isDistinct(value);
const isType = (value: unknown) => TYPES.includes(value as string);
const isTypes = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every(isType) && isDistinct(value);

const TEXT: Form = ['a text', isText];
const NUMBER: Form = ['a number', (value) => typeof value === 'number'];
const COUNT: Form = ['a whole number from 0 on', (value) => Number.isInteger(value) && Number(value) >= 0];
const SWITCH: Form = ['true or false', (value) => typeof value === 'boolean'];
const LIST: Form = ['a list', Array.isArray];
const TEXTS: Form = ['a list of different texts', isTexts];

const formed = (form: Form, ...keywords: string[]) => keywords.map((keyword): [string, Form] => [keyword, form]);
const FORMS: ReadonlyMap<string, Form> = new Map([
  ...formed(
    TEXT,
    '$ref',
    '$id',
    '$comment',
    'title',
    'description',
    'pattern',
    'format',
    'contentEncoding',
    'contentMediaType',
  ),
  ...formed(NUMBER, 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'),
  ...formed(['a number above 0', (value) => typeof value === 'number' && value > 0], 'multipleOf'),
  ...formed(COUNT, 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'),
  ...formed(COUNT, 'minContains', 'maxContains'),
  ...formed(SWITCH, 'uniqueItems', 'readOnly', 'writeOnly', 'deprecated'),
  ...formed(LIST, 'examples'),
  ...formed(['a list with something in it', (value) => Array.isArray(value) && value.length > 0], 'enum'),
  ...formed(TEXTS, 'required'),
  ...formed(
    ['a map of lists of different texts', (value) => isSchemaMap(value) && Object.values(value).every(isTexts)],
    'dependentRequired',
  ),
  ...formed([`one or more of ${TYPES.join(', ')}`, (value) => isType(value) || isTypes(value)], 'type'),
]);

/** Keywords that hold a schema. */
export const ONE_SCHEMA = new Set([
  ...['not', 'if', 'then', 'else', 'items', 'contains', 'additionalItems', 'additionalProperties', 'propertyNames'],
  ...['unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
]);
/** Keywords that hold a list of schemas. */
export const LISTED_SCHEMAS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
/** Keywords that hold schemas by names. */
export const NAMED_SCHEMAS = new Set([
  ...['properties', 'patternProperties', 'definitions', '$defs', 'dependencies', 'dependentSchemas'],
]);
/** Keywords that older drafts do not know: there they hold anything. */
const NEW = new Map<string, HelmDraft>([
  ...[
    'minContains',
    'maxContains',
    'dependentRequired',
    'deprecated',
    'unevaluatedItems',
    'unevaluatedProperties',
    'contentSchema',
  ].map((keyword): [string, HelmDraft] => [keyword, 2019]),
  ...['$defs', 'dependentSchemas'].map((keyword): [string, HelmDraft] => [keyword, 2019]),
  ['prefixItems', 2020],
]);

/** The first thing in a schema of draft 7 or newer that its draft does not take, and what it takes; undefined where all is well. */
export function mistakeOfForm(schema: unknown, draft: HelmDraft, path = ''): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  const wrong = (place: string, allowed: string) => `${place || 'its top'} is not ${allowed}`;
  if (!isSchemaMap(schema)) return wrong(path, 'a schema');
  for (const [keyword, value] of Object.entries(schema)) {
    if ((NEW.get(keyword) ?? 0) > draft) continue;
    const here = path === '' ? keyword : `${path}.${keyword}`;
    const [allowed, fits] = FORMS.get(keyword) ?? [];
    if (fits && !fits(value)) return wrong(here, allowed as string);
    const isList = keyword === 'items' ? Array.isArray(value) && draft < 2020 : LISTED_SCHEMAS.has(keyword);
    if (isList) {
      // A list of items may be empty in no draft that has one either.
      if (!Array.isArray(value) || value.length === 0) return wrong(here, 'a list of schemas');
      const found = first(value.map((item, index) => () => mistakeOfForm(item, draft, `${here}[${index}]`)));
      if (found) return found;
    } else if (ONE_SCHEMA.has(keyword)) {
      const found = mistakeOfForm(value, draft, here);
      if (found) return found;
    } else if (NAMED_SCHEMAS.has(keyword)) {
      if (!isSchemaMap(value)) return wrong(here, 'a map of schemas');
      const found = first(
        Object.entries(value).map(([name, item]) => () => {
          if (keyword === 'dependencies' && Array.isArray(item))
            return isTexts(item) ? undefined : wrong(here, TEXTS[0]);
          return mistakeOfForm(item, draft, `${here}.${name}`);
        }),
      );
      if (found) return found;
    }
  }
  return undefined;
}

function first(looks: readonly (() => string | undefined)[]): string | undefined {
  for (const look of looks) {
    const found = look();
    if (found !== undefined) return found;
  }
  return undefined;
}
