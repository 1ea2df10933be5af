import { type Mistake, shown } from './fail';
import { didYouMean, nearNames } from './near-names';
import { notPlain, PLAIN_DATA } from './plain-data';
import { type Kind, publicApi } from './public-api';

/** What is wrong with an option. */
export interface OptionMistake extends Mistake {
  readonly code: 'option-kind' | 'option-missing' | 'option-unknown';
}

/** Who has the options. */
interface Owner {
  /** Its name, as it stands in the program. */
  readonly owner: string;
  /** What stands before the names of its options: `container.`. */
  readonly prefix?: string;
  /** A class of the user's, which may have options that we know nothing of. */
  readonly isSubclass?: boolean;
}

/** Whether a value, right or wrong, is given as the options of a struct. */
export function areOptions(kind: Kind, value: unknown): kind is string {
  return (
    typeof kind === 'string' &&
    Object.hasOwn(publicApi().structs, kind) &&
    isObject(value) &&
    !Array.isArray(value) &&
    !('then' in value)
  );
}

/** Everything that is wrong with the options of a struct. */
export function optionMistakes(struct: string, given: unknown, owned: Owner): readonly OptionMistake[] {
  const { owner, prefix = '', isSubclass } = owned;
  const { open = false, options } = publicApi().structs[struct];
  // What a class of the user's is given beside ours is its own business.
  const unknown =
    open || isSubclass ? [] : Object.keys(given as object).filter((name) => !Object.hasOwn(options, name));
  const names = Object.keys(options);
  const mistakes = unknown.map((name): OptionMistake => {
    const what = `got the option ${shown(prefix + name)}, which ${owner} does not have${didYouMean(name, names)}`;
    return { code: 'option-unknown', what, remedy: `its options are ${names.join(', ')}` };
  });
  const misspelt = new Set(unknown.flatMap((name) => nearNames(name, names, 1)));
  for (const [name, { kind, optional }] of Object.entries(options)) {
    const value = (given as Record<string, unknown>)[name];
    if (value === undefined && (optional || misspelt.has(name))) continue;
    mistakes.push(...mistakesIn(kind, value, prefix + name, optional));
  }
  return mistakes;
}

/** What is wrong with one value, and with what it holds, named as in the program: `services[1]`, `container.image`. */
export function mistakesIn(kind: Kind, value: unknown, name: string, optional = false): readonly OptionMistake[] {
  if (value === undefined && kind !== 'any' && kind !== 'data') {
    const what = `got no ${shown(name)}, which is required`;
    return [{ code: 'option-missing', what, remedy: remedyFor(kind, value, optional) }];
  }
  if (typeof kind === 'string') return mistakesInOne(kind, value, name, optional);
  const [collection, element] = kind;
  const isRight = collection === 'list' ? Array.isArray(value) : isPlain(value);
  if (!isRight) return [wrongKind(kind, value, name, optional)];
  const mistakes: OptionMistake[] = [];
  for (const [key, entry] of Object.entries(value as object)) {
    // As in options: what is undefined is not there.
    if (entry === undefined && collection === 'map') continue;
    mistakes.push(...mistakesIn(element, entry, collection === 'list' ? `${name}[${key}]` : `${name}.${key}`));
  }
  return mistakes;
}

function mistakesInOne(kind: string, value: unknown, name: string, optional: boolean): readonly OptionMistake[] {
  if (kind === 'any') return NONE;
  if (kind === 'data') return mistakesInData(value, name);
  if (areOptions(kind, value)) return optionMistakes(kind, value, { owner: kind, prefix: `${name}.` });
  return isOf(kind, value) ? NONE : [wrongKind(kind, value, name, optional)];
}

const NONE: readonly OptionMistake[] = [];

function isOf(kind: string, value: unknown): boolean {
  const { classes, enums } = publicApi();
  if (Object.hasOwn(enums, kind)) return Object.values(enums[kind]).includes(value as string);
  return Object.hasOwn(classes, kind) ? isLike(kind, value) : typeof value === kind;
}

/** Values that are free, and yet written into a file. */
function mistakesInData(value: unknown, name: string): readonly OptionMistake[] {
  const wrong = notPlain(value, name);
  if (wrong === undefined) return NONE;
  const what = `got ${wrong.what} for ${shown(wrong.place)}; allowed are ${PLAIN_DATA}`;
  return [{ code: 'option-kind', what, remedy: 'write it as such' }];
}

