import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Pipeline } from '../../src';
import { describeRefusals } from '../support/errors';
import { smallTree } from '../support/small-tree';
import { jobOf } from '../support/synthesize';

const stepOf = (pipeline: Pipeline, job: string, id: string) =>
  jobOf(pipeline, job).steps.find((step) => step.id === id);

describe('a build compiles in a job without credentials, and', () => {
  const compiling = (...files: string[]) =>
    smallTree({ build: { compile: { command: 'npm run build', files } } }).pipeline;

  test('hands one archive on, which keeps folders, hidden files and rights to execute', () => {
    const pipeline = compiling('dist/', '!dist/cache', '.next/standalone', 'build/libs/*.jar');
    const compile = jobOf(pipeline, 'build-compile');
    expect(compile.permissions).toEqual({ contents: 'read' });
    expect(compile.steps.map(({ id }) => id)).toEqual([
      'checkout',
      'toolchain',
      'install',
      'compile',
      'pack',
      'hand-on',
    ]);
    expect(stepOf(pipeline, 'build-compile', 'pack')).toMatchObject({
      env: { ARCHIVE: 'compiled-build.tar', FILES: 'dist !dist/cache .next/standalone build/libs/*.jar' },
      run: 'bash .github/stagegate/pack-compiled.sh',
    });
    expect(compile.steps.at(-1)?.with).toEqual({
      name: 'compiled-build',
      path: 'compiled-build.tar',
      'if-no-files-found': 'error',
      'retention-days': 3,
    });
  });

  test('takes from it nothing but what was named, outside the source', () => {
    const pipeline = compiling('dist', '!dist/cache', 'build/libs/*.jar');
    expect(jobOf(pipeline, 'build').needs).toEqual(['build-compile']);
    expect(stepOf(pipeline, 'build', 'compiled')?.with).toEqual({
      'artifact-ids': '${{ needs.build-compile.outputs.artifact }}',
      path: '${{ runner.temp }}/compiled',
    });
    expect(stepOf(pipeline, 'build', 'unpack')).toMatchObject({
      env: { ARCHIVE: 'compiled-build.tar', PLACES: 'dist build/libs' },
      run: 'bash .github/stagegate/take-compiled.sh',
    });
  });

  test('really comes to the same places, and brings nothing else', () => {
    const { here, take } = compiledIn(compiling('dist', '!dist/cache', '.next', 'build/libs/*.jar'), {
      'dist/app.js': 0o644,
      'dist/run': 0o755,
      'dist/cache/x': 0o644,
      '.next/.id': 0o644,
      'build/libs/a.jar': 0o644,
    });
    take(({ there }) => {
      // Whoever compiles can write whatever archive.
      write(there, '.github/stagegate/check-image.sh', 'theirs');
      execFileSync('tar', ['-rf', 'compiled-build.tar', '.github'], { cwd: there });
    });
    expect(filesIn(here)).toEqual(['.next/.id', 'build/libs/a.jar', 'dist/app.js', 'dist/run']);
    expect(statSync(join(here, 'dist/run')).mode & 0o100).not.toBe(0);
  });

  test('takes places within places once, and leaves out what is named and nothing else', () => {
    const files = ['./target/*.jar', 'target/lib/*.jar', 'build', '!lib', '!build/*.map'];
    const { here, take } = compiledIn(compiling(...files), {
      'target/app.jar': 0o644,
      'target/lib/a.jar': 0o644,
      'target/other': 0o644,
      'build/lib/x': 0o644,
      'build/a.map': 0o644,
      'build/deep/b.map': 0o644,
    });
    expect(take(() => {}).status).toBe(0);
    expect(filesIn(here)).toEqual(['build/deep/b.map', 'build/lib/x', 'target/app.jar', 'target/lib/a.jar']);
  });

  test('is missed where the command made it not, all of it at once', () => {
    const { packed } = compiledIn(compiling('dist', 'build/*.jar', 'public'), { 'public/a': 0o644, 'build/x': 0o644 });
    expect(packed.status).toBe(1);
    expect(packed.stdout).toBe(
      "::error title=Nothing compiled::There is no dist: 'compile.files' names what the command makes.\n" +
        "::error title=Nothing compiled::There is no build/*.jar: 'compile.files' names what the command makes.\n",
    );
  });

  test('is packed by bash, whatever the command is written for', () => {
    const { pipeline } = smallTree({ build: { compile: { command: 'print()', files: ['dist'], shell: 'python' } } });
    expect(stepOf(pipeline, 'build-compile', 'pack')?.shell).toBe('bash');
  });

  test('is led by no link of the archive to a script', () => {
    const { here, take } = compiledIn(compiling('dist'), { 'dist/app.js': 0o644 });
    write(here, '.github/stagegate/check-image.sh', 'ours');
    take(({ there }) => {
      rmSync(join(there, 'dist'), { recursive: true });
      symlinkSync('.github/stagegate', join(there, 'dist'));
      execFileSync('tar', ['-cf', 'compiled-build.tar', 'dist'], { cwd: there });
      rmSync(join(there, 'dist'));
      write(there, 'dist/check-image.sh', 'theirs');
      execFileSync('tar', ['-rf', 'compiled-build.tar', 'dist/check-image.sh'], { cwd: there });
    });
    expect(readFileSync(join(here, '.github/stagegate/check-image.sh'), 'utf8')).toBe('ours');
  });

  test('is missed where the archive does not hold it', () => {
    const { take } = compiledIn(compiling('dist', 'public'), { 'dist/app.js': 0o644, 'public/a': 0o644 });
    const { status, stdout } = take(({ there }) => {
      execFileSync('tar', ['-cf', 'compiled-build.tar', 'dist'], { cwd: there });
    });
    expect(status).toBe(1);
    expect(stdout).toContain(
      '::error title=Wrong archive::compiled-build.tar should hold dist public, as the job that compiles packs it.',
    );
  });

  test('is fetched to where the scripts of a container look', () => {
    const { pipeline } = smallTree({
      build: { compile: { command: 'make', files: ['dist'] }, container: { image: 'node:22-bookworm' } },
    });
    expect(stepOf(pipeline, 'build', 'compiled')?.with?.path).toBe('/__w/_temp/compiled');
  });
});

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .sort();

