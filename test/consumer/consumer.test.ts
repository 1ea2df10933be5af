import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { actionlintAll, githubParser } from '../support/judges';
import {
  contents,
  copyOf,
  emptyFolder,
  files,
  INSTALLING,
  install,
  installed,
  type Outcome,
  PROJEN,
  pack,
  quoted,
  run,
  start,
  writeAll,
} from './support/consumer';
import { CHART, program } from './support/programs';

/** Editors check `.projenrc.js`, which asks for it in its first line. */
const TSC = require.resolve('typescript/bin/tsc');

let tarball: string;
/** A folder where the tarball is installed, and nothing written yet. */
let bare: string;

beforeAll(() => {
  tarball = pack();
  bare = installed(tarball);
}, INSTALLING);

const workflowOf = (folder: string, id: string) => readFileSync(join(folder, '.github/workflows', `${id}.yml`), 'utf8');

function expectAccepted(...workflows: string[]): void {
  expect(workflows.flatMap((workflow) => githubParser(workflow))).toEqual([]);
  expect(actionlintAll(workflows).flat()).toEqual([]);
}

function expectGreen({ status, output }: Outcome): void {
  expect(status, quoted(output)).toBe(0);
}

/** A second `npx projen` writes the very same bytes. */
function expectSettled(folder: string): void {
  const before = contents(folder);
  expectGreen(run(folder, 'npx', 'projen'));
  expect(contents(folder)).toEqual(before);
}

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
import { Pipeline, Promotion } from 'stagegate';
import { expectPipeline } from 'stagegate/lib/testing.js';
console.log(Pipeline.name, Promotion.automatic().constructor.name, typeof expectPipeline);
`,
      'same.js': `
const { Pipeline } = require('stagegate');
const { Project } = require('projen');
const { SynthesizedPipeline } = require('stagegate/lib/testing');
const pipeline = new Pipeline(new Project({ name: 'orders', outdir: __dirname }), 'orders');
console.log(Object.keys(SynthesizedPipeline.of(pipeline).files)[0]);
`,
    });
    expect(run(folder, 'node', 'names.mjs').output).toBe('Pipeline Promotion function\n');
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

describe('npx projen new --from', () => {
  it.concurrent(
    'makes a repository out of an empty folder, and commits it without node_modules',
    async () => {
      const folder = emptyFolder();
      run(folder, 'git', 'init', '--quiet');
      run(folder, 'git', 'config', 'user.email', 'a@example.org');
      run(folder, 'git', 'config', 'user.name', 'A');
      const flags = ['--from', tarball, '--projen-version', PROJEN];
      // In the order of a terminal: what git says goes another way than what projen says.
      const create = ['-c', 'exec "$0" "$@" 2>&1', 'npx', '-y', `projen@${PROJEN}`, 'new', ...flags];
      const created = await start(folder, 'bash', ...create);
      expectGreen(created);

      const service = basename(folder).toLowerCase();
      const width = service.length + 18;
      expect(created.output.slice(created.output.lastIndexOf('create mode'))).toContain(`
Next
  ${'.projenrc.js'.padEnd(width)}  say who you are instead of your-organization
  ${'npm install'.padEnd(width)}  makes package-lock.json
  ${'git add . && git commit'.padEnd(width)}  all that was written and made
  docs/pipelines/${service}.md  section "Set up once": what repository, GitHub and clusters need
  ${'git push'.padEnd(width)}  to GitHub, which runs the pipeline
  ${'npx projen'.padEnd(width)}  after every change of .projenrc.js

