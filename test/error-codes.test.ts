import { expect, test } from 'vitest';
import { sources, textOf } from './support/imports';

/*
 * Whoever adds an error shows it in a test, as people will read it.
 */

const THROWN = /\bfail\(\s*'(?<code>[a-z-]+)'/g;
const REPORTED = /(?:rule: '(?<rule>[a-z-]+)'|report\(\s*'(?<code>[a-z-]+)')/g;

function codesIn(pattern: RegExp, folders: readonly string[]): string[] {
  const found = folders.flatMap(sources).flatMap((file) => [...textOf(file).matchAll(pattern)]);
  return [...new Set(found.map(({ groups = {} }) => groups.code ?? groups.rule))].sort();
}

const TESTS = sources('test').map(textOf).join('\n');

test('every error that is thrown is asserted, with its text', () => {
  const codes = codesIn(THROWN, ['src/values', 'src/parts', 'src/constructs', 'src/model', 'src/data']);
  expect(codes.length).toBeGreaterThan(50);
  expect(codes.filter((code) => !TESTS.includes(`${code}  `))).toEqual([]);
});

test('every finding of the lowering is asserted, with its text', () => {
  const codes = codesIn(REPORTED, ['src/constructs/lowering', 'src/synth']);
  expect(codes.length).toBeGreaterThan(5);
  expect(codes.filter((code) => !TESTS.includes(` ${code} `))).toEqual([]);
});
