import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Pipeline } from '../../src';
import type { WorkflowStep } from '../../src/model/workflow';
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
      run: "tar -cf compiled-build.tar --exclude='dist/cache' dist .next/standalone build/libs/*.jar",
      'working-directory': '.',
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
      env: { COMPILED: '${{ runner.temp }}/compiled/compiled-build.tar' },
      run: 'tar -xf "$COMPILED" dist build/libs',
    });
  });

  test('really comes to the same places, and brings nothing else', () => {
    const pipeline = compiling('dist', '!dist/cache', '.next', 'build/libs/*.jar');
    const [there, here, temp] = [1, 2, 3].map(() => mkdtempSync(join(tmpdir(), 'compiled-')));
    const made = {
      'dist/app.js': 0o644,
      'dist/run': 0o755,
      'dist/cache/x': 0o644,
      '.next/.id': 0o644,
      'build/libs/a.jar': 0o644,
    };
    for (const [file, mode] of Object.entries(made)) {
      mkdirSync(join(there, dirname(file)), { recursive: true });
      writeFileSync(join(there, file), file, { mode });
    }
    const shell = (cwd: string, step: WorkflowStep | undefined) =>
      execFileSync('bash', ['-c', step?.run ?? 'false'], {
        cwd,
        env: { ...process.env, COMPILED: join(temp, 'x.tar') },
      });
    shell(there, stepOf(pipeline, 'build-compile', 'pack'));
    // Whoever compiles can write whatever archive.
    mkdirSync(join(there, '.github/stagegate'), { recursive: true });
    writeFileSync(join(there, '.github/stagegate/check-image.sh'), 'evil');
    execFileSync('tar', ['-rf', 'compiled-build.tar', '.github'], { cwd: there });
    renameSync(join(there, 'compiled-build.tar'), join(temp, 'x.tar'));
    shell(here, stepOf(pipeline, 'build', 'unpack'));
    const found = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) =>
      statSync(join(here, file)).isFile(),
    );
    expect(found.sort()).toEqual(['.next/.id', 'build/libs/a.jar', 'dist/app.js', 'dist/run']);
    expect(statSync(join(here, 'dist/run')).mode & 0o100).not.toBe(0);
  });
});

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
        `compile-file  api/build  got "${file}" for 'compile.files'; allowed are names of letters, digits and '._@+=,-', joined by '/', with '*' and '?' behind the first, none of .git, .github and .stagegate`,
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
