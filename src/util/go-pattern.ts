import type { RE2JS } from 're2js';
import { loadGenerated } from './package-files';

/** What a pattern is to those who only try texts; by its text ajv tells one from another. */
export interface GoPattern {
  test(text: string): boolean;
  toString(): string;
}

/** Go does not take a pattern. */
export class RefusedPattern extends Error {}

/**
 * A pattern as Go reads it: Helm is written in Go, which refuses some patterns of JavaScript and takes others for something
 * else. Throws RefusedPattern.
 */
export function goPattern(pattern: string): GoPattern {
  return (PLAIN.test(pattern) ? asJavaScript(pattern) : undefined) ?? asGo(pattern);
}

/**
 * Anchors, letters, classes, groups, and repetitions below a thousand: what means the same to both, and nearly all that
 * charts use. JavaScript tries it at once; Go's engine would first have to be loaded.
 */
const PLAIN =
  /^(?:[^\\.()[\]{}]|\\[./dw]|\((?:\?:)?(?!\?)|\)|\{\d{1,3}(?:,\d{0,3})?\}|\[\^?(?:[^\\[\]^]|\\[./dw-])+\])*$/;

function asJavaScript(pattern: string): GoPattern | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

function asGo(pattern: string): GoPattern {
  const { RE2JS: engine } = loadGenerated<{ RE2JS: typeof RE2JS }>('re2.cjs');
  try {
    const compiled = engine.compile(pattern);
    return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
  } catch (error) {
    throw new RefusedPattern((error as Error).message.replace(/^error parsing regexp: /, ''));
  }
}
