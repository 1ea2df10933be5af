import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../child';
import { addPipelines, exampleFolder, exampleProject, WORKFLOW } from './programs';
import { addGithubWorkflows } from './projen-workflow';

/** Synthesis of many workflows in one project. projen and the library are loaded before, except where it says cold. */
export const synthesisCases = {
  'synthesize our pipelines': (count) => {
    const project = exampleProject();
    require('../../src');
    return {
      run: () => {
        addPipelines(project, count);
        project.synth();
      },
    };
  },
  'synthesize our pipelines when warm': (count) => {
    for (let round = 0; round < 5; round += 1) synthesizeOurs(1);
    return { run: () => synthesizeOurs(count) };
  },
  "synthesize projen's workflows": (count) => {
    const project = exampleProject();
    return {
      run: () => {
        addGithubWorkflows(project, count);
        project.synth();
      },
    };
  },
  'synthesize nothing': () => {
    const project = exampleProject();
    return { run: () => project.synth() };
  },
  'dump with yaml': (count) => {
    const workflow = JSON.parse(readFileSync(WORKFLOW, 'utf8'));
    const folder = join(exampleFolder(), '.github/workflows');
    const { stringify } = require('yaml') as typeof import('yaml');
    return {
      run: () => {
        mkdirSync(folder, { recursive: true });
        for (let number = 1; number <= count; number += 1) {
          writeFileSync(
            join(folder, `payment-api-${number}.yml`),
            stringify(workflow, { aliasDuplicateObjects: false }),
          );
        }
      },
    };
  },
} satisfies Record<string, Case>;

function synthesizeOurs(count: number): void {
  const project = exampleProject();
  addPipelines(project, count);
  project.synth();
}
