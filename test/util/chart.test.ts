import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readChart } from '../../src/util/chart';
import { askHelm, findHelm } from '../support/helm';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chart-'));
  write('Chart.yaml', 'apiVersion: v2\nname: web\nversion: 1.0.0\n');
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
    expect(readChart(folder)).toEqual({
      values: { replicas: 1, image: {} },
      schema: { type: 'object' },
      problems: [],
    });
  });

  test('takes absent and empty values for no values, and an absent schema for none', () => {
    expect(readChart(folder)).toEqual({ values: {}, schema: null, problems: [] });
    write('values.yaml', '# nothing yet\n');
    expect(readChart(folder).values).toEqual({});
  });

  test('adds a map for every dependency, by its alias', () => {
    write(
      'Chart.yaml',
      'dependencies:\n  - name: redis\n  - name: postgresql\n    alias: db\n  - name: cache\n    alias: ""\n  - {}\n',
    );
    write('values.yaml', 'redis:\n  enabled: false\n');
    expect(readChart(folder).values).toEqual({ redis: { enabled: false }, db: {}, cache: {} });
  });

  test('takes __proto__ for a key like any other', () => {
    write('values.yaml', '__proto__:\n  polluted: true\n');
    const { values } = readChart(folder);
    expect(JSON.stringify(values)).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('tells of a folder that does not exist', () => {
    expect(readChart(join(folder, 'nowhere'), 'charts/nowhere')).toEqual({
      values: {},
      schema: null,
      problems: ["the chart's folder charts/nowhere does not exist"],
    });
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
