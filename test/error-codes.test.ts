import { expect, test } from 'vitest';
import { CHECKS } from '../src/checks/rules';
import * as treeRules from '../src/policy/tree-rules';
import { sources, textOf } from './support/imports';

/*
 * Whoever adds an error shows it in a test, as people will read it.
 */

const THROWN = /\bfail\(\s*'(?<code>[a-z-]+)'/g;
const REPORTED = /\brule: '(?<code>[a-z-]+)'/g;

function codesIn(pattern: RegExp, folders: readonly string[]): string[] {
  const found = folders.flatMap(sources).flatMap((file) => [...textOf(file).matchAll(pattern)]);
  return [...new Set(found.map(({ groups = {} }) => groups.code))].sort();
}

const TESTS = sources('test').map(textOf).join('\n');

test('every error that is thrown is asserted, with its text', () => {
  const codes = codesIn(THROWN, ['src/values', 'src/parts', 'src/constructs', 'src/model', 'src/data']);
  expect(codes.length).toBeGreaterThan(50);
  expect(codes.filter((code) => !TESTS.includes(`${code}  `))).toEqual([]);
});

const { TREE_RULES, treeFinding, ...named } = treeRules;

test('every finding about the tree is asserted, with its text', () => {
  expect(TREE_RULES.map(({ id }) => id).filter((id) => !TESTS.includes(` ${id} `))).toEqual([]);
});

test('every rule about the tree is of the list, and found by somebody', () => {
  expect(new Set(Object.values(named))).toEqual(new Set(TREE_RULES));
  const producers = ['src/constructs/lowering', 'src/synth', 'src/projen'].flatMap(sources).map(textOf).join('\n');
  const calls = (name: string) => new RegExp(`(?:report|treeFinding)\\(\\s*${name},`).test(producers);
  expect(Object.keys(named).filter((name) => !calls(name))).toEqual([]);
});

test('nobody finds what no rule tells of', () => {
  const known: string[] = CHECKS.map(({ id }) => id);
  expect(codesIn(REPORTED, ['src']).filter((id) => !known.includes(id))).toEqual([]);
});
