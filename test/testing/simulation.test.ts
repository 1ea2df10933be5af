import { describe, expect, test } from 'vitest';
import { Cluster, DeployEnvironment, Duration, HelmRelease, Promotion, Trigger } from '../../src';
import { expectPipeline, PipelineAssertions, RunEvent, Simulation } from '../../src/testing';
import { type PipelineSpec, pipelineModel, step } from '../simulate/support/model';
import { paymentApi } from '../simulate/support/payment-api';
import { emptyProject, paymentApi as paymentApiTree } from '../support/payment-api';

/*
 * Guards: everything that decides how a run goes can be said from outside, and everything that comes of it be read; and
 * expectations tell what nobody knows from what is so.
 */

const simulation = Simulation._ofModel(paymentApi());

describe('a simulation', () => {
  test('tells of every job whether and when it runs, and why', () => {
    const run = simulation.run(RunEvent.push('main'), {
      outcomes: { 'deploy-staging/smoke': 'failure' },
      durations: { build: 2 },
    });
    expect([run.event, run.starts, run.conclusion, run.minutes]).toEqual(['push to main', true, 'failure', 21]);
    expect(run.job('build')).toMatchObject({ ran: true, result: 'success', start: 0, end: 2, reason: '' });
    expect(run.job('deploy-staging')).toMatchObject({ result: 'failure', environment: 'staging', start: 18 });
    expect(run.job('deploy-production')).toMatchObject({
      ran: false,
      result: 'skipped',
      start: null,
      reason: "needs.deploy-staging.result == 'success' is false (needs.deploy-staging.result is 'failure')",
    });
  });

  test('takes approvals, outputs and a cancellation', () => {
    const run = simulation.run(RunEvent.push('main'), {
      approvals: { production: 60 },
      outputs: { 'build/digest': { digest: 'sha256:1' } },
      cancelledAt: 40,
    });
    expect(run.cancelledAt).toBe(40);
    expect(run.job('build').outputs).toEqual({ 'image-digest': 'sha256:1', 'image-artifact': null });
    expect(run.job('deploy-production')).toMatchObject({
      waitsForApproval: true,
      result: 'cancelled',
      reason: 'the run was cancelled before it started',
    });
  });

  test('prints what the command prints', () => {
    expect(String(simulation.run(RunEvent.push('develop')))).toBe(
      'push to develop: does not start: branch develop passes no filter\n',
    );
    expect(String(simulation.run(RunEvent.push('main')))).toContain(
      '  deploy-production  success at minute 23 to 26, after approval\n',
    );
  });

  test('refuses a job that the pipeline does not have', () => {
    const run = simulation.run(RunEvent.push('main'));
    expect(() => run.job('biuld')).toThrow(
      'unknown-name  payment-api  has no job "biuld"\n→ name one of build, unit-test,',
    );
    expect(() => simulation.run(RunEvent.push('a')).job('build')).toThrow('does not start: branch a passes no filter');
  });

  test('takes a pipeline of constructs', () => {
    expect(Simulation.of(paymentApiTree()).run(RunEvent.push('main')).conclusion).toBe('success');
  });
});

describe('approval', () => {
  const jobs = { dev: { environment: { name: 'dev' } }, production: { environment: { name: 'production' } } };
  const spec: PipelineSpec = {
    jobs,
    environments: [
      { name: 'dev', job: 'dev', waitTimer: 10 },
      { name: 'production', job: 'production', reviewers: { users: ['ann'], teams: [] } },
    ],
  };
  const run = PipelineAssertions._ofModel(pipelineModel(spec)).on(RunEvent.push('main'));

  test('is what a reviewer gives; a timer is none', () => {
    run.toRequireApproval('production');
    expect(() => run.toRequireApproval('dev')).toThrow('push to main: expected dev to wait for approval');
  });

  test('cannot be refused where nobody is asked', () => {
    run.whenRejected('production').toDeploy('dev');
    expect(() => run.whenRejected('dev')).toThrow(
      'not-rejectable  sample  got a rejection of "dev", which nobody is asked to approve\n→ jobs that can be rejected are: production',
    );
  });

  test('that was refused is what the message tells', () => {
    expect(() => run.whenRejected('production').toDeploy('production')).toThrow(
      '  production  rejected: its deployment to production was rejected',
    );
  });

  test('holds for pipelines of constructs', () => {
    const pipeline = paymentApiTree();
    const promotion = Promotion.automatic({ waitTimer: Duration.minutes(10) });
    new DeployEnvironment(pipeline, 'canary', {
      promotion,
      cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
      release: HelmRelease.chart('charts/payment-api', { namespace: 'canary' }),
    });
    expect(() => expectPipeline(pipeline).on(RunEvent.push('main')).toRequireApproval('deploy-canary')).toThrow(
      'expected deploy-canary to wait for approval',
    );
  });
});

