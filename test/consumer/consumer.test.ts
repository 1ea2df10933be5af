import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  copyOf,
  emptyFolder,
  files,
  INSTALLING,
  install,
  installed,
  PROJEN,
  pack,
  run,
  TSC,
  writeAll,
} from './support/consumer';
import { expectAccepted, expectGreen, expectSettled, workflowOf } from './support/expectations';
import { CHART, program } from './support/programs';

let tarball: string;
/** A folder where the tarball is installed, and nothing written yet. */
let bare: string;

beforeAll(() => {
  tarball = pack();
  bare = installed(tarball);
}, INSTALLING);

describe('the tarball', () => {
  it('holds what runs, and no sources, tests or examples', () => {
    const listed = run('/', 'tar', 'tzf', tarball).output.trim().split('\n');
    const own = listed
      .map((path) => path.replace(/^package\//, ''))
      .filter((path) => !path.startsWith('node_modules/') && !/^[A-Z]+\.md$/.test(path));
    expect(listed).toContain('package/README.md');
    expect([...new Set(own.map((path) => path.split('/')[0]))].sort()).toEqual([
      '.jsii',
      'LICENSE',
      'NOTICE',
      'bin',
      'data',
      'generated',
      'lib',
      'package.json',
      'schemas',
      'shell',
      'starter',
    ]);
    expect(own.filter((path) => path.startsWith('lib/') && !/(?:\.d\.ts|\.js)$/.test(path))).toEqual([]);
    expect(statSync(tarball).size).toBeLessThan(2_000_000);
  });

  it('needs no more than its peers', () => {
    const { output } = run(bare, 'npm', 'ls', '--all', '--parseable');
    const packages = output.split('\n').flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1] ?? []);
    expect(packages).toEqual(expect.arrayContaining(['constructs', 'projen', 'stagegate']));
    for (const tool of ['typescript', 'jsii', 'esbuild', 'vitest', 'tsx']) expect(packages).not.toContain(tool);
  });

  it('loads as one file, and names what it exports for programs that import', () => {
    const folder = copyOf(bare, {
      'names.mjs': `
import * as all from 'stagegate';
import * as testing from 'stagegate/lib/testing.js';
const classes = Object.entries({ ...all, ...testing }).filter(([, value]) => typeof value === 'function');
const misnamed = classes.filter(([name, { prototype }]) => prototype && prototype.constructor.name !== name);
console.log(all.Promotion.automatic().constructor.name, typeof testing.expectPipeline, classes.length > 40, misnamed);
`,
      'same.js': `
const { Pipeline } = require('stagegate');
const { Project } = require('projen');
const { SynthesizedPipeline } = require('stagegate/lib/testing');
const pipeline = new Pipeline(new Project({ name: 'orders', outdir: __dirname }), 'orders');
console.log(Object.keys(SynthesizedPipeline.of(pipeline).files)[0]);
`,
    });
    expect(run(folder, 'node', 'names.mjs').output).toBe('Promotion function true []\n');
    expect(run(folder, 'node', 'same.js').output).toBe('.github/workflows/orders.yml\n');
    const modules = join(folder, 'node_modules/stagegate/lib');
    expect(files(modules).filter((path) => path.endsWith('.js'))).toEqual([
      'cli/start.js',
      'index.js',
      'stagegate.js',
      'testing.js',
    ]);
  });

  it('has a testing module that CommonJS, ES modules and TypeScript find', () => {
    const folder = copyOf(bare, {
      'delivery.test.mjs': `
import { test } from 'node:test';
import { Match, RunEvent, Simulation } from 'stagegate/lib/testing.js';
test('loads', () => { if (!Match.absent() || !Simulation.of || !RunEvent.push('main')) throw new Error('missing'); });
`,
      'delivery.cjs': `
const { Simulation } = require('stagegate/lib/testing');
if (Simulation !== require('stagegate/lib/testing.js').Simulation) throw new Error('two modules');
`,
      'delivery.mts': `
import { RunEvent, type RunScenario, type SimulatedJob, type Simulation } from 'stagegate/lib/testing.js';
const scenario: RunScenario = { outcomes: { lint: 'failure' } };
export const build = (on: Simulation): SimulatedJob => on.run(RunEvent.push('main'), scenario).job('build');
`,
      'delivery.cts': `
import { expectPipeline } from 'stagegate/lib/testing';
export const expected = expectPipeline;
`,
    });
    expectGreen(run(folder, 'node', '--test', 'delivery.test.mjs'));
    expectGreen(run(folder, 'node', 'delivery.cjs'));
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'node20', '--target', 'es2022'];
    expectGreen(run(folder, 'node', TSC, ...flags, 'delivery.mts', 'delivery.cts'));
  });

  it('brings the command', () => {
    expectGreen(run(bare, 'npx', 'stagegate', '--help'));
  });
});

