import { shown } from '../util/fail';
import { pointerKeys } from '../util/json-pointer';
import { nearNames } from '../util/near-names';
import { ownersOfKey, type SchemaError, type SchemaNode } from './workflow-validator';

/** What an error of the validator means, for the one who wrote the workflow. */
export function sentence(error: SchemaError): string {
  const { keyword, params, parentSchema, data } = error;
  const subject = subjectOf(error);
  switch (keyword) {
    case 'additionalProperties':
      return aboutKey(params.additionalProperty as string, parentSchema);
    case 'required':
      return `\`${params.missingProperty}\` is missing${slipHint(error)}`;
    case 'anyOf':
      return `one of ${alternatives(parentSchema['x-one-of-keys'] ?? [])} is missing${slipHint(error)}`;
    case 'not':
      return `${alternatives(parentSchema['x-exclusive'] ?? [], 'and')} cannot stand together; keep one`;
    case 'type':
      return `${subject} must be ${expected(parentSchema)}, got ${given(data)}`;
    case 'enum':
      return `${shown(data)} is not allowed for ${subject}; ${suggestion(String(data), params.allowedValues as string[])}`;
    case 'const':
      return `${subject} must be ${shown(params.allowedValue)}, got ${shown(data)}`;
    case 'minItems':
    case 'minProperties':
      return `${subject} must not be empty`;
    default:
      return aboutText(error, subject);
  }
}

/** A key that is there and probably meant to be the one that an error misses. */
export function slipIn({
  keyword,
  params,
  parentSchema,
  data,
}: SchemaError): { given: string; meant: string } | undefined {
  const missing = keyword === 'required' ? [String(params.missingProperty)] : (parentSchema['x-one-of-keys'] ?? []);
  if (missing.length === 0 || typeof data !== 'object' || data === null) return undefined;
  const known = parentSchema.properties ?? {};
  for (const given of Object.keys(data)) {
    const [meant] = Object.hasOwn(known, given) ? [] : nearNames(given, missing, 1);
    if (meant !== undefined) return { given, meant };
  }
  return undefined;
}

function slipHint(error: SchemaError): string {
  const slip = slipIn(error);
  return slip ? `, but there is \`${slip.given}\`; did you mean \`${slip.meant}\`?` : '';
}

/** The rules for the text of a string or key: `pattern`, `minLength`, `maxLength`. */
function aboutText({ parentSchema, data, propertyName }: SchemaError, subject: string): string {
  if (data === '') return `${subject} must not be empty`;
  if (parentSchema['x-expression-only']) return `${subject} must be ${expected(parentSchema)}, got ${given(data)}`;
  if (String(data).includes('${{')) return `GitHub evaluates no expression in ${subject}, got ${shown(data)}`;
  return propertyName === undefined
    ? `${subject} ${parentSchema['x-hint']}, got ${shown(data)}`
    : `${subject} ${parentSchema['x-hint']}`;
}

function subjectOf({ propertyName, instancePath }: SchemaError): string {
  if (propertyName !== undefined) return `the key ${shown(propertyName)}`;
  const last = pointerKeys(instancePath).at(-1);
  if (last === undefined) return 'the workflow';
  return /^\d+$/.test(last) ? `item ${last}` : `\`${last}\``;
}

function aboutKey(key: string, schema: SchemaNode): string {
  const foreign = schema['x-foreign-keys'] ?? {};
  const owner = Object.hasOwn(foreign, key) ? foreign[key] : undefined;
  if (owner === key) return `\`${schema['x-deciding-key']}\` and \`${key}\` cannot stand together; keep one`;
  if (owner !== undefined)
    return `\`${key}\` needs \`${owner}\`, but this has \`${schema['x-deciding-key']}\`; remove one`;

  const known = Object.keys(schema.properties ?? {});
  const owners = ownersOfKey(key);
  if (nearNames(key, known, 1).length === 0 && owners.length > 0 && owners.length <= 4) {
    return `unknown key \`${key}\`; it belongs to ${alternatives(owners.map((path) => path || 'workflow'))}`;
  }
  return `unknown key \`${key}\`; ${suggestion(key, known, 'known keys', (name) => `\`${name}\``)}`;
}

/** The name that was probably meant, or all that there are. */
function suggestion(
  name: string,
  known: readonly string[],
  label = 'allowed',
  quote: (name: string) => string = shown,
) {
  const [near] = nearNames(name, known, 1);
  if (near !== undefined) return `did you mean ${quote(near)}?`;
  const listed = known.slice(0, 20).map(quote).join(', ');
  return `${label}: ${listed}${known.length > 20 ? ` and ${known.length - 20} more` : ''}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: '`true` or `false`',
  null: 'empty',
  number: 'a number',
  object: 'a map',
  string: 'a string',
};

function expected(schema: SchemaNode): string {
  let types = [schema.type ?? []].flat();
  // Where any string may stand, GitHub makes one of every scalar. That is no reason to write one.
  if (['string', 'number', 'boolean'].every((type) => types.includes(type))) {
    types = types.filter((type) => !['null', 'number', 'boolean'].includes(type));
  }
  const strings = schema.then ?? schema;
  const names = types.flatMap((type) => {
    if (type !== 'string') return TYPE_NAMES[type];
    if (strings['x-expression-only']) return [];
    return strings.enum && strings.enum.length <= 4 ? strings.enum.map(shown) : TYPE_NAMES[type];
  });
  if (strings['x-expression-only']) names.push('a `${{ }}` expression');
  return joined(names, 'or');
}

function given(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return `the ${typeof value} ${shown(value)}`;
}

const alternatives = (names: readonly string[], conjunction = 'or') =>
  joined(
    names.map((name) => `\`${name}\``),
    conjunction,
  );

function joined(names: readonly string[], conjunction: string): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${conjunction} ${names.at(-1)}`;
}
