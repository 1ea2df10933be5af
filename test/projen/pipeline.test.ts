import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, JsonPatch, javascript, Project } from 'projen';
import { describe, expect, test, vi } from 'vitest';
import { Acknowledgement, Pipeline } from '../../src';
import { describeRefusals, thrownBy } from '../support/errors';
import { emptyProject, paymentApi } from '../support/payment-api';
import { lowered, synthesized, synthesizedProject, withCharts } from '../support/synthesize';

/** Every file below a folder with its bytes. */
function bytesBelow(folder: string): { [path: string]: string } {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'base64')]));
}

const silently = <T>(deed: () => T): T => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return deed();
  } finally {
    said.mockRestore();
  }
};

describe('npx projen', () => {
  test('writes what synthesis says, scripts to be run', () => {
    const pipeline = paymentApi(withCharts(emptyProject(), 'charts/payment-api'));
    const { files } = synthesized(pipeline);
    silently(() => pipeline.project.synth());
    for (const { path, content, executable } of files) {
      const file = join(pipeline.project.outdir, path);
      expect(readFileSync(file, 'utf8'), path).toBe(content);
      expect((statSync(file).mode & 0o100) !== 0, path).toBe(executable);
    }
  });

  test('changes no byte the second time', () => {
    const folder = withCharts(emptyProject(), 'charts/payment-api').outdir;
    const run = () => silently(() => paymentApi(new Project({ name: 'payment-api', outdir: folder })).project.synth());
    run();
    const first = bytesBelow(folder);
    run();
    expect(bytesBelow(folder)).toEqual(first);
  });

  test.each([
    [[], '.projenrc.js'],
    [['.projenrc.py'], '.projenrc.py'],
    [['.projenrc.mts', '.projenrc.json'], '.projenrc.mts'],
  ])('names the program that lies beside a project which says nothing of it: %j', (programs, source) => {
    const project = emptyProject();
    for (const program of programs) writeFileSync(join(project.outdir, program), '');
    expect(lowered(new Pipeline(project, 'api')).model.source).toBe(source);
  });

  test('touches nothing when anything is wrong', () => {
    const folder = withCharts(emptyProject(), 'charts/payment-api').outdir;
    silently(() => paymentApi(new Project({ name: 'payment-api', outdir: folder })).project.synth());
    writeFileSync(join(folder, 'charts/payment-api/values.yaml'), 'replicaCount: [\n');
    const before = bytesBelow(folder);
    const wrong = paymentApi(new Project({ name: 'payment-api', outdir: folder }));
    expect(thrownBy(() => silently(() => wrong.project.synth()))).toBe(
      'stagegate found 3 errors, listed above. Nothing was written.',
    );
    expect(bytesBelow(folder)).toEqual(before);
  });

  test('tells warnings that stop it from errors', () => {
    const strict = withCharts(emptyProject(), 'charts/payment-api');
    const pipeline = paymentApi(strict, { strict: true, notifiers: [] });
    const weighty = synthesized(pipeline).findings.filter(({ severity }) => severity !== 'info');
    expect(weighty.map(({ severity }) => severity)).toEqual(['warning']);
    expect(thrownBy(() => silently(() => strict.synth()))).toBe(
      'stagegate found a warning under strict, listed above. Nothing was written.',
    );
  });

  test('stops before writing where a folder lies in the way', () => {
    const project = withCharts(emptyProject(), 'charts/payment-api');
    mkdirSync(join(project.outdir, '.github/workflows/payment-api.yml/x'), { recursive: true });
    expect(() => silently(() => paymentApi(project).project.synth())).toThrow(/Nothing was written/);
    expect(existsSync(join(project.outdir, '.stagegate'))).toBe(false);
  });
});

describe('a pipeline', () => {
  test('knows its repository from the package, or as it is told', () => {
    const node = new javascript.NodeProject({
      name: 'x',
      outdir: emptyProject().outdir,
      defaultReleaseBranch: 'main',
      repository: 'git@github.com:acme/x.git',
    });
    expect(lowered(new Pipeline(node, 'x')).model.repository).toBe('acme/x');
    expect(lowered(new Pipeline(emptyProject(), 'x')).model.repository).toBeNull();
    expect(lowered(new Pipeline(emptyProject(), 'x', { repository: 'acme/y' })).model.repository).toBe('acme/y');
  });

  test('names its default branch: the first that is no pattern', () => {
    const branchOf = (branches: string[]) =>
      lowered(new Pipeline(emptyProject(), 'x', { branches })).model.defaultBranch;
    expect([branchOf(['release/*', 'trunk']), branchOf(['release/*'])]).toEqual(['trunk', 'main']);
  });

  test('stands below another construct of the project as well', () => {
    const part = new Component(emptyProject(), 'part');
    const { model } = lowered(new Pipeline(part, 'x'));
    expect([model.path, model.id]).toEqual(['x', 'x']);
  });
});

