import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { type ConfigurationError, fail } from '../../src/util/fail';

/** What Node.js prints of an error that nobody catches. */
function printed(): { readonly error: ConfigurationError; readonly lines: string[] } {
  try {
    fail('code', 'api/build', 'got nothing', 'give something');
  } catch (error) {
    return { error: error as ConfigurationError, lines: inspect(error).split('\n') };
  }
}

test('what is printed of a mistake is what to do, and where in the program it is', () => {
  const { error, lines } = printed();
  expect(lines.slice(0, 2)).toEqual(['ConfigurationError: code  api/build  got nothing', '→ give something']);
  expect(lines[2]).toMatch(/^ {4}at .*fail\.test\.ts:\d+:\d+/);
  expect(lines.slice(2).filter((line) => !line.startsWith('    at ') || /fail\.ts|node:/.test(line))).toEqual([]);
  expect(error).toMatchObject({ name: 'ConfigurationError', code: 'code', path: 'api/build' });
});
