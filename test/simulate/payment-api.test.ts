import { describe, expect, test } from 'vitest';
import { Schedule } from '../../src';
import { type Event, events } from '../../src/simulate/events';
import { prove } from '../../src/simulate/prove';
import type { Circumstances, Outcomes } from '../../src/simulate/run';
import { schedule } from '../../src/simulate/schedule';
import { simulate } from '../../src/simulate/simulate';
import { emptyProject, paymentApi } from '../support/payment-api';
import { lowered } from '../support/synthesize';

/*
 * Guards: the pipeline that the library is about, from the constructs: which jobs run on which event, when, and that no run
 * gets around a gate.
 */

const modelOf = (kind: Schedule) => lowered(paymentApi(emptyProject(), { schedule: kind })).model;
const staged = modelOf(Schedule.STAGED);
const dataflow = modelOf(Schedule.DATAFLOW);

describe('proof', () => {
  test.each([
    ['staged', staged, 1280n],
    ['dataflow', dataflow, 3416n],
  ] as const)('no deployment of the pipeline gets around a gate, %s', (_, model, combinations) => {
    const { counterexamples, proven, ...proof } = prove(model);
    expect(counterexamples).toEqual([]);
    expect(proven).toBe(true);
    expect(proof.combinations).toBe(combinations);
    expect(proof.deployments).toEqual({ dev: 30n, staging: 16n, production: 6n });
    expect(proof.events).toEqual([
      'push to main',
      'pull request into main',
      'pull request from a fork into main',
      'merge queue of main',
      'merge queue of another-branch',
      'manual start on main',
      'manual start on another-branch',
      'manual start on tag another-tag',
    ]);
  });

  test('says what it covered', () => {
    expect(prove(staged).text).toBe(
      'Proven over 8 kinds of events and 1,280 combinations of how 8 jobs can end: no deployment gets around a gate.',
    );
  });

  test('a patch that lets the integration test ignore the scan is found', () => {
    const integration = staged.workflow.jobs['integration-test'];
    const patched = { ...integration, if: integration.if?.replace("needs.security-scan.result == 'success'", 'true') };
    const workflow = { ...staged.workflow, jobs: { ...staged.workflow.jobs, 'integration-test': patched } };
    expect(prove({ ...staged, workflow }).counterexamples.map(({ message }) => message)).toEqual([
      'push to main: deploy-dev deploys to dev although security-scan failed',
    ]);
  });
});

const CHECKS = ['build', 'unit-test', 'lint', 'security-scan', 'integration-test'];
const DEPLOYS = ['deploy-dev', 'deploy-staging', 'deploy-production'];

/** Jobs by result, without the verdict and the message. */
function outcome(event: Event, outcomes: Outcomes, circumstances: Circumstances = {}) {
  const { jobs } = simulate(staged, event, outcomes, circumstances);
  const order = [...CHECKS, ...DEPLOYS];
  const having = (...results: string[]) =>
    order.filter((id) => results.includes(jobs.find((job) => job.id === id)?.result ?? ''));
  return [having('success'), having('failure', 'cancelled'), having('skipped')];
}

describe('what runs', () => {
  const rows: readonly [string, Outcomes, string[], string[], string[]][] = [
    ['all green', {}, [...CHECKS, ...DEPLOYS], [], []],
    [
      'the scan fails',
      { 'security-scan': 'failure' },
      ['build', 'unit-test', 'lint'],
      ['security-scan'],
      ['integration-test', ...DEPLOYS],
    ],
    [
      'a unit test fails',
      { 'unit-test': 'failure' },
      ['build', 'lint', 'security-scan'],
      ['unit-test'],
      ['integration-test', ...DEPLOYS],
    ],
    ['integration fails', { 'integration-test': 'failure' }, CHECKS.slice(0, 4), ['integration-test'], DEPLOYS],
    [
      'staging fails',
      { 'deploy-staging': 'failure' },
      [...CHECKS, 'deploy-dev'],
      ['deploy-staging'],
      ['deploy-production'],
    ],
    [
      'production is rejected',
      { 'deploy-production': 'rejected' },
      [...CHECKS, 'deploy-dev', 'deploy-staging'],
      ['deploy-production'],
      [],
    ],
    [
      'the scan times out',
      { 'security-scan': 'timed-out' },
      ['build', 'unit-test', 'lint'],
      ['security-scan'],
      ['integration-test', ...DEPLOYS],
    ],
  ];
  test.each(rows)('on a push to main: %s', (_, outcomes, succeed, end, skipped) => {
    expect(outcome(events.push('main'), outcomes)).toEqual([succeed, end, skipped]);
    expect(outcome(events.dispatch('main'), outcomes)).toEqual([succeed, end, skipped]);
  });

  const elsewhere = [
    events.pullRequest('main'),
    events.forkPullRequest('main'),
    events.mergeGroup('main'),
    events.dispatch('a'),
  ];
  test.each(elsewhere)('on $name nothing is deployed', (event) => {
    expect(outcome(event, {})).toEqual([CHECKS, [], DEPLOYS]);
    expect(outcome(event, { lint: 'failure' })).toEqual([
      ['build', 'unit-test', 'security-scan'],
      ['lint'],
      ['integration-test', ...DEPLOYS],
    ]);
  });

  test('a run that is cancelled while production waits deploys nothing more', () => {
    const waiting = { approvals: { production: 60 }, cancelledAt: 40 };
    expect(outcome(events.push('main'), {}, waiting)).toEqual([
      [...CHECKS, 'deploy-dev', 'deploy-staging'],
      ['deploy-production'],
      [],
    ]);
  });

  test('a newer commit cancels the run of a pull request, and none on main', () => {
    const cancelledAt = (event: Event) => simulate(staged, event, {}, { repeatedAt: 5 }).cancelledAt;
    expect([cancelledAt(events.pullRequest('main')), cancelledAt(events.push('main'))]).toEqual([5, null]);
  });

  test('the message is sent for pushes and manual starts, whatever happened', () => {
    const sent = (event: Event, outcomes: Outcomes) =>
      simulate(staged, event, outcomes).jobs.filter(({ id, ran }) => id.startsWith('notify') && ran).length;
    expect([sent(events.push('main'), { build: 'failure' }), sent(events.pullRequest('main'), {})]).toEqual([1, 0]);
  });
});

describe('schedule', () => {
  test('staged: every stage waits for the one before', () => {
    const times = schedule(staged);
    expect([
      times.minutes,
      times.runnerMinutes,
      times.minutesTo('unit-test'),
      times.minutesTo('integration-test'),
    ]).toEqual([26, 36, 9, 17]);
    expect(times.criticalPath).toEqual(['build', 'unit-test', 'integration-test', ...DEPLOYS]);
  });

  test('dataflow: five minutes less, with slack where nothing waits', () => {
    const times = schedule(dataflow);
    expect([
      times.minutes,
      times.runnerMinutes,
      times.minutesTo('unit-test'),
      times.minutesTo('integration-test'),
    ]).toEqual([21, 36, 5, 12]);
    expect(times.criticalPath).toEqual(['build', 'integration-test', ...DEPLOYS]);
    const slack = Object.fromEntries(times.jobs.map(({ id, slack }) => [id, slack]));
    expect([slack['unit-test'], slack.lint, slack['security-scan'], slack.build]).toEqual([7, 7, 3, 0]);
  });

  test('durations count instead of budgets', () => {
    expect(schedule(staged, { build: 10, 'deploy-dev': 0 }).minutes).toBe(29);
  });
});
