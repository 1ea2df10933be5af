import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  copyOf,
  emptyFolder,
  files,
  INSTALLING,
  installed,
  PROJEN,
  pack,
  quoted,
  run,
  start,
  TSC,
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
        '.stagegate/files.sha256',
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
    const before = files(folder).filter((path) => !path.startsWith('node_modules/'));
    const { status, output } = create(folder, { language: 'cobol' });
    expect(output).toContain('got "cobol"; allowed are node, python, go, java');
    expect(status).toBe(1);
    expect(files(folder).filter((path) => !path.startsWith('node_modules/'))).toEqual(before);
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