`);
      expect(files(folder).filter((path) => !/^\.git\/|^\.github\/stagegate\//.test(path))).toEqual([
        '.dockerignore',
        '.gitattributes',
        '.github/environments/dev.yaml',
        '.github/environments/production.yaml',
        '.github/environments/staging.yaml',
        `.github/workflows/${service}-rollback.yml`,
        `.github/workflows/${service}.yml`,
        '.gitignore',
        '.projen/files.json',
        '.projen/tasks.json',
        '.projenrc.js',
        `.stagegate/${service}.json`,
        'Dockerfile',
        `charts/${service}/Chart.yaml`,
        `charts/${service}/templates/_helpers.tpl`,
        `charts/${service}/templates/deployment.yaml`,
        `charts/${service}/templates/migration.yaml`,
        `charts/${service}/templates/service.yaml`,
        `charts/${service}/values.schema.json`,
        `charts/${service}/values.yaml`,
        'charts/values-dev.yaml',
        'charts/values-production.yaml',
        'charts/values-staging.yaml',
        `docs/pipelines/${service}.md`,
        'eslint.config.mjs',
        'package.json',
        'src/main.mjs',
        'src/service.mjs',
        'test/integration/service.test.mjs',
        'test/support/start.mjs',
        'test/unit/service.test.mjs',
      ]);
      expectAccepted(workflowOf(folder, service));
      expectGreen(
        run(
          folder,
          'node',
          TSC,
          '--noEmit',
          '--strict',
          '--allowJs',
          '--skipLibCheck',
          '--module',
          'node20',
          '.projenrc.js',
        ),
      );
      expect(run(folder, 'git', 'ls-files', 'node_modules').output).toBe('');
      expect(run(folder, 'git', 'log', '--oneline').output).toContain('project created with projen');
      expectSettled(folder);
      expect(run(folder, 'git', 'status', '--porcelain').output).toBe('');
    },
    INSTALLING,
  );

  it.concurrent.each([
    ['python', 'ecr', 'setup-uv', 'AWS_PRODUCTION_ROLE'],
    ['go', 'ghcr', 'setup-go', 'KUBECONFIG'],
    ['java', 'ecr', 'setup-java', 'AWS_PRODUCTION_ROLE'],
  ])(
    'gives a repository in %s its delivery with %s, and overwrites nothing',
    async (language, registry, ...needed) => {
      const own = { '.gitignore': 'out/\nnode_modules/\n', '.gitattributes': '*.jar binary\n', ...CHART };
      const folder = copyOf(bare, own, true);
      const flags = ['--name', 'orders', '--language', language, '--registry', registry, '--no-git'];
      const from = ['new', '--from', tarball, '--owner', 'acme', '--approvers', 'leads'];
      expectGreen(await start(folder, 'npx', 'projen', ...from, ...flags));

      for (const [path, content] of Object.entries(own)) expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
      expect(existsSync(join(folder, 'charts/orders/templates'))).toBe(false);
      const workflow = workflowOf(folder, 'orders');
      for (const name of needed) expect(workflow).toContain(name);
      expect(readFileSync(join(folder, '.github/environments/production.yaml'), 'utf8')).toContain('acme/leads');
      expectAccepted(workflow);
      expectSettled(folder);
    },
    INSTALLING,
  );

  /** What `projen new` does once everything is installed. */
  const create = (folder: string, options: object) => {
    const given = { dir: '.', projectFqn: 'stagegate.PipelineProject', projectOptions: { name: 'orders', ...options } };
    return run(folder, 'node', '-e', `require('projen').Projects.createProject(${JSON.stringify(given)})`);
  };

  it('writes no service beside one, and says so', () => {
    const own = { 'main.go': 'package main\n', Dockerfile: 'FROM scratch\n' };
    const folder = copyOf(bare, own);
    const { status, output } = create(folder, { language: 'go' });
    expect(status, quoted(output)).toBe(0);
    expect(output).toContain('\nNo service was written, as yours may be here already: Dockerfile, main.go\n\nNext\n');
    expect(output).not.toContain('go mod tidy');
    for (const [path, content] of Object.entries(own)) expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
    expect(existsSync(join(folder, 'go.mod'))).toBe(false);
  });

  it('refuses a word that it does not know', () => {
    const folder = copyOf(bare);
    const { status, output } = create(folder, { language: 'cobol' });
    expect(output).toContain('got "cobol"; allowed are node, python, go, java');
    expect(status).toBe(1);
    expect(existsSync(join(folder, '.projenrc.js'))).toBe(false);
  });

  it('asks to ignore node_modules, as projen commits what is not ignored', () => {
    const folder = copyOf(bare, { '.gitignore': 'target/\n' });
    const { status, output } = create(folder, {});
    expect(output).toContain('does not name node_modules/');
    expect(status).toBe(1);
  });

  it('says so where Node.js would not run its program', () => {
    const folder = copyOf(bare, { 'package.json': '{ "private": true, "type": "module" }\n' });
    const before = files(folder).filter((path) => !path.startsWith('node_modules/'));
    const { status, output } = create(folder, {});
    expect(output).toContain('starter-module  package.json  says "type": "module"');
    expect(status).toBe(1);
    expect(files(folder).filter((path) => !path.startsWith('node_modules/'))).toEqual(before);
  });

  it('overwrites no file of somebody, and names all that are in the way', () => {
    const mine = {
      'charts/values-dev.yaml': 'replicaCount: 7\n',
      '.github/workflows/orders.yml': 'on: push\n',
      'docs/pipelines/orders.md': '# By hand\n',
    };
    const folder = copyOf(bare, mine);
    const { status, output } = create(folder, {});
    expect(status, quoted(output)).toBe(1);
    for (const [path, content] of Object.entries(mine)) {
      expect(output).toContain(`would overwrite ${path}, which stagegate has not written (foreign-file)`);
      expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
    }
    for (const path of Object.keys(mine)) rmSync(join(folder, path));
    expectGreen(run(folder, 'npx', 'projen'));
    expectSettled(folder);
  });

  it('leaves a program that is there as it is', () => {
    const own = program("delivery('stock', Toolchain.go({ version: '1.25' }), ['dev']);");
    const folder = copyOf(bare, { ...CHART, '.projenrc.js': own });
    expectGreen(create(folder, {}));
    expect(readFileSync(join(folder, '.projenrc.js'), 'utf8')).toBe(own);
    expect(existsSync(join(folder, '.github/workflows/stock.yml'))).toBe(true);
  });

  it('puts nothing beside a program that knows nothing of it, and says what to add', () => {
    const own = "const { Project } = require('projen');\nnew Project({ name: 'stock', outdir: __dirname }).synth();\n";
    const folder = copyOf(bare, { '.projenrc.js': own });
    const { status, output } = create(folder, {});
    expect(status, quoted(output)).toBe(0);
    expect(output).toContain(`
Next
  .projenrc.js  is yours and stays as it is: add a Pipeline of stagegate to it
  npx projen    after every change of .projenrc.js
`);
    expect(readFileSync(join(folder, '.projenrc.js'), 'utf8')).toBe(own);
    expect(existsSync(join(folder, 'charts'))).toBe(false);
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
