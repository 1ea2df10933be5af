import { describe, expect, test } from 'vitest';
import { job, told, toldOfWorkflow, type WritableView } from './support';

type Job = WritableView['jobs'][number];
const lint = (change: (one: Job) => void) => (view: WritableView) => change(job(view, 'lint'));
describe('what a job may and does', () => {
  test.each<[string, (view: WritableView) => void, string[]]>([
    [
      'more rights',
      lint((one) => Object.assign(one.permissions, { packages: 'write', contents: 'write' })),
      [
        'weaker lint: its token has `contents: write`, not read',
        'weaker lint: its token has `packages: write`, not none',
      ],
    ],
    [
      'fewer rights',
      lint((one) => (one.permissions = {})),
      ['stronger lint: its token has `contents: none`, not read'],
    ],
    ['a secret', lint((one) => (one.secrets = ['TOKEN'])), ['changed lint: reads the secret `TOKEN`']],
    [
      'limits',
      lint((one) => Object.assign(one, { timeoutMinutes: 20, runsOn: ['self-hosted', 'linux'] })),
      [
        'changed lint: its timeout is `20 min` instead of `10 min`',
        'changed lint: its runner is `self-hosted, linux` instead of `ubuntu-24.04`',
      ],
    ],
    ['no budget', lint((one) => delete one.budgetMinutes), ['changed lint: its budget is nothing instead of `5 min`']],
    [
      'a condition',
      lint((one) => (one.runsWhen = "github.event_name == 'push'")),
      ["changed lint: runs when `github.event_name == 'push'`; before, always"],
    ],
    [
      'a vouching',
      lint((one) => (one.vouches = ['formatted'])),
      [
        'weaker dev: waits no more for `linted` (`lint`)',
        'weaker staging: waits no more for `linted` (`lint`)',
        'weaker production: waits no more for `linted` (`lint`)',
        'weaker lint: vouches for `linted` no more',
        'stronger dev: waits for `formatted` (`lint`) too',
        'stronger staging: waits for `formatted` (`lint`) too',
        'stronger production: waits for `formatted` (`lint`) too',
        'stronger lint: vouches for `formatted`',
      ],
    ],
    [
      'a step that decides no more',
      (view) => (job(view, 'unit-test').decides = []),
      ['weaker unit-test: its step `test` decides no more'],
    ],
    [
      'a step that decided and is gone',
      (view) => {
        const one = job(view, 'unit-test');
        one.steps = one.steps.filter(({ id }) => id !== 'test');
        one.decides = [];
      },
      ['weaker unit-test: its step `test` decides no more', 'changed unit-test: has the step `test` no more'],
    ],
    [
      'another step',
      (view) => job(view, 'unit-test').steps.push({ run: 'echo', inputs: {}, env: {} }),
      ['changed unit-test: has the step `echo`'],
    ],
    [
      'variables of the job',
      (view) => Object.assign((view.workflow.jobs as Record<string, object>).lint, { env: { A: '1' } }),
      ['changed lint: its `env` is `{"A":"1"}` instead of nothing'],
    ],
    [
      'a new job with rights',
      (view) =>
        view.jobs.push({
          ...structuredClone(job(view, 'lint')),
          id: 'pages',
          permissions: { pages: 'write' },
          secrets: ['A'],
        }),
      [
        'weaker pages: is new: lint, format, generated files, charts with the values of every environment, and may write `pages`, and reads `A`',
      ],
    ],
  ])('%s', (_, change, expected) => {
    expect(told(change)).toEqual(expected);
  });

  test('a new version of an action is told once', () => {
    const lines = told((view) => {
      for (const one of view.jobs.flatMap(({ steps }) => steps)) {
        if (one.action === 'actions/checkout') one.version = 'v8.0.0';
      }
    });
    expect(lines).toEqual(['changed payment-api: uses `actions/checkout` v8.0.0 instead of v7.0.1']);
  });

  test.each<[string, Parameters<typeof toldOfWorkflow>[0], string[]]>([
    [
      'a command',
      ({ jobs }) => (stepOf(jobs['unit-test']).run = 'true'),
      ['changed unit-test: `run` of the step `test` is `true` instead of `npm test`'],
    ],
    [
      'a step that may fail',
      ({ jobs }) => (stepOf(jobs['unit-test'])['continue-on-error'] = true),
      ['weaker unit-test: `continue-on-error` of the step `test` is `true` instead of nothing'],
    ],
    [
      'an address',
      ({ jobs }) => delete (jobs['deploy-production'].environment as { url?: string }).url,
      ['changed deploy-production: its `environment.url` is nothing instead of `https://production.payment.example`'],
    ],
    [
      'a verdict that looks away',
      ({ jobs }) => (jobs['pipeline-gate'].needs = ['build', 'unit-test']),
      [
        'weaker pipeline-gate: waits for `lint`, `security-scan`, `integration-test`, `deploy-dev`, `deploy-staging`, `deploy-production` no more',
      ],
    ],
  ])('%s in the workflow', (_, change, expected) => {
    expect(toldOfWorkflow(change)).toEqual(expected);
  });
});

function stepOf({ steps }: { steps?: Record<string, unknown>[] }): Record<string, unknown> {
  const step = steps?.find(({ id }) => id === 'test');
  if (step === undefined) throw new Error('unit-test has no such step');
  return step;
}
