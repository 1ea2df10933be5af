/** Where a value holds something that is not plain data, which YAML could not hold; undefined where it does not. */
export function notPlain(value: unknown, path = '', above: readonly unknown[] = []): string | undefined {
  if (above.includes(value)) return `a loop at ${path}`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `${value} at ${path}`;
  if (['function', 'symbol', 'bigint'].includes(typeof value)) return `a ${typeof value} at ${path}`;
  if (typeof value === 'string' && HALF.test(value)) return `a text with half a character at ${path}`;
  if (value === null || typeof value !== 'object') return undefined;
  if (
    !Array.isArray(value) &&
    ![Object.prototype, null].includes(Object.getPrototypeOf(value)) &&
    isOfThisRealm(value)
  ) {
    return `a ${value.constructor.name} at ${path || 'the top'}`;
  }
  for (const [key, item] of Object.entries(value)) {
    if (HALF.test(key)) return `a key with half a character at ${path || 'the top'}`;
    const wrong = notPlain(item, path === '' ? key : `${path}.${key}`, [...above, value]);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** One of two code units that make a character only together: no file can hold it. */
const HALF = /\p{Surrogate}/u;

/** `projen new` runs the program in another realm, whose maps have another prototype. */
const isOfThisRealm = (value: object) => value instanceof Object;
