// biome-ignore-all lint/suspicious/noThenProperty: `then` is a keyword of JSON Schema.

import type { JsonSchema } from './json-schema';
import { mapSchema, mapSchemaByKeys } from './maps';
import type { Correction } from './overlay';
import {
  type Alternatives,
  alternativesOf,
  type Definition,
  type Definitions,
  definitionOf,
  type NamedMapping,
} from './template-schema';

export interface ConversionOptions {
  /** The definition to start from. */
  readonly root: string;
  readonly corrections: readonly Correction[];
  /** Properties that are never accepted. */
  readonly switchedOff: readonly string[];
}

/** Converts a template schema of GitHub to JSON Schema draft-07. Knows the vocabulary, nothing about workflows. */
export function convertToJsonSchema(definitions: Definitions, options: ConversionOptions): JsonSchema {
  const converter = new Converter(definitions, options);
  const root = converter.reference(options.root, []);
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...root, definitions: converter.emitted };
}

/**
 * A string in which GitHub evaluates something. A lone quoted string (`${{ '{{' }}`) is how one escapes `${{`: GitHub
 * takes it as a literal, also where no expression may stand.
 */
const EXPRESSION = "^(?!\\$\\{\\{\\s*'(?:[^']|'')*'\\s*\\}\\}$)[\\s\\S]*\\$\\{\\{[\\s\\S]*\\}\\}";
const NO_EXPRESSION = "^(?:(?![\\s\\S]*\\$\\{\\{)|\\$\\{\\{\\s*'(?:[^']|'')*'\\s*\\}\\}$)";

export class Converter {
  readonly emitted: Record<string, JsonSchema> = {};
  readonly switchedOff: readonly string[];
  private readonly definitions: Definitions;
  private readonly corrections: Map<string, Correction>;
  private readonly names = new Map<string, string>();

  constructor(definitions: Definitions, { corrections, switchedOff }: ConversionOptions) {
    this.corrections = new Map(corrections.map((correction) => [correction.definition, correction]));
    this.definitions = corrected(definitions, corrections);
    this.switchedOff = switchedOff;
  }

  /** A reference to a definition, as it reads below a place where expressions may use `inherited`. */
  reference(name: string, inherited: readonly string[]): JsonSchema {
    const definition = definitionOf(this.definitions, name);
    const context = union(inherited, definition.context ?? []);
    return this.emit(name, context, () => this.convert(name, context));
  }

  /** Emits one schema per name and set of contexts; the name is reserved first, as definitions may be recursive. */
  emit(name: string, context: readonly string[], build: () => JsonSchema): JsonSchema {
    const identity = JSON.stringify([name, [...context].sort()]);
    let key = this.names.get(identity);
    if (key === undefined) {
      key = this.freeName(name);
      this.names.set(identity, key);
      this.emitted[key] = {};
      Object.assign(this.emitted[key], build());
    }
    return { $ref: `#/definitions/${key}` };
  }

  correction(name: string): Partial<Correction> {
    return this.corrections.get(name) ?? {};
  }

  /** What the keys of a map with free keys must look like. GitHub reads every key as a string. */
  keys(name: string, context: readonly string[]): JsonSchema {
    const rule = this.freeString(definitionOf(this.definitions, name).string ?? {}, name, context);
    return context.length > 0 ? { ...unlessExpression(rule), 'x-context': [...context] } : rule;
  }

  private freeName(name: string): string {
    let key = name;
    for (let count = 2; key in this.emitted; count++) key = `${name}-${count}`;
    return key;
  }

  /**
   * All alternatives become one schema: every keyword concerns its own type only, so that a mistake is reported once
   * and not once per alternative, as `anyOf` would.
   */
  private convert(name: string, context: readonly string[]): JsonSchema {
    const alternatives = alternativesOf(this.definitions, name);
    const { sequence, mappings } = alternatives;
    const types = typesOf(alternatives, context);
    return {
      type: types.length === 1 ? types[0] : types,
      ...(context.length > 0 ? { 'x-context': [...context] } : {}),
      ...this.strings(alternatives, context, types),
      ...(sequence && {
        items: this.reference(sequence['item-type'], context),
        ...this.correction(sequence.name).lists,
      }),
      ...this.maps(mappings, context),
      ...this.correction(name).anything,
    };
  }

  private strings({ strings }: Alternatives, context: readonly string[], types: string[]): JsonSchema {
    const free = strings.find(({ constant }) => constant === undefined);
    const constants = strings.flatMap(({ constant }) => constant ?? []);
    if (strings.some((rule) => rule['ignore-case'])) throw new Error('constants that ignore case: teach the converter');

    let rule: JsonSchema = {};
    if (free) rule = this.freeString(free, free.name, context);
    else if (constants.length > 0) rule = { enum: [...new Set(constants)] };
    else if (context.length > 0) return { pattern: EXPRESSION, 'x-expression-only': true };

    if (context.length > 0) rule = unlessExpression(rule);
    // `enum` concerns every type, so it has to be kept from the others.
    const onlyStrings = types.length === 1;
    return onlyStrings || !('enum' in rule || 'if' in rule) ? rule : { if: { type: 'string' }, ...thenOf(rule) };
  }

  private freeString(rule: Definition['string'] & object, name: string, context: readonly string[]): JsonSchema {
    return {
      ...(rule['require-non-empty'] ? { minLength: 1 } : {}),
      ...(context.length > 0 ? {} : { pattern: NO_EXPRESSION }),
      ...this.correction(name).strings,
    };
  }

  private maps(mappings: readonly NamedMapping[], context: readonly string[]): JsonSchema {
    if (mappings.length === 0) return {};
    return mappings.length === 1 ? mapSchema(this, mappings[0], context) : mapSchemaByKeys(this, mappings, context);
  }
}

function corrected(definitions: Definitions, corrections: readonly Correction[]): Definitions {
  const result: Record<string, Definition> = { ...definitions };
  const names = corrections.map(({ definition }) => definition);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`the definition '${twice}' is corrected twice`);
  for (const { definition: name, define, replace } of corrections) {
    if (define && name in result) throw new Error(`GitHub's schema has a definition '${name}' of its own now`);
    const original = define ?? definitionOf(definitions, name);
    result[name] = replace ? replace(original) : original;
  }
  return result;
}

/** GitHub makes a string of any scalar where it expects one; an expression may give whatever is wanted. */
function typesOf({ strings, sequence, mappings, ...scalars }: Alternatives, context: readonly string[]): string[] {
  const free = strings.find(({ constant }) => constant === undefined);
  const possible: [string, boolean][] = [
    ['null', scalars.null || (free !== undefined && !free['require-non-empty'])],
    ['boolean', scalars.boolean || free !== undefined],
    ['number', scalars.number || free !== undefined],
    ['string', strings.length > 0 || context.length > 0],
    ['array', sequence !== undefined],
    ['object', mappings.length > 0],
  ];
  return possible.filter(([, isPossible]) => isPossible).map(([type]) => type);
}

/** An expression is not empty, but whatever else is asked of a string cannot be said of one. */
function unlessExpression(rule: JsonSchema): JsonSchema {
  const { minLength, ...rest } = rule;
  if (Object.keys(rest).length === 0) return rule;
  return { if: { pattern: EXPRESSION }, else: rule };
}

const thenOf = (rule: JsonSchema): JsonSchema => ({ then: rule });

const union = (inherited: readonly string[], own: readonly string[]) => [...new Set([...inherited, ...own])];
