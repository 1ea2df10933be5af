import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from 'projen';
import type { PipelineModel } from '../../src/model/pipeline-model';

/** The example's repository. */
export const EXAMPLE = join(__dirname, '../../examples/payment-api');

/** The workflow of the example as JSON, kept for the cases that write it without the library. */
export const WORKFLOW = join(__dirname, 'workflow.json');

/** A folder with the example's chart. Modules are loaded when they are asked for: their loading is measured elsewhere. */
export function exampleFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  cpSync(join(EXAMPLE, 'charts/payment-api'), join(folder, 'charts/payment-api'), { recursive: true });
  return folder;
}

export function exampleProject(): Project {
  const { Project } = require('projen') as typeof import('projen');
  return new Project({ name: 'payment-api', outdir: exampleFolder() });
}

/** Pipelines side by side, each with environments and names of its own. */
export function addPipelines(project: Project, count: number): void {
  const { paymentApi } = require('../../test/support/payment-api') as typeof import('../../test/support/payment-api');
  for (let number = 1; number <= count; number += 1) {
    paymentApi(project, {}, `payment-api-${number}`, `payment-${number}-`);
  }
}

/** The model of the example. */
export function exampleModel(): PipelineModel {
  const { lowerPipeline } =
    require('../../src/constructs/lowering/lower-pipeline') as typeof import('../../src/constructs/lowering/lower-pipeline');
  const { paymentApi } = require('../../test/support/payment-api') as typeof import('../../test/support/payment-api');
  const { root, context } = paymentApi(exampleProject())._synthesisInput;
  return lowerPipeline(root, context).model;
}

/** The model of a pipeline of so many jobs: ten in each stage between the validation and the deployment. */
export function modelOfJobs(count: number): PipelineModel {
  const { lowerPipeline } =
    require('../../src/constructs/lowering/lower-pipeline') as typeof import('../../src/constructs/lowering/lower-pipeline');
  const { manyJobs } = require('./many-jobs') as typeof import('./many-jobs');
  const { root, context } = manyJobs(exampleProject(), count)._synthesisInput;
  const { model } = lowerPipeline(root, context);
  if (model.jobs.length !== count) throw new Error(`made ${model.jobs.length} jobs instead of ${count}`);
  return model;
}
