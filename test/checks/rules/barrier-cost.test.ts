import { describe, expect, test } from 'vitest';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  Duration,
  HelmRelease,
  Job,
  ParallelValidate,
  Pipeline,
  Promotion,
  Stage,
  Step,
  Toolchain,
} from '../../../src';
import type { TimedRuns } from '../../../src/checks/pipeline-subject';
import { barrierCost } from '../../../src/checks/rules/barrier-cost';
import type { PipelineSpec } from '../../simulate/support/model';
import { emptyProject } from '../../support/payment-api';
import { synthesized, withCharts } from '../../support/synthesize';
import { findingsFor } from '../support/describe-check';

const spec = (schedule: 'staged' | 'dataflow' = 'staged'): PipelineSpec => ({
  model: { schedule },
  jobs: {
    build: {},
    dev: { needs: ['build'], model: { deploysTo: 'dev' } },
    production: { needs: ['dev'], model: { deploysTo: 'production' } },
  },
});

/** Both runs, by the minute at which the first deployment starts. */
const starting = (staged: number, dataflow: number): TimedRuns => {
  const run = (dev: number) => ({
    jobs: [
      { id: 'build', start: 0 },
      { id: 'production', start: dev + 3 },
      { id: 'dev', start: dev },
    ],
  });
  return { staged: run(staged), dataflow: run(dataflow) };
};

const told = (pipeline: PipelineSpec, schedules: TimedRuns | null) =>
  findingsFor(barrierCost, pipeline, [], schedules).map(({ path, message }) => `${path}: ${message}`);

describe('barrier-cost', () => {
  test('reports what the first deployment loses', () => {
    expect(told(spec(), starting(17, 12))).toEqual([
      'sample: the barriers between the stages cost 5 of the 17 min before the first deployment',
    ]);
  });

  test.each([
    ['no minute lost', spec(), starting(17, 17)],
    ['a pipeline without barriers', spec('dataflow'), starting(17, 12)],
    ['nothing to deploy', { jobs: { build: {} } }, starting(17, 12)],
    ['no schedule', spec(), null],
  ])('lets pass: %s', (_, pipeline, schedules) => expect(told(pipeline, schedules)).toEqual([]));
});

test('its minutes are those of the page: rounds of a matrix count, and what no deployment waits for does not', () => {
  const budget = (minutes: number) => ({ budget: Duration.minutes(minutes) });
  const project = withCharts(emptyProject('api'), 'chart');
  const pipeline = new Pipeline(project, 'api', { toolchain: Toolchain.node({ version: '22' }) });
  new BuildStage(pipeline, 'build', { registry: ContainerRegistry.ghcr(), repository: 'acme/api', ...budget(6) });
  new ParallelValidate(pipeline, 'validate', { unitTest: budget(9), lint: budget(3), securityScan: budget(2) });
  const extra = new Stage(pipeline, 'extra');
  const steps = [Step.run('work', 'true')];
  new Job(extra, 'm', { steps, matrix: { dimensions: { part: [1, 2, 3] }, maxParallel: 2 }, ...budget(7) });
  new Job(extra, 'soft', { steps, blocking: false, ...budget(30) });
  new DeployEnvironment(pipeline, 'dev', {
    promotion: Promotion.automatic(),
    cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
    release: HelmRelease.chart('chart', { namespace: 'api' }),
  });
  const { findings, files } = synthesized(pipeline);
  const document = files.find(({ path }) => path === '.stagegate/api.json')?.content ?? '{}';
  const { schedules } = JSON.parse(document) as { schedules: TimedRuns };
  const startOf = ({ jobs }: TimedRuns['staged']) => jobs.find(({ id }) => id === 'deploy-dev')?.start;
  expect([startOf(schedules.staged), startOf(schedules.dataflow)]).toEqual([29, 14]);
  expect(findings.filter(({ rule }) => rule === 'barrier-cost').map(({ message }) => message)).toEqual([
    'the barriers between the stages cost 15 of the 29 min before the first deployment',
  ]);
});
