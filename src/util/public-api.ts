import { loadGenerated } from './package-files';

/**
 * What an option or argument is: a primitive, the name of a type, or a list or map of such. `data` is what a file can hold, `any`
 * what nobody looks at.
 */
export type Kind = string | readonly ['list' | 'map', Kind];

/** An option of a struct. */
interface Option {
  readonly kind: Kind;
  readonly optional?: boolean;
}

/** Options by name; `open` where another package adds options of its own. */
export interface Struct {
  readonly open?: boolean;
  readonly options: { readonly [name: string]: Option };
}

/** Public members, which something that is used as one of the class has; and what makes one. */
export interface PublicClass {
  readonly members: readonly string[];
  /** Of a class to be extended: what its members give. */
  readonly gives?: { readonly [member: string]: Given };
  readonly makers: readonly string[];
}

/** What a property holds or a method returns. */
interface Given extends Option {
  readonly method?: boolean;
}

/** An argument of a constructor, factory or method. */
interface Parameter extends Option {
  readonly name: string;
  readonly rest?: boolean;
}

/** What is public and what it takes; made from the sources by `npm run generate`. */
export interface PublicApi {
  readonly structs: { [name: string]: Struct };
  readonly classes: { [name: string]: PublicClass };
  readonly enums: { [name: string]: { readonly [member: string]: string } };
  /** Constructors by the name of their class, factories and methods as `Class.name`. */
  readonly calls: { [call: string]: readonly Parameter[] };
}

let loaded: PublicApi | undefined;

/** Loaded when it is first asked for. */
export function publicApi(): PublicApi {
  loaded ??= loadGenerated<PublicApi>('public-api.json');
  return loaded;
}
