import { Component, TextFile, type typescript } from 'projen';

/** The vitest set-up that projen does not ship. */
export class Vitest extends Component {
  constructor(project: typescript.TypeScriptProject) {
    super(project, 'Vitest');
    project.addDevDeps('vitest@^4', '@vitest/coverage-v8@^4');

    // Before the type check and the linter, which projen put there first.
    project.testTask.prependExec('vitest run', { receiveArgs: true });
    project.addTask('test:watch', {
      description: 'Run vitest in watch mode',
      exec: 'vitest',
      receiveArgs: true,
    });
    project.addTask('test:update', {
      description: 'Write the golden files and snapshots anew: read the diff before you commit it',
      exec: 'vitest run --update',
      receiveArgs: true,
    });

    for (const folder of ['/coverage/', '/test-reports/']) {
      project.addGitIgnore(folder);
      project.addPackageIgnore(folder);
    }
    project.addPackageIgnore('/vitest.config.mts');

    const file = new TextFile(project, 'vitest.config.mts');
    const lines = `// ${file.marker}
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['${project.testdir}/**/*.test.ts'],
    // projen deletes the outdir of a test project; that is the working directory itself where it lies below
    // os.tmpdir(). So tests get a temporary directory that no checkout lies in.
    env: { TMPDIR: mkdtempSync(join(tmpdir(), 'vitest-')) },
    testTimeout: 120_000,
    // Counted by .ci/run.
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: 'test-reports/vitest.json' },
    coverage: {
      provider: 'v8',
      include: ['${project.srcdir}/**/*.ts'],
      reporter: ['text', 'lcov'],
    },
  },
});`;
    for (const line of lines.split('\n')) file.addLine(line);
  }
}
