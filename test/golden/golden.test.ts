import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Project } from 'projen';
import { beforeAll, describe, expect, test } from 'vitest';
import { modelOfView } from '../../src/checks/model-of-view';
import { SUMS_FILE } from '../../src/model/ids';
import type { PipelineView } from '../../src/policy/pipeline-view';
import { printedWorkflow } from '../../src/render/workflow';
import { prove } from '../../src/simulate/prove';
import type { SynthesizedFile } from '../../src/synth/files';
import { parseYaml } from '../../src/util/yaml';
import { actionlintAll, githubParser } from '../support/judges';
import { synthesizedProject, told, withCharts } from '../support/synthesize';

/*
 * Whole outputs, as they lie in `expected/` beside the program that makes them. Scripts are copied verbatim, so they are
 * compared with shell/ and only named in `expected/scripts.txt`. To write everything anew: npx vitest run test/golden --update
 */

const SCENARIOS = readdirSync(__dirname).filter((name) => existsSync(join(__dirname, name, 'pipeline.ts')));
const SCRIPTS = '.github/stagegate/';
const SHELL = join(__dirname, '../../shell');

/** Vitest says nowhere else in public that it was started with `--update`. */
function isUpdating(): boolean {
  const { snapshotState } = expect.getState() as unknown as { snapshotState: { _updateSnapshot: string } };
  return snapshotState._updateSnapshot === 'all';
}

interface Scenario {
  /** Where charts lie in the repository. */
  readonly charts: readonly string[];
  readonly build: (project: Project) => void;
}

async function runScenario(name: string) {
  const { charts, build } = (await import(`./${name}/pipeline.ts`)) as Scenario;
  const project = withCharts(new Project({ name, outdir: mkdtempSync(join(tmpdir(), 'golden-')) }), ...charts);
  build(project);
  return synthesizedProject(project);
}

/** Files by path; the names of the scripts stand in for their texts, and nothing for the sums of all. */
function comparable(files: readonly SynthesizedFile[]): Map<string, string> {
  const told = files.filter(({ path }) => path !== SUMS_FILE);
  const [scripts, others] = [true, false].map((is) => told.filter(({ path }) => path.startsWith(SCRIPTS) === is));
  return new Map([
    ...others.map(({ path, content }) => [path, content] as const),
    ['scripts.txt', `${scripts.map(({ path }) => path).join('\n')}\n`],
  ]);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(folder, name)).isFile()).sort();
}

function writeAnew(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

test('there are scenarios', () => {
  expect(SCENARIOS.length).toBeGreaterThan(8);
});

describe.each(SCENARIOS)('%s', (name) => {
  const expected = join(__dirname, name, 'expected');
  let result: Awaited<ReturnType<typeof runScenario>>;
  beforeAll(async () => {
    result = await runScenario(name);
  });

  test('has no findings to mend', () => {
    expect(told(result.findings.filter(({ severity }) => severity !== 'info'))).toEqual([]);
    expect(result.files.length).toBeGreaterThan(0);
  });

  test('is what lies in expected/', () => {
    const files = comparable(result.files);
    if (isUpdating()) writeAnew(expected, files);
    expect(filesBelow(expected)).toEqual([...files.keys()].sort());
    for (const [path, content] of files) {
      const told = relative(process.cwd(), join(expected, path));
      expect(content, told).toBe(readFileSync(join(expected, path), 'utf8'));
    }
  });

  test('copies scripts verbatim', () => {
    for (const { path, content, executable } of result.files.filter(({ path }) => path.startsWith(SCRIPTS))) {
      expect(content, path).toBe(readFileSync(join(SHELL, path.slice(SCRIPTS.length)), 'utf8'));
      expect(executable, path).toBe(path.endsWith('.sh'));
    }
  });

  test('is the same bytes again', async () => {
    const again = await runScenario(name);
    expect(comparable(again.files)).toEqual(comparable(result.files));
  });

  test('has every gate proven', () => {
    for (const { proof } of result.syntheses) {
      expect(proof).not.toBeNull();
      expect(proof?.counterexamples).toEqual([]);
    }
  });

  test('is proven for commands too, which read what was written', () => {
    const documents = result.files.filter(({ path }) => /^\.stagegate\/.*\.json$/.test(path));
    expect(documents).toHaveLength(result.syntheses.length);
    for (const { content } of documents) {
      expect(prove(modelOfView(JSON.parse(content) as PipelineView)).counterexamples).toEqual([]);
    }
  });

  test('pleases GitHub, and reads back as what was meant', () => {
    const workflows = result.files.filter(({ path }) => path.startsWith('.github/workflows/'));
    const models = result.syntheses.flatMap(({ model }) =>
      model.rollback === null ? [model] : [model, model.rollback],
    );
    expect(workflows).toHaveLength(models.length);
    for (const { content, path } of workflows) expect(githubParser(content), path).toEqual([]);
    for (const [index, { content }] of workflows.entries()) {
      expect(parseYaml(content)).toEqual(printedWorkflow(models[index].workflow));
    }
  });
});

test('pleases actionlint', async () => {
  const results = await Promise.all(SCENARIOS.map(runScenario));
  const workflows = results.flatMap(({ files }) => files.filter(({ path }) => path.startsWith('.github/workflows/')));
  const findings = actionlintAll(workflows.map(({ content }) => content));
  expect(Object.fromEntries(workflows.map(({ path }, index) => [path, findings[index]]))).toEqual(
    Object.fromEntries(workflows.map(({ path }) => [path, []])),
  );
});

test('the whole workflow of payment-api reads in one sitting', () => {
  const text = readFileSync(join(__dirname, 'payment-api/expected/.github/workflows/payment-api.yml'), 'utf8');
  expect(text.split('\n').length).toBeLessThan(500);
});
