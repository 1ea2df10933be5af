import type { JsonSchema } from './json-schema';

/**
 * Merges definitions that say the same: GitHub describes the activity types of each event on their own, for example.
 * The validator gets a third smaller, and its size is most of what loading it costs.
 */
export function mergeEqualDefinitions(schema: JsonSchema): JsonSchema {
  const definitions = Object.entries(schema.definitions ?? {});
  const firstWithText = new Map<string, string>();
  const renamed = new Map<string, string>();
  const kept: [string, JsonSchema][] = [];
  for (const [name, definition] of definitions) {
    const text = JSON.stringify(definition);
    const first = firstWithText.get(text);
    if (first === undefined) {
      firstWithText.set(text, name);
      kept.push([name, definition]);
    } else {
      renamed.set(`#/definitions/${name}`, `#/definitions/${first}`);
    }
  }
  if (renamed.size === 0) return schema;
  // Definitions that referred to the merged ones may say the same now.
  return mergeEqualDefinitions(
    JSON.parse(JSON.stringify({ ...schema, definitions: Object.fromEntries(kept) }), (key, value) =>
      key === '$ref' ? (renamed.get(value) ?? value) : value,
    ),
  );
}
