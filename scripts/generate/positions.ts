import type { JsonSchema } from './json-schema';

/** A place in a workflow, such as `jobs.*.steps[*].run`, and what is said about it. */
export interface Position {
  readonly path: string;
  readonly schema: JsonSchema;
}

/** Every position that a schema describes. One that several forms describe comes several times. */
export function positionsOf(root: JsonSchema): Position[] {
  const positions: Position[] = [];
  const visit = (schema: JsonSchema, path: string, above: readonly string[]) => {
    if (schema.$ref !== undefined) {
      if (above.includes(schema.$ref)) return;
      visit(definition(root, schema.$ref), path, [...above, schema.$ref]);
      return;
    }
    positions.push({ path, schema });
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      visit(property, path ? `${path}.${key}` : key, above);
    }
    if (schema.additionalProperties) visit(schema.additionalProperties, `${path}.*`, above);
    if (schema.items) visit(schema.items, `${path}[*]`, above);
    for (const same of [schema.then, schema.else, ...(schema.allOf ?? [])]) if (same) visit(same, path, above);
  };
  visit({ $ref: root.$ref }, '', []);
  return positions;
}

function definition(root: JsonSchema, reference: string): JsonSchema {
  const found = root.definitions?.[reference.slice('#/definitions/'.length)];
  if (!found) throw new Error(`${reference} leads nowhere`);
  return found;
}

/** Where each key belongs, by the path of the map that knows it; the whole workflow is the empty path. */
export function keyOwners(positions: readonly Position[]): Record<string, string[]> {
  const owners: Record<string, Set<string>> = {};
  for (const { path, schema } of positions) {
    for (const key of Object.keys(schema.properties ?? {})) {
      owners[key] ??= new Set();
      owners[key].add(path);
    }
  }
  return Object.fromEntries(Object.entries(owners).map(([key, paths]) => [key, [...paths]]));
}

/** What expressions may use, by position; a position that is not there takes none. */
export function contextsByPosition(positions: readonly Position[]): Record<string, string[]> {
  return Object.fromEntries(
    positions.flatMap(({ path, schema }) => (schema['x-context'] ? [[path, schema['x-context']]] : [])),
  );
}
