import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { viewOf } from '../../src/checks/view';
import { changesBetween } from '../../src/compare/pipelines';
import { Job, type Pipeline, Runner, Stage, Step } from '../../src/index';
import { withWorkflow } from '../checks/support/change';
import { modelOf, paymentApi, paymentApiTree } from '../checks/support/payment-api';
import { told, toldOfWorkflow, type WritableView } from './support';

/* Guards: what a pull request opens is not told as nothing, and not as a mere change. */

function toldOfTrees(before: (pipeline: Pipeline) => void, after: (pipeline: Pipeline) => void): string[] {
  const [old, now] = [before, after].map((change) => {
    const pipeline = paymentApiTree();
    change(pipeline);
    return viewOf(modelOf(pipeline));
  });
  return changesBetween(old, now).map(({ effect, where, text }) => `${effect} ${where}: ${text}`);
}

test('another commit of an action, which somebody calls by the same version', () => {
  const using = (digit: string) => (pipeline: Pipeline) =>
    new Job(new Stage(pipeline, 'own'), 'own', {
      steps: [Step.action('own', `acme/own@${digit.repeat(40)}`, { version: 'v1' })],
    });
  expect(toldOfTrees(using('a'), using('b'))).toEqual([
    `changed payment-api: uses \`acme/own\` v1 at ${'b'.repeat(40)} instead of v1 at ${'a'.repeat(40)}`,
  ]);
});

test('another group of runners', () => {
  const on = (group: string) => (pipeline: Pipeline) =>
    new Job(new Stage(pipeline, 'own'), 'own', {
      runner: Runner.group(group, 'linux'),
      steps: [Step.run('own', 'true')],
    });
  expect(toldOfTrees(on('ours'), on('theirs'))).toEqual([
    'changed own: its group of runners is `theirs` instead of `ours`',
  ]);
});

test('another order of steps', () => {
  expect(
    toldOfTrees(
      () => {},
      (pipeline) => pipeline.patch(JsonPatch.move('/jobs/deploy-dev/steps/5', '/jobs/deploy-dev/steps/1')),
    ),
  ).toEqual([
    'changed deploy-dev: runs its steps in the order `cluster`, `check`, `helm`, `kubectl`, `credentials` instead of `check`, `helm`, `kubectl`, `credentials`, `cluster`',
  ]);
});

test('the end of a long value', () => {
  const reading = (end: string) => (pipeline: Pipeline) =>
    pipeline.patch(JsonPatch.add('/jobs/lint/env', { A: `${'x'.repeat(500)} ${end}` }));
  expect(toldOfTrees(reading('--strict'), reading('--slack'))).toEqual([
    `changed lint: its \`env.A\` is \`…${'x'.repeat(36)} --slack\` instead of \`…${'x'.repeat(36)} --strict\``,
  ]);
  expect(toldOfTrees(reading('--strict'), reading('open'))).toEqual([
    `changed lint: its \`env.A\` is \`…${'x'.repeat(39)} open\` instead of \`…${'x'.repeat(39)} --strict\``,
  ]);
});

describe('of the workflow that takes an environment back', () => {
  const uses = (version: string) => `actions/checkout@${version.repeat(40)}`;
  const view = (pipeline: string, rollback: string, condition = 'true') => {
    const steps = (version: string) => [{ uses: uses(version) }];
    const own = viewOf(
      withWorkflow(paymentApi(), ({ jobs }) => {
        for (const job of Object.values(jobs)) job.steps = steps(pipeline) as typeof job.steps;
      }),
    );
    return { ...own, rollback: { jobs: { back: { if: condition, steps: steps(rollback) } } } };
  };
  const toldOf = (...[old, now]: ReturnType<typeof view>[]) => changesBetween(old, now).map(({ text }) => text);

  test('another condition', () => {
    expect(toldOf(view('a', 'a'), view('a', 'a', 'false'))).toEqual([
      'its rollback workflow says something else: `jobs.back.if`',
    ]);
  });

  test('an action that the pipeline does not run', () => {
    expect(toldOf(view('a', 'a'), view('a', 'b'))).toEqual([
      'its rollback workflow says something else: `jobs.back.steps`',
    ]);
  });

  test('once only, what the pipeline runs too', () => {
    expect(toldOf(view('a', 'a'), view('b', 'b'))).toEqual([
      `uses \`actions/checkout\` ${'b'.repeat(40)} instead of ${'a'.repeat(40)}`,
    ]);
  });
});

