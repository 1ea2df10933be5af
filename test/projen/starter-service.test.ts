import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOOLS } from '../../src/data/tools';
import { starterChoices } from '../../src/projen/starter-choices';
import { starterProgram, starterService } from '../../src/projen/starter-files';
import { foreignService, SERVICE_STEPS, toolIn, writeService } from '../../src/projen/starter-service';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'starter-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const NEW = {
  '.git/HEAD': '',
  '.gitignore': 'node_modules/\n',
  LICENSE: '',
  'README.md': '',
  'docs/idea.md': '',
  'node_modules/projen/package.json': '{}',
  'package.json': '{ "private": true, "devDependencies": { "projen": "^1", "stagegate": "^0" } }',
};

describe('toolIn', () => {
  it.each([
    ['node', ['package-lock.json', 'yarn.lock'], 'yarn1'],
    ['node', ['yarn.lock', '.yarnrc.yml'], 'yarn'],
    ['node', ['pnpm-lock.yaml'], 'pnpm'],
    ['node', ['package-lock.json'], 'npm'],
    ['python', ['requirements.txt', 'pyproject.toml', 'poetry.lock'], 'poetry'],
    ['python', ['requirements.txt', 'pyproject.toml'], 'pip'],
    ['python', ['requirements.txt', 'uv.lock'], 'uv'],
    ['java', ['gradlew'], 'gradle'],
    ['java', ['pom.xml'], 'maven'],
    ['go', [], 'go'],
    ['node', [], 'npm'],
    ['python', [], 'uv'],
  ])('a repository of %s with %j is set up by %s', (language, files, tool) => {
    expect(toolIn(folderWith(Object.fromEntries(files.map((file) => [file, '']))), language)).toBe(tool);
  });
});

describe('foreignService', () => {
  it('sees none in what hosts, npm and people put into a new repository', () => {
    expect(foreignService(folderWith(NEW))).toEqual([]);
    expect(foreignService(folderWith({}))).toEqual([]);
  });

  it.each([
    ['src/index.ts', ''],
    ['Dockerfile', ''],
    ['go.mod', ''],
    ['requirements.txt', ''],
    ['.projenrc.ts', ''],
    ['package.json', '{ "scripts": {}, "devDependencies": { "stagegate": "^0" } }'],
  ])('sees one in %s', (path, content) => {
    expect(foreignService(folderWith({ ...NEW, [path]: content }))).toEqual([path.replace(/\/.*/, '')]);
  });
});

describe('writeService', () => {
  const service = (language: string) => starterService(starterChoices({ name: 'orders', language, owner: 'acme' }));

  it('overwrites nothing', () => {
    const folder = folderWith({ ...NEW, '.dockerignore': 'mine\n' });
    writeService(folder, service('go'));
    expect(readFileSync(join(folder, '.dockerignore'), 'utf8')).toBe('mine\n');
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe(NEW['package.json']);
    expect(readFileSync(join(folder, 'go.mod'), 'utf8')).toMatch(/^module github\.com\/acme\/orders\n/);
  });

  it('adds scripts and packages to what npm has installed', () => {
    const folder = folderWith(NEW);
    writeService(folder, service('node'));
    const { name, scripts, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(name).toBe('orders');
    expect(Object.keys(scripts)).toEqual(['start', 'test', 'test:integration', 'lint', 'format', 'format:check']);
    expect(Object.keys(devDependencies)).toEqual([
      '@eslint/js',
      'eslint',
      'globals',
      'pg',
      'prettier',
      'projen',
      'stagegate',
    ]);
    expect(devDependencies.stagegate).toBe('^0');
  });

  it.each(['node', 'python', 'go', 'java'])('knows %s, all names filled in', (language) => {
    expect(SERVICE_STEPS[language]).toBeDefined();
    const files = service(language);
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['.dockerignore', 'Dockerfile']));
    for (const { path, content } of files) expect(content, path).not.toMatch(/__[A-Z]+__/);
  });

  it.each([
    ['node', 'package.json', /"node": ">=(\d+)"/, /^FROM node:(\d+)-/gm],
    ['python', 'pyproject.toml', /requires-python = ">=([\d.]+)"/, /^FROM python:([\d.]+)-/gm],
    ['go', 'go.mod', /^go ([\d.]+)$/m, /^FROM golang:([\d.]+)-/gm],
    ['java', 'pom.xml', /<maven.compiler.release>(\d+)</, /^FROM .*eclipse-temurin[-:](\d+)-/gm],
  ])(
    'says one version of %s in the program, the manifest and the Dockerfile',
    (language, manifest, inManifest, inImage) => {
      const told = /Toolchain\.\w+\(\{ version: '([^']*)'/.exec(
        starterProgram(starterChoices({ name: 'orders', language }), toolIn('/nowhere', language)),
      );
      const text = (path: string) => service(language).find((file) => file.path === path)?.content ?? '';
      const images = [...text('Dockerfile').matchAll(inImage)].map(([, version]) => version);
      expect(images.length).toBeGreaterThan(0);
      expect(new Set([...images, inManifest.exec(text(manifest))?.[1]])).toEqual(new Set([told?.[1]]));
    },
  );

  it('builds the image with the uv that jobs use', () => {
    const dockerfile = service('python').find(({ path }) => path === 'Dockerfile')?.content;
    expect(dockerfile).toContain(`/uv:${TOOLS.uv.replace(/\.\d+$/, '')} `);
  });

  it('writes a service for every language that there is a template for', () => {
    expect(readdirSync(join(__dirname, '../../starter/service')).sort()).toEqual(Object.keys(SERVICE_STEPS).sort());
  });
});
