import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readChart } from '../../src/util/chart';
import { chart, subchart } from '../support/chart';
import { askHelm, findHelm, writeChart } from '../support/helm';

const CHART = 'apiVersion: v2\nname: web\nversion: 1.0.0\n';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chart-'));
  write('Chart.yaml', CHART);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

const problems = () => readChart(folder, 'charts/web').problems;

describe('readChart', () => {
  test('reads values and schema', () => {
    write('values.yaml', 'replicas: 1\nimage: {}\n');
    write('values.schema.json', '{"type": "object"}');
    expect(readChart(folder)).toEqual(chart({ values: { replicas: 1, image: {} }, schema: { type: 'object' } }));
  });

  test('takes absent and empty values for no values, and an absent schema for none', () => {
    expect(readChart(folder)).toEqual(chart());
    write('values.yaml', '# nothing yet\n');
    expect(readChart(folder).values).toEqual({});
  });

  test.each(['v1', 'v2'])('reads what it needs from files of Helm 2, at apiVersion %s, as Helm does', (apiVersion) => {
    write('Chart.yaml', CHART.replace('v2', apiVersion));
    write('requirements.yaml', 'dependencies:\n  - { name: redis, alias: cache, condition: cache.enabled }\n');
    write('requirements.lock', 'dependencies:\n- name: redis\n  version: 1.0.0\n');
    const { dependencies, locked, problems } = readChart(folder);
    expect(dependencies).toMatchObject([{ name: 'redis', key: 'cache', conditions: ['cache.enabled'] }]);
    expect(locked).toEqual(['redis']);
    expect(problems).toEqual([]);
  });

  test('reads what it needs, and what is locked', () => {
    write(
      'Chart.yaml',
      `${CHART}dependencies:\n  - name: redis\n    condition: redis.enabled, on\n    tags: [stores]\n` +
        '  - name: postgresql\n    alias: db\n    import-values: [data, {child: net, parent: ports}]\n' +
        '  - name: cache\n    alias: ""\n  - {}\n',
    );
    write('Chart.lock', 'dependencies:\n- name: redis\n  repository: https://charts.example\n  version: 1.0.0\n');
    const { dependencies, locked } = readChart(folder);
    const nothing = { conditions: [], tags: [], imports: [] };
    expect(dependencies).toEqual([
      { ...nothing, name: 'redis', key: 'redis', conditions: ['redis.enabled', ' on'], tags: ['stores'] },
      {
        ...nothing,
        name: 'postgresql',
        key: 'db',
        imports: [
          { child: 'exports.data', parent: '.' },
          { child: 'net', parent: 'ports' },
        ],
      },
      { ...nothing, name: 'cache', key: 'cache' },
    ]);
    expect(locked).toEqual(['redis']);
  });

  test('merges the documents of its values, the last one wins', () => {
    write('values.yaml', 'a: 1\nb: {c: 1}\n---\na: 2\nb: {d: null}\n---\n# nothing\n');
    expect(readChart(folder)).toMatchObject({ values: { a: 2, b: { c: 1, d: null } }, problems: [] });
    write('values.yaml', 'a: 1\n---\n- x\n');
    expect(problems()).toEqual(['charts/web/values.yaml holds no map on top']);
  });

  test('reads the charts in it, whether they are folders or packed', () => {
    writeChart(join(folder, 'charts', 'redis'), {
      values: 'replicas: 1\n',
      schema: '{"type": "object"}',
      charts: { common: { values: 'a: 1\n' } },
    });
    mkdirSync(join(folder, 'charts', '_old'));
    write('charts/README.md', 'vendored');
    const unpacked = readChart(folder, 'charts/web');
    expect(unpacked).toEqual(
      chart({
        subcharts: [
          subchart('redis', {
            folder: 'charts/web/charts/redis',
            values: { replicas: 1 },
            schema: { type: 'object' },
            subcharts: [subchart('common', { folder: 'charts/web/charts/redis/charts/common', values: { a: 1 } })],
          }),
        ],
      }),
    );
    const inside = join(folder, 'charts');
    execFileSync('tar', ['-czf', 'redis-1.0.0.tgz', 'redis'], { cwd: inside });
    rmSync(join(inside, 'redis'), { recursive: true });
    const [packed] = readChart(folder, 'charts/web').subcharts;
    const place = 'charts/web/charts/redis-1.0.0.tgz';
    expect(packed).toEqual({
      ...unpacked.subcharts[0],
      folder: place,
      subcharts: [{ ...unpacked.subcharts[0].subcharts[0], folder: `${place}/charts/common` }],
    });
  });

  test('tells of what is wrong in the charts in it', () => {
    writeChart(join(folder, 'charts', 'redis'), { values: 'a: [\n' });
    mkdirSync(join(folder, 'charts', 'empty'));
    mkdirSync(join(folder, 'charts', 'noted'));
    write('charts/noted/NOTES.md', 'no chart');
    write('charts/kafka-1.0.0.tgz', 'no archive');
    expect(problems()).toEqual([
      'charts/web/charts/kafka-1.0.0.tgz cannot be unpacked: incorrect header check',
      'charts/web/charts/noted/Chart.yaml does not exist: the folder is no Helm chart',
      expect.stringMatching(/^charts\/web\/charts\/redis\/values\.yaml is malformed: /),
    ]);
  });

  test.each([
    ['', 'lacks apiVersion, name, version: without them it is no Helm chart'],
    ['apiVersion: v2\nname: web\n', 'lacks version: without them it is no Helm chart'],
    ['apiVersion: v2\nname: web\nversion: 1.0\n', 'gives version as 1, which is no text: Helm wants quotes around it'],
    [`${CHART}appVersion: 2\n`, 'gives appVersion as 2, which is no text: Helm wants quotes around it'],
  ])('tells of Chart.yaml that is %j', (text, mistake) => {
    write('Chart.yaml', text);
    expect(problems()).toEqual([`charts/web/Chart.yaml ${mistake}`]);
  });

  test('finds hooks, and templates that read the values of a migration', () => {
    mkdirSync(join(folder, 'templates'));
    write('templates/a.yaml', 'annotations:\n  "helm.sh/hook": pre-upgrade\n');
    expect(readChart(folder).templates).toEqual({ haveHook: true, readMigration: false });
    mkdirSync(join(folder, 'templates/jobs'));
    write('templates/jobs/b.yaml', '{{- if .Values.migration.enabled }}\n');
    expect(readChart(folder).templates).toEqual({ haveHook: true, readMigration: true });
  });

  test('takes __proto__ for a key like any other', () => {
    write('values.yaml', '__proto__:\n  polluted: true\n');
    const { values } = readChart(folder);
    expect(JSON.stringify(values)).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('tells of a folder that does not exist', () => {
    expect(readChart(join(folder, 'nowhere'), 'charts/nowhere')).toEqual(
      chart({ problems: ["the chart's folder charts/nowhere does not exist"] }),
    );
  });

  test('tells of a folder that is a file or lies below one', () => {
    expect(readChart(join(folder, 'Chart.yaml'), 'charts/web').problems).toEqual([
      "the chart's folder charts/web is no folder",
    ]);
    expect(readChart(join(folder, 'Chart.yaml', 'web'), 'charts/web').problems).toEqual([
      "the chart's folder charts/web cannot be read (ENOTDIR)",
    ]);
  });

  test('tells of a folder without Chart.yaml', () => {
    rmSync(join(folder, 'Chart.yaml'));
    expect(problems()).toEqual(['charts/web/Chart.yaml does not exist: the folder is no Helm chart']);
  });

  test('tells where a file is malformed, of all files at once', () => {
    write('Chart.yaml', 'name: [\n');
    write('values.yaml', 'a: 1\na: 2\n');
    write('values.schema.json', '{"type": }');
    const [chart, values, schema] = problems();
    expect(chart).toMatch(/^charts\/web\/Chart\.yaml is malformed: .* at line \d+, column \d+$/);
    expect(values).toBe('charts/web/values.yaml is malformed: Map keys must be unique at line 2, column 1');
    expect(schema).toMatch(/^charts\/web\/values\.schema\.json is malformed: Unexpected token /);
  });

  test('tells of files that hold something else', () => {
    write('Chart.yaml', 'just text\n');
    write('values.yaml', '- a\n- list\n');
    write('values.schema.json', '[]');
    expect(problems()).toEqual([
      'charts/web/Chart.yaml holds no map on top',
      'charts/web/values.yaml holds no map on top',
      'charts/web/values.schema.json holds no schema: neither a map nor a boolean',
    ]);
  });

  test('tells of a file that cannot be read', () => {
    mkdirSync(join(folder, 'values.yaml'));
    expect(problems()).toEqual(['charts/web/values.yaml cannot be read (EISDIR)']);
  });

  test('reads a schema that begins with a byte order mark', () => {
    write('values.schema.json', '\uFEFF{"type": "object"}');
    expect(readChart(folder)).toMatchObject({ schema: { type: 'object' }, problems: [] });
  });
});

/** Words and numbers that YAML 1.1 and 1.2 read differently, and what Helm takes them for. */
const AS_HELM_READS = {
  text: 'on: y\ntime: 1:30\nday: 2020-01-01\noctal: 0777\nthousand: 1_000\nbinary: 0b101\nshort: .5\n1: one\n',
  values: {
    true: true,
    time: '1:30',
    day: '2020-01-01',
    octal: 511,
    thousand: 1000,
    binary: 5,
    short: 0.5,
    1: 'one',
  },
};

describe('values.yaml', () => {
  test('is read as Helm reads it', () => {
    write('values.yaml', AS_HELM_READS.text);
    expect(readChart(folder)).toMatchObject({ values: AS_HELM_READS.values, problems: [] });
  });

  const helm = findHelm();

  test.skipIf(helm === undefined)('is read so by Helm itself', () => {
    expect(askHelm(helm as string, { chart: AS_HELM_READS.text, overlays: [] }).values).toEqual(AS_HELM_READS.values);
  });
});
