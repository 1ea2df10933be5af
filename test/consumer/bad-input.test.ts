import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contents, copyOf, files, INSTALLING, installed, pack, quoted, run, writeAll } from './support/consumer';
import { CHART, program } from './support/programs';

const NODE = "Toolchain.node({ version: '22' })";
const GOOD = `delivery('orders', ${NODE}, ['dev']);`;

/** A repository with a pipeline, synthesized once. */
let settled: string;

beforeAll(() => {
  settled = copyOf(installed(pack()), { ...CHART, '.projenrc.js': program(GOOD) });
  expect(run(settled, 'node', '.projenrc.js').status).toBe(0);
}, INSTALLING);

/** Runs `npx projen` after a change; it must fail, tell all, and write nothing. */
function expectRefused(folder: string, ...told: (string | RegExp)[]): void {
  const before = contents(folder);
  const { status, output } = run(folder, 'npx', 'projen');
  expect(status, quoted(output)).toBe(1);
  for (const one of told) expect(output).toMatch(one);
  expect(contents(folder)).toEqual(before);
}

describe('what is wrong stops everything', () => {
  it('and is told at once, whatever constructs it concerns', () => {
    const folder = copyOf(settled, {
      '.projenrc.js': program(
        `const orders = delivery('orders', ${NODE}, ['dev', 'production']);`,
        `const stock = delivery('stock', ${NODE}, ['stock-dev']);`,
        `const { JsonPatch } = require('projen');`,
        `orders.patch(JsonPatch.add('/jobs/lint/timeout-minute', 5));`,
        `stock.patch(JsonPatch.remove('/jobs/unit-test/timeout-minutes'));`,
        `stock.patch(JsonPatch.add('/permissions', 'write-all'));`,
      ),
      'charts/orders/values.schema.json': '{ "properties": { "replicaCount": { "maximum": 1 } } }',
    });
    expectRefused(
      folder,
      /approved-production/,
      /timeout-minute/,
      /bounded-time/,
      /least-permissions/,
      /overlay-fits-chart/,
      /\d+ errors, listed above\. Nothing was written\./,
    );
  });

  it.each([
    ['a chart that is missing', 'charts/orders', undefined, /overlay-chart-missing/],
    [
      'values that are no YAML',
      'charts/orders/values.yaml',
      'replicaCount: [1\n',
      /charts\/orders\/values\.yaml is malformed/,
    ],
    ['values that are no map', 'charts/orders/values.yaml', '- 1\n', /charts\/orders\/values\.yaml holds no map/],
    [
      'a schema that is no JSON',
      'charts/orders/values.schema.json',
      '{',
      /charts\/orders\/values\.schema\.json is malformed/,
    ],
  ])('such as %s', (_, path, content, told) => {
    const folder = copyOf(settled);
    rmSync(join(folder, path), { recursive: true, force: true });
    if (content !== undefined) writeFileSync(join(folder, path), content);
    expectRefused(folder, told);
  });

  it.each<[string, string, RegExp]>([
    [
      'an id that is there twice',
      `delivery('orders', ${NODE}, ['dev', 'dev']);`,
      /duplicate-id {2}orders\/dev {2}has the id of another construct beside it: "dev"/,
    ],
    ['an option beyond its limit', GOOD.replace("'22'", "'latest'"), /toolchain-version .*got the version "latest"/],
    ['an id of a picture', `delivery('🚀', ${NODE}, ['dev']);`, /invalid-id/],
    ['an id of JavaScript', `delivery('__proto__', ${NODE}, ['dev']);`, /invalid-id/],
  ])('such as %s', (_, line, told) => {
    const folder = copyOf(settled, { '.projenrc.js': program(line) });
    expectRefused(folder, told);
  });

  it('such as a folder where a file has to be', () => {
    const folder = copyOf(settled);
    rmSync(join(folder, '.github/workflows/orders.yml'));
    mkdirSync(join(folder, '.github/workflows/orders.yml'));
    writeAll(folder, {
      '.projenrc.js': program(GOOD, "delivery('stock', Toolchain.go({ version: '1.25' }), ['next']);"),
    });
    expectRefused(folder, /unwritable-file/, /cannot write \.github\/workflows\/orders\.yml/);
  });

  it('such as a file where a folder has to be', () => {
    const folder = copyOf(settled);
    rmSync(join(folder, 'docs'), { recursive: true });
    writeFileSync(join(folder, 'docs'), '');
    expectRefused(folder, /cannot write docs\/pipelines\/orders\.md: docs is no folder/);
  });
});

it('takes words that YAML takes for something else', () => {
  const folder = copyOf(settled, { '.projenrc.js': program(`delivery('on', ${NODE}, ['yes', 'null']);`) });
  const { status, output } = run(folder, 'npx', 'projen');
  expect(status, quoted(output)).toBe(0);
  expect(files(folder)).toContain('.github/workflows/on.yml');
});
