/*
 * Helm's validator heeds what the draft of a schema says, which ajv leaves to several packages and options: so a schema is
 * brought into a form that ajv reads as Helm does.
 */

import { isSchemaMap, RefusedSchema, type SchemaMap } from './json-schema-parts';
import { LISTED_SCHEMAS, NAMED_SCHEMAS, ONE_SCHEMA } from './schema-form';

/** Revisions of JSON Schema that Helm knows. */
export type HelmDraft = 4 | 6 | 7 | 2019 | 2020;

const DRAFTS: ReadonlyMap<string, HelmDraft> = new Map([
  ['json-schema.org/schema', 2020],
  ['json-schema.org/draft/2020-12/schema', 2020],
  ['json-schema.org/draft/2019-09/schema', 2019],
  ['json-schema.org/draft-07/schema', 7],
  ['json-schema.org/draft-06/schema', 6],
  ['json-schema.org/draft-04/schema', 4],
]);

/** The draft that a schema names, the newest where it names none; undefined for one that Helm would have to download. */
export function draftOf(schema: SchemaMap): HelmDraft | undefined {
  if (typeof schema.$schema !== 'string') return 2020;
  return DRAFTS.get(schema.$schema.replace(/^https?:\/\//, '').replace(/#$/, ''));
}

/** Keywords by the draft that brought them. */
const SINCE: ReadonlyMap<string, number> = new Map([
  ...['const', 'contains', 'propertyNames'].map((keyword): [string, number] => [keyword, 6]),
  ...['if', 'then', 'else', '$comment', 'examples', 'readOnly', 'writeOnly', 'contentEncoding', 'contentMediaType'].map(
    (keyword): [string, number] => [keyword, 7],
  ),
]);

/** A schema of draft 4 or 6 as one of draft 7; one of another draft as it is. */
export function asDraft7(schema: unknown, draft: HelmDraft): unknown {
  return draft >= 7 ? schema : everywhere(schema, (node) => withoutLater(draft === 4 ? fromDraft4(node) : node, draft));
}

function withoutLater(node: SchemaMap, draft: HelmDraft): SchemaMap {
  return without(node, (keyword) => (SINCE.get(keyword) ?? 0) > draft);
}

/** Exclusive limits were switches, and `$id` had no sign in front. */
function fromDraft4({ id, ...node }: SchemaMap): SchemaMap {
  const changed: Record<string, unknown> = { ...without(node, (keyword) => keyword === '$id') };
  if (typeof id === 'string') changed.$id = id;
  const inner = [node.not, ...['allOf', 'anyOf', 'oneOf', 'items'].flatMap((keyword) => node[keyword])];
  const named = ['properties', 'patternProperties', 'definitions'].flatMap((keyword) =>
    Object.values(node[keyword] ?? {}),
  );
  if ([...inner, ...named].some((schema) => typeof schema === 'boolean')) {
    throw new RefusedSchema('it has true or false in place of a schema, which draft 4 does not take');
  }
  if (Array.isArray(node.required) && node.required.length === 0) {
    throw new RefusedSchema('it has an empty list of required keys, which draft 4 does not take');
  }
  for (const [limit, switched] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ]) {
    if (!(switched in node)) continue;
    if (typeof node[switched] !== 'boolean' || !(limit in node)) {
      throw new RefusedSchema(`it has ${switched}, which in draft 4 is true or false and stands beside ${limit}`);
    }
    delete changed[switched];
    if (!node[switched]) continue;
    changed[switched] = node[limit];
    delete changed[limit];
  }
  return changed;
}

/** What ajv would read otherwise than Helm is left out. */
export function forAjv(schema: unknown, draft: HelmDraft): unknown {
  return everywhere(schema, (node) => {
    // Up to draft 7 what stands beside a reference counts for nothing; its definitions can still be referred to.
    const isAlone = draft < 2019 && typeof node.$ref === 'string';
    return without(node, (keyword) => {
      if (isAlone) return keyword !== '$ref' && keyword !== 'definitions' && keyword !== '$defs';
      return OWN_TO_AJV.has(keyword) || (keyword === 'format' && draft >= 2019);
    });
  });
}

const OWN_TO_AJV = new Set(['nullable', 'discriminator', '$async', '$data', 'id', '$schema']);

function without(node: SchemaMap, isLeftOut: (keyword: string) => boolean): SchemaMap {
  return Object.fromEntries(Object.entries(node).filter(([keyword]) => !isLeftOut(keyword)));
}

/** Changes every schema within a schema, from the inside. */
function everywhere(schema: unknown, change: (node: SchemaMap) => SchemaMap): unknown {
  if (Array.isArray(schema)) return schema.map((item) => everywhere(item, change));
  if (!isSchemaMap(schema)) return schema;
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (ONE_SCHEMA.has(keyword) || LISTED_SCHEMAS.has(keyword)) return [keyword, everywhere(value, change)];
    if (!NAMED_SCHEMAS.has(keyword) || !isSchemaMap(value)) return [keyword, value];
    return [keyword, Object.fromEntries(Object.entries(value).map(([name, item]) => [name, everywhere(item, change)]))];
  });
  return change(Object.fromEntries(entries));
}