test('that nobody is told any more', () => {
  const lines = told((view) => (view.jobs = view.jobs.filter(({ role }) => role !== 'notification')));
  expect(lines[0]).toBe('weaker payment-api: tells nobody any more how a run ended');
  expect(lines.filter((line) => line.startsWith('weaker'))).toHaveLength(1);
});

const required = (branches: string[], checks = ['gate']) => ({ branches, checks });
const acknowledged = (more: object) => [{ rule: 'pinned-tools', path: 'payment-api', reason: 'for now', ...more }];

describe('of the pipeline', () => {
  test.each<[string, (view: WritableView) => void, (view: WritableView) => void, string[]]>([
    [
      'a branch into which nothing need be green',
      (view) => (view.requiredChecks = required(['main', 'release/*'])),
      (view) => (view.requiredChecks = required(['main'])),
      ['weaker payment-api: a merge into `release/*` needs no check any more'],
    ],
    [
      'a branch more into which it must',
      (view) => (view.requiredChecks = required(['main'])),
      (view) => (view.requiredChecks = required(['main', 'next'])),
      ['set-up payment-api: require the check `gate` before a merge into `next` too'],
    ],
    [
      'an acknowledgement without end',
      (view) => (view.acknowledgements = acknowledged({ expires: '2027-01-31' })),
      (view) => (view.acknowledgements = acknowledged({})),
      ['weaker payment-api: acknowledges `pinned-tools` for longer: for now'],
    ],
    [
      'an acknowledgement that holds less long, by another owner',
      (view) => (view.acknowledgements = acknowledged({ expires: '2027-01-31', owner: 'ann' })),
      (view) => (view.acknowledgements = acknowledged({ expires: '2026-12-31', owner: 'bob' })),
      ['changed payment-api: acknowledges `pinned-tools` otherwise: for now, bob answers for it, until 2026-12-31'],
    ],
    [
      'an audience',
      () => {},
      (view) => (view.identities[3].audience = 'acme'),
      ['set-up production: the role `AWS_PRODUCTION_ROLE` of AWS has to take tokens for the audience `acme`'],
    ],
    [
      'a setting that was optional',
      () => {},
      (view) => (view.settings.filter(({ optional }) => optional)[0].optional = false),
      [expect.stringMatching(/^set-up payment-api: set the secret `SLACK_WEBHOOK` of the repository: /)] as string[],
    ],
    [
      'rights that name no scope',
      () => {},
      (view) => Object.assign(view.jobs.filter(({ id }) => id === 'lint')[0], { permissions: { '*': 'write' } }),
      ['weaker lint: its token has `contents: write`, not read', 'weaker lint: its token has `*: write`, not none'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(after, before)).toEqual(expected);
  });

  test.each<[string, Parameters<typeof toldOfWorkflow>[0], string]>([
    [
      'pull requests at which it looks no more',
      ({ on }) => delete (on as { pull_request?: unknown }).pull_request,
      'weaker payment-api: does not run on `pull_request` any more',
    ],
    [
      'a deployment that leaves its environment',
      ({ jobs }) => delete jobs['deploy-production'].environment,
      'weaker deploy-production: its `environment` is nothing instead of `{"name":"production","url":"https://production.payment.example"}`',
    ],
    [
      'a verdict that may fail unnoticed',
      ({ jobs }) => (jobs['pipeline-gate']['continue-on-error'] = true),
      'weaker pipeline-gate: its `continue-on-error` is `true` instead of nothing',
    ],
    [
      'a verdict of another name',
      ({ jobs }) => (jobs['pipeline-gate'].name = 'gate'),
      'set-up payment-api: the verdict is `gate` instead of `pipeline-gate`: require that check before a merge',
    ],
    [
      'a limit that only the run knows',
      ({ jobs }) => (jobs.lint['timeout-minutes'] = '${{ fromJSON(vars.LIMIT) }}' as unknown as number),
      'changed lint: its timeout is `${{ fromJSON(vars.LIMIT) }}` instead of `10 min`',
    ],
  ])('%s', (_, change, expected) => {
    expect(toldOfWorkflow(change)).toContain(expected);
  });
});
