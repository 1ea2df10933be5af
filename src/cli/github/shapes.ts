/** What an answer has to look like before anybody relies on it. */
export interface Shape<T> {
  /** What is wrong with the value, in words that begin with its place; null where nothing is. */
  problem(value: unknown, place: string): string | null;
  /** Only for the compiler. */
  readonly type?: T;
}

/** What a value of that shape is, so that nobody writes it a second time. */
export type TypeOf<S> = S extends Shape<infer T> ? T : never;

const of = <T>(what: string, is: (value: unknown) => boolean): Shape<T> => ({
  problem: (value, place) => (is(value) ? null : `${place || 'the answer'} is ${nameOf(value)} and not ${what}`),
});

export const text = of<string>('a text', (value) => typeof value === 'string');
export const number = of<number>('a number', (value) => typeof value === 'number');
export const flag = of<boolean>('true or false', (value) => typeof value === 'boolean');
export const anything: Shape<unknown> = { problem: () => null };

export const oneOf = <T extends string>(...words: T[]): Shape<T> =>
  of<T>(words.join(' or '), (value) => words.includes(value as T));

export const isOf = <T>(shape: Shape<T>, value: unknown): value is T => shape.problem(value, '') === null;

/** May be absent; null counts as absent, as GitHub uses both. */
export const optional = <T>(shape: Shape<T>): Shape<T | undefined> => ({
  problem: (value, place) => (value === undefined || value === null ? null : shape.problem(value, place)),
});

/** Has to be there, and may be null. */
export const nullable = <T>(shape: Shape<T>): Shape<T | null> => ({
  problem: (value, place) => (value === null ? null : shape.problem(value, place)),
});

export const list = <T>(shape: Shape<T>): Shape<readonly T[]> => ({
  problem: (value, place) =>
    Array.isArray(value)
      ? first(value.map((item, index) => () => shape.problem(item, `${place}[${index}]`)))
      : of('a list', () => false).problem(value, place),
});

/** An object with at least these members; GitHub adds others at any time. */
export const fields = <T>(shapes: { readonly [K in keyof T]: Shape<T[K]> }): Shape<Readonly<T>> => ({
  problem: (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return of('an object', () => false).problem(value, place);
    }
    const members = value as { readonly [name: string]: unknown };
    return first(
      Object.entries<Shape<unknown>>(shapes).map(
        ([name, shape]) =>
          () =>
            shape.problem(members[name], place ? `${place}.${name}` : name),
      ),
    );
  },
});

function first(problems: readonly (() => string | null)[]): string | null {
  for (const problem of problems) {
    const found = problem();
    if (found !== null) return found;
  }
  return null;
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'an object';
}
