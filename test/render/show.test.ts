import { describe, expect, test } from 'vitest';
import { lowerPipeline } from '../../src/constructs/lowering/lower-pipeline';
import type { PipelineModel } from '../../src/model/pipeline-model';
import { show } from '../../src/render/show';
import { schedule } from '../../src/simulate/schedule';
import { Schedule } from '../../src/values/schedule';
import { paymentApi } from '../support/payment-api';

const { root, context } = paymentApi()._synthesisInput;
const model = lowerPipeline(root, context).model;
const dataflow = lowerPipeline(root, { ...context, schedule: Schedule.DATAFLOW }).model;
const schedules = { staged: schedule(model), dataflow: schedule(dataflow) };

const FILES = [
  { path: '.github/workflows/payment-api.yml', state: 'written' },
  { path: 'docs/pipelines/payment-api.md', state: 'unchanged' },
  { path: '.stagegate/payment-api.json', state: 'unchanged' },
] as const;

/** The lines below a heading. */
function below(text: string, heading: string): string[] {
  const lines = text.split('\n');
  const start = lines.indexOf(heading) + 1;
  return lines.slice(start, lines.indexOf('', start)).map((line) => line.slice(2));
}

describe('a pipeline at the terminal', () => {
  const text = show({ model, schedules, files: FILES, proof: { text: 'Proven.' } });

  test('begins with its name and its workflow', () => {
    expect(text.split('\n')[0]).toBe('payment-api  .github/workflows/payment-api.yml');
  });

  test('shows the tree that the user wrote, with the jobs that have other names', () => {
    expect(below(text, 'Tree')).toEqual([
      'payment-api          Pipeline',
      '├─ build             BuildStage',
      '├─ validate          ParallelValidate',
      '│  ├─ unit-test',
      '│  ├─ lint',
      '│  └─ security-scan',
      '├─ integration       IntegrationStage   integration-test',
      '├─ dev               DeployEnvironment  deploy-dev',
      '├─ staging           DeployEnvironment  deploy-staging',
      '├─ production        DeployEnvironment  deploy-production, ask-production',
      '├─ pipeline-gate',
      '└─ notify',
    ]);
  });

  test('shows stages with budgets, and whether they block', () => {
    const [build, unitTest, lint] = below(text, 'Stages');
    expect(build).toMatch(/^1 {2}build +build +4 min {2}blocks {2}/);
    expect(unitTest).toMatch(/^2 {2}validate +unit-test +5 min {2}blocks {2}unit tests$/);
    expect(lint).toMatch(/^ +lint +5 min {2}blocks {2}/);
  });

  test('shows the critical path and what the other schedule would save', () => {
    expect(below(text, 'Critical path')).toEqual([
      'build 4 + unit-test 5 + integration-test 8 + deploy-dev 3 + deploy-staging 3 + deploy-production 3',
      '= 26 min, without waiting for people and runners',
      '36 runner minutes; with Schedule.DATAFLOW 21 min: 5 less',
    ]);
    expect(below(show({ model: dataflow, schedules }), 'Critical path')[2]).toMatch(
      /with Schedule\.STAGED 26 min: 5 more$/,
    );
  });

  test('shows who approves what', () => {
    expect(below(text, 'Deployments')).toEqual([
      'dev         automatic                                  main',
      'staging     automatic                                  main  https://staging.payment.internal',
      'production  acme/payments-leads approves, not oneself  main  https://api.payment.example',
    ]);
  });

  test('shows the timer beside who approves', () => {
    const environments = model.environments.map((environment) => ({ ...environment, waitTimer: 10 }));
    expect(below(show({ model: { ...model, environments } }), 'Deployments')[2]).toContain(
      'acme/payments-leads approves, not oneself, waits 10 min',
    );
  });

  test('names files that were written and counts the others', () => {
    expect(below(`${text}\n`, 'Files')).toEqual(['written  .github/workflows/payment-api.yml', '2 unchanged']);
  });

  test('fits the width, has no colour and no blank at the end of a line', () => {
    for (const width of [100, 60]) {
      const lines = show({ model, schedules, files: FILES }, { width }).split('\n');
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(width);
      expect(lines.filter((line) => line.trimEnd() !== line)).toEqual([]);
    }
    expect(text).not.toContain('\u001b');
  });

  test('has colour where it is told to, and the same text', () => {
    const coloured = show({ model, schedules, files: FILES, proof: { text: 'Proven.' } }, { colour: true });
    expect(coloured).toContain('\u001b[1mTree\u001b[22m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: codes of colours
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(text);
  });
});

test('what is not known is not told', () => {
  const text = show({ model });
  expect(text).not.toMatch(/^(Critical path|Proof|Files|Acknowledged)$/m);
});

test('texts of users cannot move the cursor', () => {
  const jobs = model.jobs.map((job) => ({ ...job, description: { ...job.description, answersFor: '\u001b[2Jx\ny' } }));
  const text = show({ model: { ...model, jobs } });
  expect(text).not.toContain('\u001b');
  expect(text).toContain('?[2Jx y');
});

test('a pipeline without environments and stages of note is shown, too', () => {
  const small: PipelineModel = {
    ...model,
    environments: [],
    stages: [],
    jobs: [{ ...model.jobs[0], blocking: false }],
  };
  expect(show({ model: small })).toMatch(/build +4 min {2}warns/);
});

test('acknowledged findings are shown with their reason', () => {
  const finding = { rule: 'kept-budgets', path: 'payment-api/build', message: 'slow' };
  const acknowledgement = {
    rule: 'kept-budgets',
    path: 'payment-api',
    reason: 'one big image',
    owner: null,
    expires: null,
  };
  expect(below(show({ model, acknowledged: [{ finding, acknowledgement }] }).concat('\n'), 'Acknowledged')).toEqual([
    'kept-budgets at payment-api/build: one big image',
  ]);
});
