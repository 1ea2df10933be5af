import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './paths';

/*
 * GitHub's own vocabulary for describing a workflow file: the "template schema" that its editors, its command line and
 * its server share.
 */

export interface StringRule {
  readonly constant?: string;
  readonly 'ignore-case'?: boolean;
  readonly 'require-non-empty'?: boolean;
}

export interface MappingRule {
  readonly properties?: Readonly<Record<string, string | { readonly type: string; readonly required?: boolean }>>;
  readonly 'loose-key-type'?: string;
  readonly 'loose-value-type'?: string;
}

/** One definition; exactly one of its kinds is set. */
export interface Definition {
  /** What expressions may use here and below; without any, no expression may stand here. */
  readonly context?: readonly string[];
  readonly null?: object;
  readonly boolean?: object;
  readonly number?: object;
  readonly string?: StringRule;
  readonly 'allowed-values'?: readonly string[];
  readonly sequence?: { readonly 'item-type': string };
  readonly mapping?: MappingRule;
  readonly 'one-of'?: readonly string[];
}

export type Definitions = Readonly<Record<string, Definition>>;

/** Definitions that every template schema has without saying so. */
const BUILT_IN: Definitions = {
  null: { null: {} },
  boolean: { boolean: {} },
  number: { number: {} },
  string: { string: {} },
  sequence: { sequence: { 'item-type': 'any' } },
  mapping: { mapping: { 'loose-key-type': 'string', 'loose-value-type': 'any' } },
  any: { 'one-of': ['null', 'boolean', 'number', 'string', 'sequence', 'mapping'] },
};

/** The definitions of a workflow file, from the package in which GitHub publishes them. */
export function workflowDefinitions(): Definitions {
  const file = join(packageFolder('@actions/workflow-parser'), 'dist/workflow-v1.0.min.json');
  return { ...BUILT_IN, ...JSON.parse(readFileSync(file, 'utf8')).definitions };
}

export interface NamedString extends StringRule {
  readonly name: string;
}

export interface NamedMapping extends MappingRule {
  readonly name: string;
}

/** What a definition allows, one-of's resolved. */
export interface Alternatives {
  readonly null: boolean;
  readonly boolean: boolean;
  readonly number: boolean;
  readonly strings: readonly NamedString[];
  readonly sequence?: { readonly name: string; readonly 'item-type': string };
  readonly mappings: readonly NamedMapping[];
}

/** Resolves one-of's as GitHub's reader does: scalars at any depth, sequences and mappings only one level deep. */
export function alternativesOf(definitions: Definitions, name: string): Alternatives {
  const found = {
    null: false,
    boolean: false,
    number: false,
    strings: [] as NamedString[],
    sequence: undefined as Alternatives['sequence'],
    mappings: [] as NamedMapping[],
  };
  const visit = (part: string, deep: boolean) => {
    const definition = definitionOf(definitions, part);
    if (definition.null) found.null = true;
    else if (definition.boolean) found.boolean = true;
    else if (definition.number) found.number = true;
    else if (definition.string) found.strings.push({ name: part, ...definition.string });
    else if (definition['allowed-values'])
      found.strings.push(...definition['allowed-values'].map((constant) => ({ name: part, constant })));
    else if (definition.sequence) {
      if (!deep) found.sequence ??= { name: part, ...definition.sequence };
    } else if (definition.mapping) {
      if (!deep) found.mappings.push({ name: part, ...definition.mapping });
    } else
      for (const nested of definition['one-of'] ?? [])
        visit(nested, deep || definitionOf(definitions, nested)['one-of'] !== undefined);
  };
  visit(name, false);
  return found;
}

export function definitionOf(definitions: Definitions, name: string): Definition {
  if (!Object.hasOwn(definitions, name)) throw new Error(`GitHub's schema has no definition '${name}'`);
  return definitions[name];
}
