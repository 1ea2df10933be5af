/** What is wrong, and what to do. */
export interface Mistake {
  /** Stable id of the rule. */
  readonly code: string;
  /** Names the value, and what is allowed. */
  readonly what: string;
  readonly remedy: string;
}

/** What is wrong on its own: thrown where it is made, with all mistakes of one call. */
export class ConfigurationError extends Error {
  /** Of the first mistake. */
  public readonly code: string;

  public constructor(
    public readonly path: string,
    mistakes: readonly [Mistake, ...Mistake[]],
  ) {
    super(mistakes.map(({ code, what, remedy }) => `${code}  ${path}  ${what}\n→ ${remedy}`).join('\n'));
    const [{ code }] = mistakes;
    this.code = code;
    // Node.js prints an error that nobody catches with everything enumerable that it has, below the stack.
    for (const [name, value] of Object.entries({ name: 'ConfigurationError', code, path })) {
      Object.defineProperty(this, name, { value, enumerable: false });
    }
    this.stack = ofProgram(this.stack);
  }
}

/** Who reads the stack looks for a line of the program: lines of ours, and those of Node.js, tell nothing of it. */
const ofProgram = (stack = '') =>
  stack
    .split('\n')
    .filter((line) => !line.includes(__filename) && !/\(node:|at node:/.test(line))
    .join('\n');

/**
 * Throws in the one form that all our errors have: what is wrong (names the value and what is allowed), then what to do.
 *
 * @param code - stable id of the rule
 * @param path - construct path, or the name of the value object's factory
 */
export function fail(code: string, path: string, what: string, remedy: string): never {
  throw new ConfigurationError(path, [{ code, what, remedy }]);
}

/** The same for all that is wrong with one call, if anything is. */
export function failWith(path: string, mistakes: readonly Mistake[]): void {
  const [first, ...others] = mistakes;
  if (first !== undefined) throw new ConfigurationError(path, [first, ...others]);
}

/** `Policy 'must-scan'`; without an id it is known by its class. */
export const called = (what: string, id: unknown) => (typeof id === 'string' && id !== '' ? `${what} '${id}'` : what);

/** A value as it should be read in an error: JSON, shortened, so that quotes and newlines are visible. */
export function shown(value: unknown): string {
  return shownUpTo(80, value);
}

export function shownUpTo(longest: number, value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (json(value) ?? String(value));
  return text.length > longest ? `${text.slice(0, longest - 3)}...` : text;
}

/** Not everything can be JSON: a construct leads back to itself. */
function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return typeof value === 'bigint' ? String(value) : Array.isArray(value) ? 'a list' : 'an object';
  }
}
