import { AssertionError } from 'node:assert';

/** What a test learns from an expectation that does not hold. */
export interface Disagreement {
  /** What was expected, in one line. */
  readonly message: string;
  /** What explains it, below the message. */
  readonly details?: readonly string[];
  readonly actual: unknown;
  readonly expected: unknown;
}

/** The expectation that the caller wrote: the stack trace begins there. */
export type Expectation = (...given: never[]) => unknown;

/** Throws what vitest, jest and node:test print with a difference between `actual` and `expected`. */
export function disagree({ message, details = [], actual, expected }: Disagreement, since: Expectation): never {
  const text = details.length === 0 ? message : [message, '', ...details].join('\n');
  throw new AssertionError({ message: text, actual, expected, operator: since.name, stackStartFn: since });
}
