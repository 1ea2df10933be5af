import { describe, expect, test } from 'vitest';
import { Job, type JobOptions, PermissionLevel, PermissionScope, Stage, Step } from '../../../src';
import { aws } from '../../support/payment-api';
import { smallTree } from '../../support/small-tree';
import { jobOf, lowered } from '../../support/synthesize';

describe('runs that nobody waits for any more', () => {
  test('are cancelled for pull requests only', () => {
    expect(lowered(smallTree().pipeline).model.workflow.concurrency).toEqual({
      group: 'api-${{ github.event.pull_request.number || github.run_id }}',
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    });
    expect(jobOf(smallTree().pipeline, 'build').concurrency).toBeUndefined();
  });

  test('end on branches too on request, but never a deployment, a verdict or a message', () => {
    const { pipeline } = smallTree({ pipeline: { cancelStaleRuns: true } });
    const { jobs } = lowered(pipeline).model.workflow;
    expect(jobs.build.concurrency).toEqual({ group: 'api/build/${{ github.ref }}', 'cancel-in-progress': true });
    expect(jobs['deploy-production'].concurrency).toEqual({
      group: 'deploy-api/production',
      'cancel-in-progress': false,
    });
    for (const id of ['pipeline-gate', 'notify', 'ask-production']) expect(jobs[id].concurrency).toBeUndefined();
  });

  test.each<[string, JobOptions]>([
    ['may write', { permissions: [{ scope: PermissionScope.CONTENTS, level: PermissionLevel.WRITE, reason: 'tag' }] }],
    ['reads a secret', { env: { TOKEN: '${{ secrets.TERRAFORM_TOKEN }}' } }],
    ['signs in', { contributions: [aws('AWS_ROLE').signIn('to apply', 'everything')] }],
  ])('never end a job half-way that %s', (_, options) => {
    const steps = [Step.run('apply', 'make apply')];
    const { pipeline } = smallTree({ pipeline: { cancelStaleRuns: true }, job: { steps, ...options } });
    expect(jobOf(pipeline, 'extra').concurrency).toBeUndefined();
    const harmless = smallTree({ pipeline: { cancelStaleRuns: true }, job: { steps } }).pipeline;
    expect(jobOf(harmless, 'extra').concurrency).toMatchObject({ group: 'api/extra/${{ github.ref }}' });
  });

  test('never end what comes after a deployment', () => {
    const { pipeline } = smallTree({ pipeline: { cancelStaleRuns: true } });
    new Job(new Stage(pipeline, 'after'), 'measure', { steps: [Step.run('measure', 'make measure')] });
    expect(jobOf(pipeline, 'measure').concurrency).toBeUndefined();
  });

  test('end each leg of a matrix for itself', () => {
    const matrix = { dimensions: { node: ['20', '22'] } };
    const { pipeline } = smallTree({ pipeline: { cancelStaleRuns: true }, validate: { lint: { matrix } } });
    expect(jobOf(pipeline, 'lint').concurrency).toEqual({
      group: 'api/lint/${{ strategy.job-index }}/${{ github.ref }}',
      'cancel-in-progress': true,
    });
  });
});