test('a pipeline with questions is run with their defaults', () => {
  const triggers = [
    Trigger.manual({ size: { description: 'how big', defaultValue: 'big', options: ['big', 'small'] } }),
  ];
  const pipeline = paymentApiTree(emptyProject(), { triggers });
  const when = Simulation.of(pipeline);
  expect(() => when.run(RunEvent.manual('main', { size: 'huge' }))).toThrow('allowed are big, small');
  expect(() => when.run(RunEvent.manual('main', { colour: 'red' }))).toThrow('has no input "colour"');
  expect(when.run(RunEvent.manual('main')).conclusion).toBe('success');
});

describe('an expectation that hinges on an unknown output', () => {
  const spec: PipelineSpec = {
    jobs: {
      plan: { outputs: { flag: '${{ steps.look.outputs.flag }}' }, steps: [step('look')] },
      work: { needs: ['plan'], if: "needs.plan.outputs.flag == 'true'" },
      deploy: { needs: ['work'], environment: { name: 'dev' } },
    },
    environments: [{ name: 'dev', job: 'deploy' }],
  };
  const run = PipelineAssertions._ofModel(pipelineModel(spec)).on(RunEvent.push('main'));

  test.each([
    ['toRun', () => run.toRun('work'), 'expected work to run'],
    ['toSkip', () => run.toSkip('work'), 'expected work to be skipped'],
    ['toRequireApproval', () => run.toRequireApproval('deploy'), 'expected deploy to wait for approval'],
    ['toDeploy', () => run.toDeploy(), 'expected deployments to nowhere'],
    ['toSucceed', () => run.whenFails('work').toSucceed(), 'expected the run to succeed'],
    ['toFail', () => run.whenFails('work').toFail(), 'expected the run to fail'],
  ])('%s fails and names it', (_, expectation, message) => {
    expect(expectation).toThrow(`${message}; nobody knows, because the output plan/look.flag is not given`);
    expect(expectation).toThrow('→ say what it is: .where({"outputs":{"plan/look":{"flag":"…"}}})');
  });

  test('holds or not where it is given', () => {
    run
      .where({ outputs: { 'plan/look': { flag: 'true' } } })
      .toRun('work')
      .toDeploy('dev')
      .toSucceed();
    run
      .where({ outputs: { 'plan/look': { flag: 'false' } } })
      .toSkip('work', 'deploy')
      .toDeploy();
    run.toRun('plan').toSucceed();
  });

  test('names all outputs that are missing, and takes them one after the other', () => {
    const plan = {
      outputs: { a: '${{ steps.look.outputs.a }}', b: '${{ steps.look.outputs.b }}' },
      steps: [step('look')],
    };
    const work = { needs: ['plan'], if: 'needs.plan.outputs.a == needs.plan.outputs.b' };
    const both = PipelineAssertions._ofModel(pipelineModel({ jobs: { plan, work } })).on(RunEvent.push('main'));
    expect(() => both.toRun('work')).toThrow('because the outputs plan/look.a, plan/look.b are not given');
    expect(() => both.toRun('work')).toThrow('.where({"outputs":{"plan/look":{"a":"…","b":"…"}}})');
    const a = both.where({ outputs: { 'plan/look': { a: '1' } } });
    a.where({ outputs: { 'plan/look': { b: '1' } } }).toRun('work');
    a.where({ outputs: { 'plan/look': { b: '2' } } }).toSkip('work');
  });

  test('is fine where it hinges on a variable that is given', () => {
    const conditional = pipelineModel({ jobs: { a: { if: "vars.GO == 'yes'" } } });
    const start = PipelineAssertions._ofModel(conditional).on(RunEvent.push('main'));
    start.toSkip('a');
    start.where({ vars: { GO: 'yes' } }).toRun('a');
  });
});

describe('the verdict decides by itself', () => {
  const push = expectPipeline(paymentApiTree()).on(RunEvent.push('main'));

  test('and fails the run where a blocking job does not succeed, however that comes', () => {
    push.toSucceed();
    push.whenFails('unit-test').toFail();
    push.whenTimesOut('unit-test').toFail();
    push.whenCancelled('unit-test').toFail();
    push.where({ cancelledAt: 6 }).toFail();
    expect(() => push.whenTimesOut('lint').toSucceed()).toThrow('  pipeline-gate      failure');
  });

  test('and passes what is rightly skipped', () => {
    expectPipeline(paymentApiTree()).on(RunEvent.pullRequest('main')).toSkip('deploy-dev').toSucceed();
  });

  test('unless a test says how it ends', () => {
    push.whenTimesOut('unit-test').whenCancelled('pipeline-gate').toRun('notify');
  });
});