function wrongKind(kind: Kind, value: unknown, name: string, optional: boolean): OptionMistake {
  return {
    code: 'option-kind',
    what: `got ${described(value)} for ${shown(name)}; allowed is ${nameOf(kind)}`,
    remedy: remedyFor(kind, value, optional),
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** By name, not by prototype: `npx projen new` hands in objects of another realm. */
function isPlain(value: unknown): boolean {
  if (!isObject(value) || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype.constructor?.name === 'Object';
}

/**
 * Whether a value is one of a class, or of one below it, or has everything that is public of it. By name, as a program may
 * load two copies of the package.
 */
function isLike(name: string, value: unknown): boolean {
  if (!isObject(value)) return false;
  for (let above = Object.getPrototypeOf(value); above !== null; above = Object.getPrototypeOf(above)) {
    if (above.constructor?.name === name) return true;
  }
  const { members } = publicApi().classes[name];
  return members.length > 0 && members.every((member) => member in value);
}

/** A value as a person would call it: instances by their class, as what is in them means nothing to anybody. */
function described(value: unknown): string {
  if (['function', 'symbol', 'bigint'].includes(typeof value)) return `a ${typeof value}`;
  if (!isObject(value) || Array.isArray(value) || isPlain(value)) return shown(value);
  return `a ${value.constructor?.name ?? 'object'}`;
}

const NAMES: { readonly [kind: string]: string } = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  any: 'anything',
  data: 'plain data',
};

/** A kind as a person would call it. */
export function nameOf(kind: Kind): string {
  if (typeof kind !== 'string')
    return kind[0] === 'list' ? `a list of ${plural(kind[1])}` : 'an object of names and values';
  if (Object.hasOwn(publicApi().structs, kind)) return `an object of options (${kind})`;
  return NAMES[kind] ?? `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

function plural(kind: Kind): string {
  if (typeof kind !== 'string') return kind[0] === 'list' ? 'lists' : 'objects';
  return (
    { string: 'texts', number: 'numbers', any: 'anything', data: 'plain data' }[kind] ??
    `${kind}s`.replace(/ys$/, 'ies')
  );
}

function remedyFor(kind: Kind, value: unknown, optional: boolean): string {
  if (value === null && optional) return 'leave it away';
  if (typeof kind !== 'string') return remedyForMany(kind, value);
  const { structs, enums } = publicApi();
  const makers = makersOf(kind);
  if (makers !== undefined) return `${Object.hasOwn(enums, kind) ? 'choose' : 'such as'} ${makers}`;
  if (Object.hasOwn(structs, kind)) return optionsOf(structs[kind].options);
  if (kind === 'string') return ['number', 'boolean'].includes(typeof value) ? 'put it in quotes' : 'give a text';
  return kind === 'number' && typeof value === 'string' ? 'leave the quotes away' : `give ${nameOf(kind)}`;
}

/** What must be given, before what may be. */
function optionsOf(options: { readonly [name: string]: { readonly optional?: boolean } }): string {
  const names = Object.keys(options);
  const required = names.filter((name) => !options[name].optional);
  const all = `its options are ${names.join(', ')}`;
  return required.length === 0 ? all : `${all}; required: ${required.join(', ')}`;
}

/** Brackets help where what belongs into them is there. */
function remedyForMany([collection, element]: Exclude<Kind, string>, value: unknown): string {
  if (collection === 'map') return "such as { NAME: 'value' }";
  if (value !== undefined && mistakesIn(element, value, '').length === 0) return 'put it in brackets: [ ]';
  const makers = typeof element === 'string' ? makersOf(element) : undefined;
  return makers === undefined ? 'give a list' : `give a list of ${makers}`;
}

/** What gives one of a class or of a set of words, as one writes it; undefined of other kinds. */
function makersOf(kind: string): string | undefined {
  const { classes, enums } = publicApi();
  if (Object.hasOwn(classes, kind)) return suggested(classes[kind].makers);
  if (!Object.hasOwn(enums, kind)) return undefined;
  return Object.keys(enums[kind])
    .map((member) => `${kind}.${member}`)
    .join(' or ');
}

/** `Runner.UBUNTU_24_04`, `Duration.minutes(…)`: makers as one writes them. */
function suggested(makers: readonly string[]): string {
  if (makers.length === 0) return 'one of your own class below it';
  return makers.map((maker) => (/\.[A-Z_0-9]+$/.test(maker) ? maker : `${maker}(…)`)).join(' or ');
}