describe('an existing repository', () => {
  const REPOSITORIES = {
    java: { 'pom.xml': '<project/>\n', '.gitignore': 'target/\n', '.gitattributes': '*.jar binary\n' },
    python: { 'pyproject.toml': '[project]\nname = "orders"\n', '.gitignore': '.venv/\n', 'uv.lock': 'version = 1\n' },
    go: { 'go.mod': 'module example.org/orders\n', '.gitignore': 'bin/\n', '.gitattributes': '*.go text\n' },
  };
  const VERSIONS = { java: '21', python: '3.13', go: '1.25' };

  it.each(['java', 'python', 'go'] as const)(
    'in %s gets its delivery from .projenrc.js, and keeps its files',
    (language) => {
      const own = REPOSITORIES[language];
      const toolchain = `Toolchain.${language}({ version: '${VERSIONS[language]}' })`;
      const folder = copyOf(bare, {
        ...CHART,
        ...own,
        '.projenrc.js': program(`delivery('orders', ${toolchain}, ['dev']);`),
      });
      expectGreen(run(folder, 'node', '.projenrc.js'));
      expectAccepted(workflowOf(folder, 'orders'));
      for (const [path, content] of Object.entries(own)) expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
      expectSettled(folder);
    },
  );

  it(
    'of projen gets its delivery from .projenrc.ts',
    () => {
      const folder = emptyFolder();
      const before = `import { typescript } from 'projen';

const project = new typescript.TypeScriptAppProject({
  name: 'orders',
  defaultReleaseBranch: 'main',
  projenVersion: '${PROJEN}',
  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },
  typescriptVersion: '~6.0.3',
  devDeps: ['constructs', 'tsx'],
  tsconfig: { compilerOptions: { skipLibCheck: true } },
  eslint: false,
  jest: false,
  github: false,
  depsUpgrade: false,
  minNodeVersion: '20.19.0',
  packageManager: 'npm' as never,
});
`;
      writeAll(folder, {
        ...CHART,
        'package.json': '{ "private": true }\n',
        '.projenrc.ts': `${before}\nproject.synth();\n`,
      });
      install(folder, `projen@${PROJEN}`, 'constructs', 'tsx', 'typescript@~6.0.3');
      expectGreen(run(folder, 'npx', 'tsx', '.projenrc.ts'));
      install(folder, tarball);

      const body = program("delivery('orders', Toolchain.node({ version: '22' }), ['dev', 'staging']);")
        .replace(/const project = .*\n/, '')
        .replace(/const (\{[^}]*\}) = require\('stagegate'\);/, (_, names) => `import ${names} from 'stagegate';`)
        .replace('(id, toolchain, environments)', '(id: string, toolchain: Toolchain, environments: string[])')
        .replace('  PipelineProject,', '');
      writeFileSync(join(folder, '.projenrc.ts'), before + body);
      expectGreen(run(folder, 'npx', 'projen'));
      expectAccepted(workflowOf(folder, 'orders'));
      expectSettled(folder);
      expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).devDependencies.stagegate).toMatch(
        /^file:/,
      );
    },
    INSTALLING,
  );

  it('may hold several pipelines', () => {
    const folder = copyOf(bare, {
      ...CHART,
      '.projenrc.js': program(
        "delivery('orders', Toolchain.node({ version: '22' }), ['orders-dev']);",
        "delivery('stock', Toolchain.go({ version: '1.25' }), ['stock-dev']);",
      ),
    });
    expectGreen(run(folder, 'node', '.projenrc.js'));
    expectAccepted(workflowOf(folder, 'orders'), workflowOf(folder, 'stock'));
    expect(files(folder)).toEqual(
      expect.arrayContaining([
        '.github/environments/orders-dev.yaml',
        '.github/environments/stock-dev.yaml',
        '.stagegate/orders.json',
        '.stagegate/stock.json',
        'docs/pipelines/orders.md',
        'docs/pipelines/stock.md',
      ]),
    );
    expectSettled(folder);
  });

  it('loses the files of an environment that is taken out', () => {
    const environments = (...names: string[]) =>
      program(`delivery('orders', Toolchain.node({ version: '22' }), ${JSON.stringify(names)});`);
    const folder = copyOf(bare, { ...CHART, '.projenrc.js': environments('dev', 'staging') });
    expectGreen(run(folder, 'node', '.projenrc.js'));
    const before = files(folder);
    writeFileSync(join(folder, '.projenrc.js'), environments('dev'));
    expectGreen(run(folder, 'npx', 'projen'));
    const after = files(folder);
    expect(before.filter((path) => !after.includes(path))).toEqual([
      '.github/environments/staging.yaml',
      'charts/values-staging.yaml',
    ]);
    expect(after.filter((path) => !before.includes(path))).toEqual([]);
  });
});
