import { AssertionError } from 'node:assert';
import { describe, expect, test } from 'vitest';
import { expectPipeline, PipelineAssertions, RunEvent } from '../../src/testing';
import { paymentApi } from '../simulate/support/payment-api';
import { paymentApi as paymentApiTree } from '../support/payment-api';

/*
 * Guards: expectations that hold are silent; those that do not throw what test frameworks can show.
 */

const pipeline = PipelineAssertions._ofModel(paymentApi());

function failureOf(expectation: () => unknown): AssertionError {
  try {
    expectation();
  } catch (error) {
    if (error instanceof AssertionError) return error;
    throw error;
  }
  throw new Error('the expectation holds');
}

describe('expectations that hold', () => {
  test('of runs', () => {
    const push = pipeline.on(RunEvent.push('main'));
    push.toStart().toRun('build', 'deploy-production').toRequireApproval('deploy-production').toSucceed();
    push.toDeploy('dev', 'staging', 'production').toDeploy('production', 'dev', 'staging');
    push.whenFails('security-scan').toSkip('integration-test', 'deploy-dev').toRun('notify').toDeploy().toFail();
    push.whenFails('deploy-dev/smoke').toSkip('deploy-staging').toFail();
    push.whenCancelled('lint').toSkip('deploy-dev');
    push.whenTimesOut('lint').toSkip('deploy-dev');
    push.whenRejected('deploy-production').toDeploy('dev', 'staging').toFail();
    pipeline.on(RunEvent.forkPullRequest('main')).toRun('build').toSkip('deploy-dev', 'notify').toSucceed();
    pipeline.on(RunEvent.mergeGroup('main')).toRun('pipeline-gate').toDeploy();
    pipeline.on(RunEvent.manual('hotfix')).toSkip('deploy-dev');
    pipeline.on(RunEvent.push('develop')).toNotStart();
    pipeline.on(RunEvent.pushTag('v1')).toNotStart();
    pipeline.on(RunEvent.schedule('main')).toNotStart();
  });

  test('of deployments, over all runs', () => {
    pipeline
      .toDeploy('production')
      .onlyAfter('build', 'security-scan', 'deploy-staging')
      .onlyOn('main')
      .onlyWithApproval();
  });

  test('of a pipeline that is built from constructs', () => {
    expectPipeline(paymentApiTree()).toBeProven().toFinishWithin(26).on(RunEvent.push('main')).toRun('build');
  });
});

describe('expectations that do not hold', () => {
  test('of a run show every job and why', () => {
    const run = pipeline.on(RunEvent.push('main')).whenFails('security-scan');
    const error = failureOf(() => run.toRun('lint', 'deploy-dev'));
    expect(error.actual).toEqual({ lint: 'runs', 'deploy-dev': 'does not run' });
    expect(error.expected).toEqual({ lint: 'runs', 'deploy-dev': 'runs' });
    expect(error.message.split('\n')).toEqual([
      'push to main, security-scan fails: expected deploy-dev to run',
      '',
      '  build              success',
      '  unit-test          success',
      '  lint               success',
      '  security-scan      failure',
      "  integration-test   skipped: needs.security-scan.result == 'success' is false (needs.security-scan.result is 'failure')",
      "  deploy-dev         skipped: needs.integration-test.result == 'success' is false (needs.integration-test.result is 'skipped')",
      "  deploy-staging     skipped: needs.deploy-dev.result == 'success' is false (needs.deploy-dev.result is 'skipped')",
      "  deploy-production  skipped: needs.deploy-staging.result == 'success' is false (needs.deploy-staging.result is 'skipped')",
      '  pipeline-gate      success',
      '  notify             success',
    ]);
  });

  test('begin their stack where they were written', () => {
    const error = failureOf(() => pipeline.on(RunEvent.push('main')).toSkip('build'));
    expect(error.stack?.split('\n').find((line) => line.includes(' at '))).toContain('pipeline-assertions.test.ts');
  });

  test.each<[string, () => unknown, string]>([
    [
      'an event that should not start',
      () => pipeline.on(RunEvent.push('main')).toNotStart(),
      'push to main: expected the workflow not to start',
    ],
    [
      'an event that should',
      () => pipeline.on(RunEvent.push('a')).toStart(),
      'push to a: expected the workflow to start\n\n  the workflow does not start: branch a passes no filter',
    ],
    [
      'a job that should wait',
      () => pipeline.on(RunEvent.push('main')).toRequireApproval('deploy-dev'),
      'expected deploy-dev to wait for approval',
    ],
    [
      'deployments',
      () => pipeline.on(RunEvent.push('main')).toDeploy('dev'),
      'push to main: expected deployments to dev',
    ],
    [
      'no deployments',
      () => pipeline.on(RunEvent.push('main')).toDeploy(),
      'push to main: expected deployments to nowhere',
    ],
    ['a red run', () => pipeline.on(RunEvent.push('main')).toFail(), 'push to main: expected the run to fail'],
    [
      'a budget',
      () => pipeline.toFinishWithin(25),
      'expected payment-api to finish within 25 minutes; its budgets allow 26\n\n  critical path: build -> unit-test -> integration-test -> deploy-dev -> deploy-staging -> deploy-production',
    ],
    ['an environment', () => pipeline.toDeploy('canary'), 'expected payment-api to deploy to canary'],
    [
      'a gate',
      () => pipeline.toDeploy('dev').onlyAfter('notify'),
      'expected deployments to dev only after notify\n\npush to main: deploy-dev runs although nothing makes it wait for notify',
    ],
    ['a branch', () => pipeline.toDeploy('dev').onlyOn('release'), 'expected deployments to dev only on release'],
    [
      'an approval',
      () => pipeline.toDeploy('dev').onlyWithApproval(),
      'expected somebody to approve deployments to dev',
    ],
  ])('of %s', (_, expectation, message) => {
    expect(failureOf(expectation).message).toContain(message);
  });

  test('of a proof show the counterexamples', () => {
    const model = paymentApi();
    const production = { ...model.workflow.jobs['deploy-production'], if: 'always()' };
    const workflow = { ...model.workflow, jobs: { ...model.workflow.jobs, 'deploy-production': production } };
    const error = failureOf(() => PipelineAssertions._ofModel({ ...model, workflow }).toBeProven());
    expect(error.message).toContain('payment-api: Not safe:');
    expect(error.message).toContain(
      'push to main: deploy-production deploys to production although integration-test failed',
    );
  });

  test('of a job that does not exist are mistakes of the test', () => {
    expect(() => pipeline.on(RunEvent.push('main')).toRun('biuld')).toThrow(
      'the pipeline has no job "biuld"; it has build,',
    );
    expect(() => pipeline.on(RunEvent.push('main')).whenFails('biuld')).toThrow(
      'unknown-name  payment-api  has no job, leg or step "biuld"\n→ name one of build, unit-test, lint,',
    );
  });

  test('of synthesis show every error', () => {
    const broken = paymentApiTree();
    expect(failureOf(() => expectPipeline(broken).toSynthesize()).message).toContain('→');
  });
});
