import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');
export const PROJEN = '0.103.25';

/** Editors check `.projenrc.js`, which asks for it in its first line. */
export const TSC = require.resolve('typescript/bin/tsc');

/** Milliseconds for what installs packages: seconds on an idle machine, more where many do so at once. */
export const INSTALLING = 300_000;

/** What a program said, on both of its outputs, and how it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** The tarball as npm would publish it; built anew where a source is newer than what was compiled. */
export function pack(): string {
  if (newest(join(ROOT, 'src')) > statSync(join(ROOT, '.jsii')).mtimeMs) {
    mustRun(ROOT, 'npx', ['projen', 'compile']);
  }
  if (newest(join(ROOT, 'scripts', 'generate')) > newest(join(ROOT, 'generated'))) {
    mustRun(ROOT, 'npx', ['tsx', 'scripts/generate/main.ts']);
  }
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  mustRun(ROOT, 'npm', ['pack', '--silent', '--pack-destination', folder]);
  return join(folder, readdirSync(folder)[0]);
}

/** A folder with stagegate and its peers, from the tarball alone, and a package.json that says nothing else. */
export function installed(tarball: string): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  install(folder, tarball, `projen@${PROJEN}`);
  return folder;
}

export function install(folder: string, ...packages: string[]): void {
  mustRun(folder, 'npm', ['install', '--save-dev', ...packages]);
}

/** A copy of a folder with some more files. Its node_modules is a copy too where something will be installed, else a link. */
export function copyOf(folder: string, files: Readonly<Record<string, string>> = {}, installs = false): string {
  const copy = emptyFolder();
  const modules = join(folder, 'node_modules');
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => installs || path !== modules });
  if (!installs) symlinkSync(realpathSync(modules), join(copy, 'node_modules'));
  writeAll(copy, files);
  return copy;
}

export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'consumer-'));
}

export function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Runs a program as a person would at a terminal of his own. */
export function run(folder: string, program: string, ...args: string[]): Outcome {
  return outcome(spawnSync(program, args, { cwd: folder, env: userEnvironment(), encoding: 'utf8' }));
}

/** Runs a command as a job does, where nothing else is said. */
export function shell(folder: string, command: string, env: NodeJS.ProcessEnv = {}): Outcome {
  const all = { ...userEnvironment(), ...env };
  return outcome(spawnSync('bash', ['-e', '-c', command], { cwd: folder, env: all, encoding: 'utf8' }));
}

/** The same, beside others. */
export function start(folder: string, program: string, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, env: userEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject).on('close', (status) => resolve({ status, output }));
  });
}

/** Content of every file, hashed, by its path; `node_modules` aside. */
export function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    files(folder).map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex'),
    ]),
  );
}

export function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('node_modules/'))
    .sort();
}

function mustRun(folder: string, program: string, args: string[]): void {
  const { status, output } = run(folder, program, ...args);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${quoted(output)}`);
}

function outcome({ status, stdout, stderr, error }: SpawnSyncReturns<string>): Outcome {
  if (error) throw error;
  return { status, output: stdout + stderr };
}

/** Words of another program for a message of ours: vitest would take the stack traces in them for its own. */
export function quoted(output: string): string {
  return output.replaceAll(/^/gm, '| ');
}

/**
 * Without what vitest, npm and CI add: projen behaves differently in tests, npm below npm, and in CI projen installs
 * nothing that the lockfile does not have yet.
 */
export function userEnvironment(): NodeJS.ProcessEnv {
  const added =
    /^(?:CI|NODE_ENV|NODE_OPTIONS|TEST|VITEST.*|PROJEN_.*|GITHUB_.*|npm_(?:package|lifecycle|config_local)_.*)$/;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !added.test(name))),
    NO_COLOR: '1',
    GOTOOLCHAIN: 'auto', // as Go has it, though not every distribution
    NPM_CONFIG_PREFER_OFFLINE: 'true',
    NPM_CONFIG_AUDIT: 'false',
    NPM_CONFIG_FUND: 'false',
    NPM_CONFIG_PROGRESS: 'false',
    NPM_CONFIG_UPDATE_NOTIFIER: 'false',
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
    JSII_SILENCE_SUPPORT_WARNING: '1',
  };
}

function newest(folder: string): number {
  const times = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs);
  return Math.max(0, ...times);
}
