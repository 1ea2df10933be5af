import { describe, expect, test } from 'vitest';

/** The whole text of what a piece of code throws; empty where it throws nothing. */
export function thrownBy(deed: () => unknown): string {
  try {
    deed();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Deeds that must fail, each with the whole text of its error: code, path, what is wrong, and what to do. */
export type Refusals = { readonly [what: string]: readonly [deed: () => unknown, code: string, ...lines: string[]] };

export function describeRefusals(title: string, refusals: Refusals): void {
  describe(title, () => {
    test.each(Object.entries(refusals))('refuses %s', (_, [deed, ...expected]) => {
      expect(thrownBy(deed)).toBe(expected.join('\n→ '));
    });
  });
}
