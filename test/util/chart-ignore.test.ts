import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readChart } from '../../src/util/chart';
import { ignoredBy } from '../../src/util/chart-ignore';
import { findHelm } from '../support/helm';

const helm = findHelm();

describe('ignoredBy', () => {
  test.each<[rules: string, path: string, isIgnored: boolean]>([
    ['', 'values.yaml', false],
    ['# values.yaml\n\n', 'values.yaml', false],
    ['values.yaml', 'values.yaml', true],
    ['\uFEFFvalues.yaml\r\n', 'values.yaml', true],
    ['values.yaml', 'charts/redis/values.yaml', true],
    ['/values.yaml', 'charts/redis/values.yaml', false],
    ['*.yaml', 'templates/a.yaml', true],
    ['templates/*.yaml', 'templates/a.yaml', true],
    ['templates/*', 'templates/jobs/a.yaml', true],
    ['*/a.yaml', 'templates/jobs/a.yaml', false],
    ['templates', 'templates/jobs/a.yaml', true],
    ['jobs/', 'templates/jobs/a.yaml', true],
    ['a.yaml/', 'templates/a.yaml', false],
    ['value?.yaml', 'values.yaml', true],
    ['value[r-t].yaml', 'values.yaml', true],
    ['value[^r-t].yaml', 'values.yaml', false],
    ['values\\.yaml', 'values.yaml', true],
    ['values.yam.', 'values.yaml', false],
    ['!*.yaml', 'values.yaml', false],
    ['!*.yaml', 'values.schema.json', true],
    ['', 'templates/.hidden', true],
  ])('%j of %s: %j', (rules, path, isIgnored) => {
    expect(ignoredBy(rules)(path, false)).toBe(isIgnored);
    if (helm !== undefined) expect([!isIgnored, undefined]).toContain(seenByHelm(rules, path));
  });

  test.each([
    ['charts/**', '"charts/**" holds **, which Helm does not take'],
    ['a[', '"a[" is no pattern: [ is not closed'],
  ])('refuses %s', (rules, why) => {
    expect(() => ignoredBy(rules)).toThrow(why);
    if (helm !== undefined) expect(() => seenByHelm(rules, 'values.yaml')).toThrow();
  });
});

test('a chart is what Helm sees of it', () => {
  const folder = written({
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'values.yaml': 'a: 1\n',
    'values.schema.json': '{}',
    'templates/hook.yaml': 'annotations: {"helm.sh/hook": pre-upgrade}\n',
    'charts/redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 1.0.0\n',
    'charts/redis/values.yaml': 'port: 6379\n',
    'charts/kafka/Chart.yaml': 'apiVersion: v2\nname: kafka\nversion: 1.0.0\n',
    '.helmignore': 'values.schema.json\ntemplates/hook.*\ncharts/kafka\ncharts/redis/values.yaml\n',
  });
  const { schema, templates, subcharts, values } = readChart(folder);
  expect({ schema, haveHook: templates.haveHook, values }).toEqual({ schema: null, haveHook: false, values: { a: 1 } });
  expect(subcharts.map(({ name, values }) => ({ name, values }))).toEqual([{ name: 'redis', values: {} }]);
});

test('a chart is refused as Helm refuses it', () => {
  const folder = written({ 'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n', '.helmignore': 'charts/**' });
  expect(readChart(folder, 'charts/web').problems).toEqual([
    'charts/web/.helmignore cannot be read: "charts/**" holds **, which Helm does not take',
  ]);
});

function written(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'chart-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** What Helm packs is what it has read. Undefined where the rules leave out too much for a chart. */
function seenByHelm(rules: string, path: string): boolean | undefined {
  const about = (name: string) => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`;
  const inner: Record<string, string> = path.startsWith('charts/') ? { 'charts/redis/Chart.yaml': about('redis') } : {};
  const folder = written({ [path]: '{}\n', 'Chart.yaml': about('web'), '.helmignore': rules, ...inner });
  const packing = spawnSync(helm as string, ['package', folder, '--destination', folder], { encoding: 'utf8' });
  if (packing.stderr.includes('Chart.yaml file is missing')) return undefined;
  if (packing.status !== 0) throw new Error(packing.stderr);
  const { stdout } = spawnSync('tar', ['tzf', join(folder, 'web-1.0.0.tgz')], { encoding: 'utf8' });
  return stdout.split('\n').includes(`web/${path}`);
}