const driftCheck = { appClientIdVariable: 'APP', privateKeySecret: 'KEY' };

test('a pipeline may be called as the package is, also beside another', () => {
  const ids = ['orders', 'stagegate'];
  for (const order of [ids, [...ids].reverse()]) {
    const project = emptyProject();
    for (const id of order) new Pipeline(project, id, { requiredCheck: `${id}-gate` });
    silently(() => project.synth());
    const written = ids.filter((id) => existsSync(join(project.outdir, `.github/workflows/${id}.yml`)));
    expect(written).toEqual(ids);
  }
});

test('two pipelines of a repository need one drift check', () => {
  const project = emptyProject();
  for (const id of ['x', 'y']) new Pipeline(project, id, { driftCheck });
  const told = synthesizedProject(project).findings.filter(({ rule }) => rule === 'single-drift-check');
  expect(told.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'y: asks for a drift check, as x does; one looks at the settings of the whole repository',
  ]);
});

test('requires its verdict by the name that GitHub shows', () => {
  const pipeline = new Pipeline(emptyProject(), 'x', {
    requiredCheck: 'x / merge',
    repositorySettings: { requireGate: true },
  });
  const { model } = lowered(pipeline);
  expect(model.workflow.jobs['pipeline-gate'].name).toBe('x / merge');
  expect(model.requiredChecks?.checks).toEqual(['x / merge']);
  pipeline.patch(JsonPatch.replace('/jobs/pipeline-gate/name', 'patched'));
  expect(lowered(pipeline).model.requiredChecks?.checks).toEqual(['patched']);
});

describeRefusals('a pipeline', {
  'a check by an expression': [
    () => new Pipeline(emptyProject(), 'x', { requiredCheck: '${{ github.ref }}' }),
    'required-check  x  got the required check "${{ github.ref }}"; allowed are letters, digits, blanks between them and \'_.:/()-\', at most 100 characters',
    "such as 'pipeline-gate'",
  ],
  'a drift check that installs an expression': [
    () =>
      new Pipeline(emptyProject(), 'x', { driftCheck: { ...driftCheck, installCommand: 'npm i ${{ github.sha }}' } }),
    'drift-check  driftCheck  got the installCommand "npm i ${{ github.sha }}"; allowed is a command without ${{ }}',
    "such as 'npm ci --ignore-scripts'",
  ],
  'a project of the project': [
    () => {
      const parent = emptyProject();
      new Pipeline(new Project({ name: 'a', parent, outdir: 'services/a' }), 'x');
    },
    'subproject  x  stands in the project below "services/a"; GitHub looks for workflows at the root of the repository alone',
    "give it the root project, and its toolchain the 'directory' of the service",
  ],
  'no branch': [
    () => new Pipeline(emptyProject(), 'x', { branches: [] }),
    'branches  x  got no branch',
    "name the branches that release, such as ['main']",
  ],
  'a branch twice': [
    () => new Pipeline(emptyProject(), 'x', { branches: ['main', 'main'] }),
    'branches  x  got ["main","main"]; each branch once',
    'leave one away',
  ],
  'a strange tag': [
    () => new Pipeline(emptyProject(), 'x', { tags: ['v?'] }),
    "ref-pattern  x  got \"v?\"; allowed is a branch or tag name of letters, digits, '_', '-', '.' and '/', or one whose last character is '*'",
    "such as 'main', 'release/*' or 'v*'",
  ],
  'a repository by its address': [
    () => new Pipeline(emptyProject(), 'x', { repository: 'https://github.com/acme/x' }),
    'repository  x  got the repository "https://github.com/acme/x"; allowed is owner/name',
    "such as 'acme/payment-api'",
  ],
  'a strange variable': [
    () => new Pipeline(emptyProject(), 'x', { env: { 'A-B': '1' } }),
    'env-name  x  got the environment variable "A-B"; allowed are letters, digits and \'_\', not starting with a digit, GITHUB_ or RUNNER_',
    'choose another name',
  ],
});

test('what is acknowledged above the pipelines holds for all of them', () => {
  const project = emptyProject();
  Acknowledgement.of('known-repository', { reason: 'it is written down elsewhere' }).on(project);
  expect(lowered(new Pipeline(project, 'z')).model.acknowledgements).toEqual([
    { rule: 'known-repository', path: 'z', reason: 'it is written down elsewhere', owner: null, expires: null },
  ]);
  const pipeline = paymentApi(project, { repository: undefined });
  const { findings, acknowledged } = synthesized(pipeline);
  expect(findings.map(({ rule }) => rule)).not.toContain('known-repository');
  expect(acknowledged.map(({ finding }) => finding.path)).toEqual(['payment-api']);
});
