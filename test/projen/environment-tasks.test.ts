import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { javascript, type Project } from 'projen';
import { afterEach, expect, test, vi } from 'vitest';
import { BuildStage, ContainerRegistry, Pipeline } from '../../src';
import { aws, emptyProject, paymentApi } from '../support/payment-api';

const CHARTS = join(__dirname, '../../examples/payment-api/charts');

afterEach(() => vi.unstubAllEnvs());

function synthesizedIn(project: Project): Record<string, { steps?: unknown[]; description?: string }> {
  cpSync(CHARTS, join(project.outdir, 'charts'), { recursive: true });
  // Nothing is installed after synthesis.
  vi.stubEnv('PROJEN_DISABLE_POST', 'true');
  project.synth();
  return project.ejected ? {} : JSON.parse(readFileSync(join(project.outdir, '.projen/tasks.json'), 'utf8')).tasks;
}

const ours = (tasks: object) => Object.keys(tasks).filter((name) => name.startsWith('environments:'));

test('a project of any language gets a task for each deed, which hands on its arguments', () => {
  const project = emptyProject();
  paymentApi(project);
  const tasks = synthesizedIn(project);
  expect(ours(tasks)).toEqual(['environments:apply', 'environments:check', 'environments:plan']);
  expect(tasks['environments:plan']).toEqual({
    name: 'environments:plan',
    description: "Show how GitHub's environments and settings differ from what is described; write nothing",
    steps: [{ exec: 'npx stagegate environments plan', receiveArgs: true }],
  });
});

test('the one that checks does not promise an exit code that projen does not hand on', () => {
  const project = emptyProject();
  paymentApi(project);
  expect(synthesizedIn(project)['environments:check'].description).toBe(
    "Fail where GitHub's environments and settings differ from what is described (to tell drift, 2, from errors, 1: npx stagegate environments check)",
  );
});

test('several pipelines share them', () => {
  const project = emptyProject();
  paymentApi(project, {}, 'one');
  const other = new Pipeline(project, 'two', { requiredCheck: 'two-gate' });
  new BuildStage(other, 'build', {
    registry: ContainerRegistry.ecr({ credentials: aws('AWS_ROLE') }),
    repository: 'two',
  });
  expect(ours(synthesizedIn(project))).toHaveLength(3);
});

test('they stand among the scripts of package.json', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'stagegate-'));
  const project = new javascript.NodeProject({
    name: 'payment-api',
    defaultReleaseBranch: 'main',
    outdir,
    packageManager: javascript.NodePackageManager.NPM,
  });
  paymentApi(project);
  synthesizedIn(project);
  const { scripts } = JSON.parse(readFileSync(join(outdir, 'package.json'), 'utf8'));
  expect(scripts['environments:check']).toContain('projen environments:check');
});

test('a project that deploys nowhere gets none', () => {
  const project = emptyProject();
  const pipeline = new Pipeline(project, 'images', {});
  new BuildStage(pipeline, 'build', {
    registry: ContainerRegistry.ecr({ credentials: aws('AWS_ROLE') }),
    repository: 'images',
  });
  expect(ours(synthesizedIn(project))).toEqual([]);
});

test('one that asks for a ruleset does, since the command sets it', () => {
  const project = emptyProject();
  const pipeline = new Pipeline(project, 'images', { repositorySettings: { requireGate: true } });
  new BuildStage(pipeline, 'build', {
    registry: ContainerRegistry.ecr({ credentials: aws('AWS_ROLE') }),
    repository: 'images',
  });
  expect(ours(synthesizedIn(project))).toHaveLength(3);
});

test("a task of the user's stays", () => {
  const project = emptyProject();
  project.addTask('environments:apply', { exec: 'echo by hand' });
  paymentApi(project);
  const tasks = synthesizedIn(project);
  expect(tasks['environments:apply'].steps).toEqual([{ exec: 'echo by hand' }]);
  expect(ours(tasks)).toHaveLength(3);
});

test('an ejected project keeps working', () => {
  vi.stubEnv('PROJEN_EJECTING', 'true');
  const outdir = mkdtempSync(join(tmpdir(), 'stagegate-'));
  const project = new javascript.NodeProject({
    name: 'payment-api',
    defaultReleaseBranch: 'main',
    outdir,
    packageManager: javascript.NodePackageManager.NPM,
  });
  paymentApi(project);
  synthesizedIn(project);
  const { scripts } = JSON.parse(readFileSync(join(outdir, 'package.json'), 'utf8'));
  expect(scripts['environments:plan']).toMatch(/run-task\S* environments:plan$/);
});
