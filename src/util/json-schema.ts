import type { ErrorObject, ValidateFunction } from 'ajv';
import { compileAsHelm } from './helm-schema';
import { pointerKeys } from './json-pointer';
import { referredTo, type SchemaMap } from './json-schema-parts';

/** A rule of a schema that a value breaks. */
export interface SchemaMistake {
  /** Keys and indices from the root of the value. */
  readonly path: readonly string[];
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
  /** The value there; for `propertyNames` the name. */
  readonly given: unknown;
  /** The part of the schema that has the keyword. */
  readonly schema: unknown;
  /** In ajv's words. */
  readonly message: string;
}

/** By the text of the schema. */
const compiled = new Map<string, ValidateFunction>();

/**
 * What a value breaks of a schema, each mistake once: where a value fits none of several alternatives, the mistakes of the
 * one that it was meant for, or that none fits. Throws RefusedSchema and UnknownSchema.
 */
export function schemaMistakes(schema: SchemaMap | boolean, value: unknown): SchemaMistake[] {
  const text = JSON.stringify(schema);
  // Every overlay is held against the schemas of its chart and of the charts within, which takes turns among them.
  const validate = compiled.get(text) ?? compileAsHelm(schema);
  compiled.set(text, validate);
  if (validate(value)) return [];
  const mistakes = untangle(validate.errors ?? [], validate.schema).map(asMistake);
  const seen = new Set<string>();
  return mistakes.filter(({ path, keyword, params }) => {
    const id = JSON.stringify([path, keyword, params]);
    return !seen.has(id) && seen.add(id);
  });
}

/** Drops errors that only say that another one exists. */
function untangle(errors: readonly ErrorObject[], root: unknown): ErrorObject[] {
  const left: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword === 'if' || error.keyword === 'propertyNames') continue;
    const isChoice = error.keyword === 'anyOf' || error.keyword === 'oneOf';
    if (!isChoice || !Array.isArray(error.schema) || error.params.passingSchemas) left.push(error);
    else left.push(...takeAlternatives(error, left, root));
  }
  return left;
}

/** Takes the errors of all alternatives off the list and gives back what is worth telling of them. */
function takeAlternatives(choice: ErrorObject, left: ErrorObject[], root: unknown): ErrorObject[] {
  const alternatives = (choice.schema as unknown[]).map((alternative): ErrorObject[] => {
    const parts = partsOf(alternative, root);
    return left.filter(({ parentSchema, instancePath }) => {
      return parts.has(parentSchema) && `${instancePath}/`.startsWith(`${choice.instancePath}/`);
    });
  });
  const all = new Set(alternatives.flat());
  const others = left.filter((error) => !all.has(error));
  left.length = 0;
  left.push(...others);
  const isMeant = (errors: readonly ErrorObject[]) =>
    errors.length > 0 &&
    !errors.some(({ instancePath, keyword }) => instancePath === choice.instancePath && SORTS.has(keyword));
  const meant = alternatives.filter(isMeant);
  return meant.length === 1 ? meant[0] : [choice];
}

/** Keywords by which a value is of one sort or another. */
const SORTS = new Set(['type', 'const', 'enum', 'pattern', 'false schema', '$ref']);

/** Every part of a schema, also where it refers to another place of the same file. */
function partsOf(schema: unknown, root: unknown, parts = new Set<unknown>()): Set<unknown> {
  if (typeof schema !== 'object' || schema === null || parts.has(schema)) return parts;
  parts.add(schema);
  for (const item of Object.values(schema)) partsOf(item, root, parts);
  return partsOf(referredTo(schema, root), root, parts);
}

function asMistake(error: ErrorObject): SchemaMistake {
  const path = pointerKeys(error.instancePath);
  const { propertyName } = error;
  return {
    path: propertyName === undefined ? path : [...path, propertyName],
    keyword: propertyName === undefined ? error.keyword : 'propertyNames',
    params: error.params,
    given: error.data,
    schema: error.parentSchema,
    message: error.message ?? 'is not allowed',
  };
}
