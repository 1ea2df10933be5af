import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { javascript, type Project } from 'projen';
import { expect, test } from 'vitest';
import { Job, NodePackageManager, ParallelValidate, Pipeline, Stage, Step, Toolchain, Validation } from '../../src';
import { nodePackageMistakes } from '../../src/projen/node-package';
import { emptyProject } from '../support/payment-api';
import { jobOf, lowered, synthesized, told } from '../support/synthesize';

function validating(project: Project, toolchain = Toolchain.node({ version: '22' })): Pipeline {
  const pipeline = new Pipeline(project, 'shop', { toolchain });
  new ParallelValidate(pipeline, 'validate', { without: [Validation.SECURITY_SCAN] });
  return pipeline;
}

const RULES = ['known-scripts', 'same-package-manager'];
const foundIn = (pipeline: Pipeline) => told(synthesized(pipeline).findings.filter(({ rule }) => RULES.includes(rule)));

function nodeProject(packageManager: javascript.NodePackageManager): javascript.NodeProject {
  const { outdir } = emptyProject();
  return new javascript.NodeProject({ name: 'shop', outdir, defaultReleaseBranch: 'main', packageManager });
}

test('scripts of a projen project are its tasks', () => {
  const project = nodeProject(javascript.NodePackageManager.NPM);
  const pipeline = validating(project);
  expect(foundIn(pipeline)).toEqual([
    'warning known-scripts shop: lint runs scripts that package.json does not have: lint, format:check',
  ]);
  for (const name of ['lint', 'format:check']) project.addTask(name);
  expect(foundIn(pipeline)).toEqual([]);
});

test('scripts of a projen project are also those that it is told', () => {
  const { outdir } = emptyProject();
  const project = new javascript.NodeProject({
    name: 'shop',
    outdir,
    defaultReleaseBranch: 'main',
    packageManager: javascript.NodePackageManager.NPM,
  });
  project.setScript('lint', 'eslint .');
  project.package.setScript('format:check', 'prettier --check .');
  expect(foundIn(validating(project))).toEqual([]);
});

test.each([
  'npm run --silent fmt',
  'npm run fmt -w packages/a',
  'npm run fmt --workspaces --if-present',
  'npm --prefix ui run fmt',
  'cd ui\nnpm run fmt\nyarn install --immutable',
])('%j may mean another package', (command) => {
  const project = nodeProject(javascript.NodePackageManager.NPM);
  for (const name of ['lint', 'format:check']) project.addTask(name);
  const pipeline = validating(project);
  new Job(new Stage(pipeline, 'more'), 'other', { steps: [Step.run('run', command)] });
  expect(foundIn(pipeline)).toEqual([]);
});

test('scripts of others stand in the package.json of the folder', () => {
  const project = emptyProject();
  const write = (folder: string, content: unknown) => {
    mkdirSync(join(project.outdir, folder), { recursive: true });
    writeFileSync(join(project.outdir, folder, 'package.json'), JSON.stringify(content));
  };
  const pipeline = validating(project, Toolchain.node({ version: '22', directory: 'api' }));
  expect(foundIn(pipeline)).toEqual([]);
  write('api', { scripts: { test: 'vitest run', lint: 'eslint .' } });
  expect(foundIn(pipeline)).toEqual([
    'warning known-scripts shop: lint runs scripts that package.json does not have: format:check (api)',
  ]);
  write('api', { scripts: { test: 'vitest run', lint: 'eslint .', 'format:check': 'prettier --check .' } });
  expect(foundIn(pipeline)).toEqual([]);
});

test('a package.json that cannot be read says nothing', () => {
  const project = emptyProject();
  writeFileSync(join(project.outdir, 'package.json'), '{');
  expect(foundIn(validating(project))).toEqual([]);
});

const unitTest = (pipeline: Pipeline) =>
  jobOf(pipeline, 'unit-test').steps.flatMap(({ run, with: inputs }) => run ?? inputs?.cache ?? []);

test.each([
  [javascript.NodePackageManager.NPM, ['npm', 'npm ci', 'npm test']],
  [javascript.NodePackageManager.YARN_CLASSIC, ['yarn', 'yarn install --frozen-lockfile', 'yarn test']],
  [javascript.NodePackageManager.YARN_BERRY, ['corepack enable', 'yarn', 'yarn install --immutable', 'yarn test']],
  [javascript.NodePackageManager.PNPM, ['pnpm', 'pnpm install --frozen-lockfile', 'pnpm test']],
])('jobs of a project that installs with %s install with it as well', (own, commands) => {
  const pipeline = validating(nodeProject(own));
  expect(unitTest(pipeline)).toEqual(commands);
  expect(foundIn(pipeline).filter((one) => one.includes('same-package-manager'))).toEqual([]);
});

test.each([
  [javascript.NodePackageManager.YARN_CLASSIC, NodePackageManager.NPM, 'npm ci', 'yarn_classic'],
  [javascript.NodePackageManager.NPM, NodePackageManager.PNPM, 'pnpm install --frozen-lockfile', 'npm'],
  [javascript.NodePackageManager.BUN, undefined, 'npm ci', 'bun'],
  [
    javascript.NodePackageManager.YARN_BERRY,
    NodePackageManager.YARN_CLASSIC,
    'yarn install --frozen-lockfile',
    'yarn_berry',
  ],
])('a project that installs with %s and jobs that install with %s differ', (own, packageManager, command, named) => {
  const pipeline = validating(nodeProject(own), Toolchain.node({ version: '22', packageManager }));
  const message = `runs \`${command}\`, and the project "shop" installs with ${named}`;
  expect(foundIn(pipeline).filter((one) => one.includes(' same-package-manager '))).toEqual([
    `error same-package-manager shop/validate/lint: ${message}`,
    `error same-package-manager shop/validate/unit-test: ${message}`,
  ]);
});

test.each([
  [{ devDependencies: { stagegate: '^0.1.0' } }, '^0.1.0'],
  [{ dependencies: { stagegate: 'file:../stagegate.tgz' } }, 'file:../stagegate.tgz'],
  [{}, undefined],
])('stagegate stays installed as %o says', (manifest, version) => {
  const { outdir } = emptyProject();
  writeFileSync(join(outdir, 'package.json'), JSON.stringify(manifest));
  const project = new javascript.NodeProject({ name: 'shop', outdir, defaultReleaseBranch: 'main' });
  new Pipeline(project, 'shop');
  expect(project.deps.all.find(({ name }) => name === 'stagegate')?.version).toBe(version);
});

test('stagegate stays as the project declares it', () => {
  const { outdir } = emptyProject();
  writeFileSync(join(outdir, 'package.json'), JSON.stringify({ devDependencies: { stagegate: '^0.1.0' } }));
  const devDeps = ['stagegate@^0.2.0'];
  const project = new javascript.NodeProject({ name: 'shop', outdir, defaultReleaseBranch: 'main', devDeps });
  new Pipeline(project, 'shop');
  expect(project.deps.all.filter(({ name }) => name === 'stagegate').map(({ version }) => version)).toEqual(['^0.2.0']);
});

test('what a patch left behind is passed over', () => {
  const pipeline = validating(emptyProject());
  const { model } = lowered(pipeline);
  const workflow = { ...model.workflow, jobs: { lint: { steps: [null, { run: 7 }] }, 'unit-test': { steps: 'none' } } };
  expect(nodePackageMistakes(pipeline.project, { ...model, workflow: workflow as never })).toEqual([]);
});
