import type { ErrorObject, ValidateFunction } from 'ajv';
import { newAjv, type SchemaDraft } from './ajv';
import { pointerKeys } from './json-pointer';

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

type SchemaMap = { readonly [keyword: string]: unknown };

export function isSchemaMap(schema: unknown): schema is SchemaMap {
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema);
}

let last: { readonly text: string; readonly validate: ValidateFunction } | undefined;

/**
 * What a value breaks of a schema, each mistake once: where a value fits none of several alternatives, the mistakes of the
 * one that it was meant for, or that none fits. Throws where the schema itself cannot be used.
 */
export function schemaMistakes(schema: SchemaMap | boolean, value: unknown): SchemaMistake[] {
  const text = JSON.stringify(schema);
  // Overlays of one chart come one after the other.
  if (last?.text !== text) last = { text, validate: compile(schema) };
  const { validate } = last;
  if (validate(value)) return [];
  const mistakes = untangle(validate.errors ?? [], validate.schema).map(asMistake);
  const seen = new Set<string>();
  return mistakes.filter(({ path, keyword, params }) => {
    const id = JSON.stringify([path, keyword, params]);
    return !seen.has(id) && seen.add(id);
  });
}

/** Addresses outside the schema itself that it refers to. */
export function foreignReferences(schema: unknown): string[] {
  const references = new Set<string>();
  const ids = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, item] of Object.entries(node)) {
      if (key === '$ref' && typeof item === 'string') references.add(item);
      else if (key === '$id' && typeof item === 'string') ids.add(item.replace(/#$/, ''));
      else walk(item);
    }
  };
  walk(schema);
  return [...references].filter((reference) => !reference.startsWith('#') && !ids.has(reference.split('#')[0])).sort();
}

function compile(schema: SchemaMap | boolean): ValidateFunction {
  const options = {
    allErrors: true,
    verbose: true,
    // Helm does not mind what ajv calls unwise, writes patterns as Go does and knows other formats.
    strict: false,
    unicodeRegExp: false,
    validateFormats: false,
    // Compiling tells of what is wrong with the schema itself; without the schema of schemas ajv starts faster.
    validateSchema: false,
    meta: false,
    code: { optimize: false },
    logger: false,
  } as const;
  if (!isSchemaMap(schema)) return newAjv(options).compile(schema);
  const { $schema, ...rest } = schema;
  const draft = (['2019-09', '2020-12'] as const).find((known) => String($schema).includes(`/${known}/`));
  return newAjv(options, draft satisfies SchemaDraft | undefined).compile(rest);
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
