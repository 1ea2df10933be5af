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
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// The scripts of stagegate are written for bash, jq and curl; on a machine without them their tests are left out, and said so.
const missing = ['bash', 'jq', 'curl'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
const leavesOut = missing.length > 0 && !process.env.STAGEGATE_REQUIRE_TOOLS;
if (leavesOut) console.warn(\`test/shell is left out: \${missing.join(' and ')} not found\`);

// projen deletes the outdir of a test project; that is the working directory itself where it lies below os.tmpdir(). So tests
// get a temporary directory that no checkout lies in. What they leave there, whole node_modules among it, goes with the run.
const temporary = mkdtempSync(join(tmpdir(), 'vitest-'));
process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));

export default defineConfig({
  test: {
    exclude: leavesOut ? ['test/shell/**'] : [],
    include: ['${project.testdir}/**/*.test.ts'],
    setupFiles: ['${project.testdir}/support/seed.ts'],
    env: { TMPDIR: temporary },
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
