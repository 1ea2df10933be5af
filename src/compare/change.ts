import type { Difference } from './differences';

/**
 * What a change does to a delivery: it opens something (`weaker`), closes something (`stronger`), asks somebody to set something
 * up before it works (`set-up`), or neither (`changed`).
 */
export type Effect = 'weaker' | 'set-up' | 'stronger' | 'changed';

/** One difference between two states of a pipeline. */
export interface Change {
  readonly effect: Effect;
  /** Name of the environment, id of the job, or id of the pipeline. */
  readonly where: string;
  /** What is different, in words; names and values as code spans. */
  readonly text: string;
}

/** Makes changes of one place. */
export type Tell = (effect: Effect, text: string) => Change;

export const at =
  (where: string): Tell =>
  (effect, text) => ({ effect, where, text });

/** A name or value for people: on one line, and not longer than they read. */
export const quoted = (value: unknown): string => span(lineOf(value));

/** That one value took the place of another. */
export function instead(place: string, difference: Pick<Difference, 'before' | 'after'>): string {
  const { before, after } = contrasted(difference);
  return `${place} is ${after} instead of ${before}`;
}

/** Two values for people. Of long ones that begin alike the beginning is left out: what differs has to be seen. */
export function contrasted({ before, after }: Pick<Difference, 'before' | 'after'>): {
  readonly before: string;
  readonly after: string;
} {
  const [old, now] = [lineOf(before), lineOf(after)];
  let same = 0;
  while (same < old.length && old[same] === now[same]) same += 1;
  const start = Math.max(old.length, now.length) > LONGEST ? Math.max(0, same - SEEN_BEFORE) : 0;
  const shown = (line: string) => span(start === 0 || line === '' ? line : `…${line.slice(start)}`);
  return { before: shown(old), after: shown(now) };
}

/** Characters of a value that are shown, and of what is the same those before the first that differs. */
const LONGEST = 400;
const SEEN_BEFORE = 40;

function lineOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.replace(/\s+/g, ' ').replaceAll('`', "'");
}

function span(line: string): string {
  return line === '' ? 'nothing' : `\`${line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line}\``;
}

export const listed = (names: readonly string[]): string => names.map(quoted).join(', ');

/** What of a list is not in another. */
export const without = (names: readonly string[], others: readonly string[]): string[] =>
  names.filter((name) => !others.includes(name));

/** What both have by one key, and what only one has. */
export function paired<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): { readonly both: (readonly [Item, Item])[]; readonly gone: Item[]; readonly fresh: Item[] } {
  const [old, now] = [before, after].map((items) => new Map(items.map((item) => [keyOf(item), item])));
  return {
    both: [...now].flatMap(([key, item]) => {
      const known = old.get(key);
      return known === undefined ? [] : [[known, item] as const];
    }),
    gone: [...old].filter(([key]) => !now.has(key)).map(([, item]) => item),
    fresh: [...now].filter(([key]) => !old.has(key)).map(([, item]) => item),
  };
}