function write(folder: string, file: string, text: string, mode = 0o644): void {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  writeFileSync(join(folder, file), text, { mode });
}

/** Files made on one machine, packed as the workflow says, and taken on another. */
function compiledIn(pipeline: Pipeline, made: Readonly<Record<string, number>>) {
  const [there, here, temp] = [1, 2, 3].map(() => mkdtempSync(join(tmpdir(), 'compiled-')));
  for (const [file, mode] of Object.entries(made)) write(there, file, file, mode);
  const calling = (script: string, cwd: string, job: string, id: string) =>
    spawnSync('bash', [join(__dirname, '../../shell', script)], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, ...stepOf(pipeline, job, id)?.env, RUNNER_TEMP: temp },
    });
  return {
    here,
    packed: calling('pack-compiled.sh', there, 'build-compile', 'pack'),
    take: (meanwhile: (machine: { there: string }) => void) => {
      meanwhile({ there });
      mkdirSync(join(temp, 'compiled'));
      renameSync(join(there, 'compiled-build.tar'), join(temp, 'compiled/compiled-build.tar'));
      return calling('take-compiled.sh', here, 'build', 'unpack');
    },
  };
}

const compiling =
  (...files: string[]) =>
  () =>
    smallTree({ build: { compile: { command: 'make', files } } });

describeRefusals('files that are compiled', {
  ...Object.fromEntries(
    ['.github/stagegate', '.git', '.', '-rf', 'my files', "it's", '*.jar', 'dist/**'].map((file) => [
      `compiled files in ${file}`,
      [
        compiling('dist', file),
        `compile-file  api/build  got "${file}" for 'compile.files'; allowed are names of letters, digits and '._@+=,-', joined by '/', with '*' and '?' behind the first, but no '**', and none of .git, .github and .stagegate`,
        "name a folder as a whole, such as 'dist', or files in it, such as 'build/libs/*.jar'",
      ] as const,
    ]),
  ),
  'compiling for nothing but an exception': [
    compiling('!dist/cache'),
    'compile-files  api/build  compiles without handing anything on',
    "name the folders in 'files', such as 'dist'",
  ],
});
