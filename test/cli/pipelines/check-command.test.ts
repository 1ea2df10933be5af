import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CliContext } from '../../../src/cli/context';
import { main } from '../../../src/cli/main';
import { printedWorkflow } from '../../../src/render/workflow';
import { toYaml } from '../../../src/render/yaml';
import type { SynthesizedFile } from '../../../src/synth/files';
import { emptyProject, paymentApi } from '../../support/payment-api';
import { synthesizedProject, withCharts } from '../../support/synthesize';
import { sum, writeAll } from './support/written';

const OUTPUT: readonly SynthesizedFile[] = (() => {
  const project = withCharts(emptyProject(), 'charts/payment-api');
  paymentApi(project, { rollback: true });
  return synthesizedProject(project).files;
})();
const SUMS = '.stagegate/files.sha256';
const WORKFLOW = '.github/workflows/payment-api.yml';
const REMEDY = '→ run npx projen; a change that is to stay belongs in the program that projen runs\n';

let folder: string;
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  writeAll(folder, Object.fromEntries(OUTPUT.map(({ path, content }) => [path, content])));
});

async function check(...args: string[]) {
  let [out, err] = ['', ''];
  const context = { cwd: folder, env: {}, out: (text: string) => (out += text), err: (text: string) => (err += text) };
  const code = await main(['check', ...args], context as unknown as CliContext);
  return { code, out, err };
}

/** Changes a file, and its sum with it, as somebody does who hides it. */
function forge(file: string, change: (text: string) => string): void {
  const forged = change(read(file));
  expect(forged).not.toBe(read(file));
  writeAll(folder, { [SUMS]: read(SUMS).replace(sum(read(file)), sum(forged)), [file]: forged });
}

describe('stagegate check', () => {
  test('finds everything as it was written', async () => {
    expect(await check()).toEqual({ code: 0, out: 'every generated file is as it was written\n', err: '' });
  });

  test('lets the line ends of another system pass', async () => {
    writeAll(folder, { [WORKFLOW]: read(WORKFLOW).replaceAll('\n', '\r\n') });
    expect((await check()).code).toBe(0);
  });

  test('names all files that are not', async () => {
    writeAll(folder, {
      'charts/values-dev.yaml': 'replicaCount: 9\n',
      [WORKFLOW]: '{', // no YAML
      '.github/environments/production.yaml': '',
    });
    rmSync(join(folder, '.github/stagegate/roll-back.sh'));
    expect(await check()).toEqual({
      code: 2,
      out: `.github/environments/production.yaml is not as it was written
.github/stagegate/roll-back.sh is missing
.github/workflows/payment-api.yml is not as it was written
charts/values-dev.yaml is not as it was written
${REMEDY}`,
      err: '',
    });
  });

  test.each([
    [WORKFLOW, (text: string) => text.replace('environment: { name: production', 'environment: { name: dev')],
    ['.github/workflows/payment-api-rollback.yml', (text: string) => text.replace('contents: read', 'contents: write')],
    ['charts/values-production.yaml', (text: string) => text.replace('replicaCount: 6', 'replicaCount: 0')],
    [
      '.github/environments/production.yaml',
      (text: string) => text.replace('    - acme/payments-leads\n', '    - acme/all\n'),
    ],
  ])('sees through a sum that was changed too: %s', async (file, change) => {
    forge(file, change);
    expect((await check()).out).toBe(`${file} does not say what .stagegate/payment-api.json says\n${REMEDY}`);
  });

  test('knows its own scripts', async () => {
    forge('.github/stagegate/verify-digest.sh', () => '#!/usr/bin/env bash\nexit 0\n');
    expect((await check()).out).toBe(
      `.github/stagegate/verify-digest.sh is not the script of the stagegate that is installed here\n${REMEDY}`,
    );
  });

  test('knows them where they were taken off the list', async () => {
    const script = '.github/stagegate/verify-digest.sh';
    const lines = read(SUMS).split('\n');
    writeAll(folder, { [SUMS]: lines.filter((line) => !line.endsWith(script)).join('\n'), [script]: 'exit 0\n' });
    expect((await check()).out).toBe(`${script} is not the script of the stagegate that is installed here\n${REMEDY}`);
  });

  test('sees a script that stagegate does not have', async () => {
    const script = '.github/stagegate/own.sh';
    writeAll(folder, { [SUMS]: `${read(SUMS)}${sum('exit 0\n')}  ${script}\n`, [script]: 'exit 0\n' });
    expect((await check()).out).toBe(`${script} is not the script of the stagegate that is installed here\n${REMEDY}`);
  });

  test('sees a document that tells of other jobs than run', async () => {
    const document = '.stagegate/payment-api.json';
    const view = JSON.parse(read(document));
    view.workflow.jobs['deploy-production'].if = '${{ always() }}';
    forge(document, () => JSON.stringify(view));
    forge(WORKFLOW, () => toYaml(printedWorkflow(view.workflow)));
    expect((await check()).out).toBe(
      `${document} contradicts itself: its jobs are not those of its workflow\n${REMEDY}`,
    );
  });

  test('sees a document that speaks for another pipeline', async () => {
    forge('.stagegate/payment-api.json', (text) => text.replace('"id": "payment-api"', '"id": "own"'));
    expect((await check()).out).toBe(`.github/workflows/own-rollback.yml is not among the files of ${SUMS}
.github/workflows/own.yml is not among the files of ${SUMS}
.stagegate/payment-api.json is of another pipeline: own
${REMEDY}`);
  });

  test('sees a workflow that was taken off the list', async () => {
    const lines = read(SUMS).split('\n');
    writeAll(folder, { [SUMS]: lines.filter((line) => !line.endsWith(WORKFLOW)).join('\n'), [WORKFLOW]: 'on: push\n' });
    expect((await check()).out).toBe(`${WORKFLOW} is not among the files of ${SUMS}\n${REMEDY}`);
  });

  test('needs the list', async () => {
    writeAll(folder, { [SUMS]: `<<<<<<< HEAD\n${read(SUMS)}` });
    expect(await check()).toMatchObject({ code: 2, out: `${SUMS} holds lines that are no sums\n${REMEDY}` });
    rmSync(join(folder, SUMS));
    expect(await check()).toMatchObject({ code: 2, out: `${SUMS} is missing\n${REMEDY}` });
  });

  test('refuses what it does not take', async () => {
    expect(await check('payment-api')).toEqual({
      code: 1,
      out: '',
      err: 'got payment-api\n→ the files of all pipelines are checked\n',
    });
    rmSync(join(folder, '.stagegate'), { recursive: true });
    expect(await check()).toEqual({
      code: 1,
      out: '',
      err: 'there is no .stagegate folder with a pipeline here\n→ run npx projen in the root of the repository\n',
    });
  });
});
