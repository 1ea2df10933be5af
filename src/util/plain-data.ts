/** What no file can hold, and where it is. */
export interface NotPlain {
  readonly what: string;
  /** As in the program: `values.a[0]`. */
  readonly place: string;
}

/** What plain data is, for messages. */
export const PLAIN_DATA = 'maps, lists, texts of whole characters, finite numbers, booleans and null';

/** The first thing in a value that is not plain data; undefined where it all is. What is undefined in a map is not there. */
export function notPlain(value: unknown, place: string, above: readonly unknown[] = []): NotPlain | undefined {
  if (typeof value === 'string') return HALF.test(value) ? { what: 'a text with half a character', place } : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : { what: String(value), place };
  if (['function', 'symbol', 'bigint'].includes(typeof value)) return { what: `a ${typeof value}`, place };
  if (value === null || typeof value !== 'object') return undefined;
  const isList = Array.isArray(value);
  if (above.includes(value)) return { what: `${isList ? 'a list' : 'an object'} that contains itself`, place };
  if (!isList && !isMap(value)) return { what: `a ${value.constructor.name}`, place };
  const within = [...above, value];
  for (const [key, item] of Object.entries(value)) {
    if (HALF.test(key)) return { what: 'a key with half a character', place };
    const at = isList ? `${place}[${key}]` : `${place}.${key}`;
    const wrong = item === undefined && isList ? { what: 'nothing', place: at } : notPlain(item, at, within);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** One of two code units that make a character only together: no file can hold it. */
const HALF = /\p{Surrogate}/u;

/** `projen new` runs the program in another realm, whose maps have another prototype. */
const isMap = (value: object) =>
  !(value instanceof Object) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
