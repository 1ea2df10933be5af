import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firstCycle } from '../src/model/graph';
import { importsOf, sources, textOf } from './support/imports';

/*
 * Data runs one way: constructs to model to findings to files. What follows is the law of it.
 */

const ROOT = join(__dirname, '..');
const SOURCES = sources('src');
const IMPORTS = SOURCES.flatMap(importsOf);

const folderOf = (file: string) => (file.split('/').length > 2 ? file.split('/')[1] : 'index');

/** What each folder may import, beside itself. */
const MAY_IMPORT: { readonly [folder: string]: readonly string[] } = {
  index: ['constructs', 'parts', 'values', 'policy', 'projen', 'testing'],
  projen: ['synth', 'constructs', 'parts', 'values', 'policy', 'model', 'util'],
  // Runs a tree on paper for users' tests.
  testing: ['synth', 'simulate', 'projen', 'model', 'policy', 'util'],
  synth: ['constructs', 'checks', 'render', 'simulate', 'model', 'policy', 'data', 'util'],
  constructs: ['values', 'parts', 'policy', 'model', 'data', 'util'],
  // Types of the model alone.
  parts: ['values', 'data', 'model', 'util'],
  // Reads what policies see; of the model the graph alone.
  compare: ['policy', 'model', 'util'],
  checks: ['model', 'policy', 'schema', 'data', 'util'],
  simulate: ['model', 'util'],
  render: ['compare', 'model', 'policy', 'util'],
  cli: ['checks', 'compare', 'model', 'policy', 'render', 'schema', 'simulate', 'synth', 'data', 'util'],
  values: ['util'],
  policy: ['util'],
  model: ['util'],
  schema: ['util'],
  data: ['util'],
  util: [],
};

test('every folder imports only what it may', () => {
  expect(IMPORTS.length).toBeGreaterThan(500);
  expect([...new Set(SOURCES.map(folderOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  const forbidden = IMPORTS.filter(({ isOurs }) => isOurs)
    .filter(({ from, to }) => folderOf(from) !== folderOf(to) && !MAY_IMPORT[folderOf(from)].includes(folderOf(to)))
    .map(({ from, to }) => `${from} imports ${to}`);
  expect(forbidden).toEqual([]);
});

test('parts and policy know the model, if at all, by its types', () => {
  const known = IMPORTS.filter(({ from, to }) => folderOf(from) === 'parts' && folderOf(to) === 'model');
  expect(known.filter(({ isTypeOnly }) => !isTypeOnly)).toEqual([]);
});

test('no file imports itself by way of others', () => {
  // What is only a type is gone when the code runs.
  const needs = new Map(SOURCES.map((file) => [file.replace(/\.ts$/, ''), [] as string[]]));
  for (const { from, to, isOurs, isTypeOnly } of IMPORTS) if (isOurs && !isTypeOnly) needs.get(from)?.push(to);
  expect(firstCycle(needs)).toBeUndefined();
});

describe('every package has one door', () => {
  const importersOf = (name: string, including: 'types' | 'code') =>
    [
      ...new Set(
        IMPORTS.filter(({ to, isTypeOnly }) => to === name && (including === 'types' || !isTypeOnly)).map(
          ({ from }) => from,
        ),
      ),
    ].sort();

  // Libraries are bundled, so that only their types are imported.
  test.each([
    ['yaml', []],
    ['ajv', []],
    ['ajv/dist/2020', []],
    ['re2js', []],
    ['node:readline', ['src/cli/ask']],
  ])('%s', (name, doors) => {
    expect(importersOf(name, 'code')).toEqual(doors);
  });

  test.each([
    ['yaml.cjs', 'src/util/yaml.ts'],
    ['ajv.cjs', 'src/util/ajv.ts'],
    ['re2.cjs', 'src/util/go-pattern.ts'],
    ['expressions.cjs', 'src/util/expression-engine.ts'],
    ['workflow-validator.cjs', 'src/schema/workflow-validator.ts'],
  ])('%s', (file, door) => {
    expect(sources('src').filter((path) => textOf(path).includes(`'${file}'`))).toEqual([door]);
  });

  test('projen', () => {
    const outside = importersOf('projen', 'types').filter((file) => !file.startsWith('src/projen/'));
    expect(outside).toEqual(['src/constructs/job-step', 'src/constructs/patches', 'src/constructs/pipeline-context']);
    expect(importersOf('projen', 'code').filter((file) => !file.startsWith('src/projen/'))).toEqual([
      'src/constructs/patches',
    ]);
  });

  test('constructs stays among constructs and those who write them', () => {
    const folders = importersOf('constructs', 'types').map(folderOf);
    expect([...new Set(folders)].sort()).toEqual(['constructs', 'policy', 'projen', 'synth']);
  });

  test('other programs are started from few places', () => {
    expect(importersOf('node:child_process', 'code')).toEqual(['src/cli/start', 'src/projen/starter']);
  });

  test('nothing else comes from outside', () => {
    const known = ['yaml', 'ajv', 're2js', 'projen', 'constructs'];
    const packages = [...new Set(IMPORTS.filter(({ isOurs }) => !isOurs).map(({ to }) => to))];
    const others = packages.filter((name) => !name.startsWith('node:') && !known.includes(name.split('/')[0]));
    expect(others).toEqual([]);
  });
});

test('no file is longer than a person reads at once', () => {
  const all = ['src', 'scripts', 'bench', 'test'].filter((folder) => existsSync(join(ROOT, folder))).flatMap(sources);
  const long = all.filter((file) => textOf(file).split('\n').length > 300);
  expect(long).toEqual([]);
});

test('no folder holds one file only', () => {
  const folders = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => join(ROOT, 'src', name))
    .filter((path) => statSync(path).isDirectory());
  expect(folders.filter((folder) => readdirSync(folder).length === 1)).toEqual([]);
});

test('the index names what it exports', () => {
  const text = textOf('src/index.ts');
  expect(text).not.toMatch(/export \*|export default/);
  expect(text.match(/^export (?:type )?\{/gm)?.length).toBeGreaterThan(20);
});
