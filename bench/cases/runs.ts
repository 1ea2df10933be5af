import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, Deed } from '../child';
import { exampleFolder, exampleModel, WORKFLOW } from './programs';

/** `node .projenrc.js` from the start of the process to its end. */
export const runCases = {
  'run .projenrc.js without us': () => runOf(''),
  'run .projenrc.js with us': () => runOf(`require('${join(__dirname, 'programs')}').addPipelines(project, 1);`),
  "run .projenrc.js with projen's workflow": () =>
    runOf(`require('${join(__dirname, 'projen-workflow')}').addGithubWorkflows(project, 1);`),
  /** Made once, before everything else: what others write must not load the library. */
  'keep the workflow': () => ({ run: () => writeFileSync(WORKFLOW, JSON.stringify(exampleModel().workflow)) }),
} satisfies Record<string, Case>;

function runOf(pipelines: string): Deed {
  const program = join(exampleFolder(), '.projenrc.js');
  writeFileSync(
    program,
    `const { Project } = require('projen');
const project = new Project({ name: 'payment-api', outdir: __dirname });
${pipelines}
project.synth();
`,
  );
  return { run: () => require(program), fromStart: true };
}
