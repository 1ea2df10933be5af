import { expect } from 'vitest';
import type { DeployEnvironment, Job, ParallelValidate, Pipeline, PipelineOptions } from '../../src';
import { emptyProject, paymentApi } from '../support/payment-api';
import { synthesized, withCharts } from '../support/synthesize';

export const service = (options: PipelineOptions = {}) =>
  paymentApi(withCharts(emptyProject(), 'charts/payment-api'), options);

export function found(pipeline: Pipeline): string[] {
  const { findings, files } = synthesized(pipeline);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) expect(files).toEqual([]);
  return errors.map(({ rule, message }) => `${rule}: ${message.split('\n')[0]}`);
}

export function child<T>(pipeline: Pipeline, id: string): T {
  return pipeline.node.findChild(id) as T;
}

export const scanOf = (pipeline: Pipeline) => child<ParallelValidate>(pipeline, 'validate').securityScan as Job;
export const production = (pipeline: Pipeline) => child<DeployEnvironment>(pipeline, 'production').job;

export const passed = (why: string) =>
  `proven-gates: push to main: deploy-dev deploys to dev although security-scan may be green without having looked: ${why}`;
export const untested = (why: string) => passed(why).replace('security-scan', 'unit-test');
export const careless = (why: string) =>
  `proven-gates: deploy-production deploys to production without checking what it should: ${why}`;

export interface Options {
  readonly options: ConstructorParameters<typeof DeployEnvironment>[2];
}
