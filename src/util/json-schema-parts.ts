import { pointerKeys } from './json-pointer';

/** A schema that Helm refuses, whatever the values. */
export class RefusedSchema extends Error {}

/** A schema of which only Helm itself knows what it says. */
export class UnknownSchema extends Error {}

export type SchemaMap = { readonly [keyword: string]: unknown };

export function isSchemaMap(schema: unknown): schema is SchemaMap {
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema);
}

/** Keywords that hold values, not schemas. */
const VALUES = new Set(['const', 'default', 'enum', 'examples']);

/** Addresses outside the schema itself that it refers to. */
export function foreignReferences(schema: unknown): string[] {
  const references = new Set<string>();
  const ids = new Set<string>();
  const walk = (node: unknown, isMapOfSchemas = false): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, item] of Object.entries(node)) {
      if (isMapOfSchemas) walk(item);
      else if (key === '$ref' && typeof item === 'string') references.add(item);
      else if (key === '$id' && typeof item === 'string') ids.add(item.replace(/#$/, ''));
      else if (!VALUES.has(key)) walk(item, key === 'properties');
    }
  };
  walk(schema);
  return [...references].filter((reference) => !reference.startsWith('#') && !ids.has(reference.split('#')[0])).sort();
}

/** What a part of a schema refers to within the same file. */
export function referredTo(schema: unknown, root: unknown): unknown {
  const reference = isSchemaMap(schema) ? schema.$ref : undefined;
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined;
  return pointerKeys(reference.slice(1)).reduce(
    (node, key) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? (node as SchemaMap)[key] : undefined,
    root,
  );
}

/** Whether a reference such as `#/definitions/port` leads to something. */
export function hasPart(root: unknown, reference: string): boolean {
  return referredTo({ $ref: reference }, root) !== undefined;
}
