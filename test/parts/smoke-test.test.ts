import { describe, expect, test } from 'vitest';
import { Duration, SmokeTest } from '../../src';
import type { WorkflowJob } from '../../src/model/workflow';
import { thrownBy } from '../support/errors';
import { smallTree } from '../support/small-tree';
import { jobOf, lowered } from '../support/synthesize';

const stepOf = ({ steps }: WorkflowJob, name: string) => steps.find(({ id }) => id === name);

describe('a smoke test by command', () => {
  const command = 'kubectl exec --namespace "$NAMESPACE" "deploy/$RELEASE" -- worker check';
  const tree = (timeout?: Duration) =>
    smallTree({ pipeline: { rollback: true }, deploy: { smokeTest: SmokeTest.command(command, { timeout }) } });

  test('is a step of the deployment that ends by itself, and the way back hears it', () => {
    const job = jobOf(tree().pipeline, 'deploy-production');
    expect(stepOf(job, 'smoke')).toEqual({ name: 'Smoke test', id: 'smoke', 'timeout-minutes': 5, run: command });
    expect(stepOf(job, 'rollback')?.if).toBe(
      "${{ !cancelled() && steps.deploy.outputs.revision != '' && (steps.deploy.outcome == 'failure' || steps.verify.outcome == 'failure' || steps.smoke.outcome == 'failure') }}",
    );
    expect(job.steps.map(({ id }) => id).slice(-6)).toEqual([
      'deploy',
      'verify',
      'smoke',
      'mark',
      'rollback',
      'summary',
    ]);
  });

  test('asks no address, needs no rights at a proxy, and finds the release', () => {
    const { pipeline } = tree();
    const { RELEASE, NAMESPACE, ENVIRONMENT, TARGET } = jobOf(pipeline, 'deploy-production').env ?? {};
    expect({ RELEASE, NAMESPACE, ENVIRONMENT, TARGET }).toEqual({
      RELEASE: 'api',
      NAMESPACE: 'api',
      ENVIRONMENT: 'production',
      TARGET: undefined,
    });
    const { instructions, jobs } = lowered(pipeline).model;
    expect(instructions.map(({ text }) => text).join('\n')).not.toContain('services/proxy');
    expect(jobs.find(({ id }) => id === 'deploy-production')?.description.answersFor).toBe(
      'the digest runs and works on production',
    );
  });

  test('has its time within that of the job', () => {
    expect(jobOf(tree().pipeline, 'deploy-production')['timeout-minutes']).toBe(45);
    const patient = jobOf(tree(Duration.minutes(30)).pipeline, 'deploy-production');
    expect(stepOf(patient, 'smoke')?.['timeout-minutes']).toBe(30);
    expect(patient['timeout-minutes']).toBe(70);
  });

  test('refuses what would never succeed, or run as code', () => {
    const remedy =
      'such as \'kubectl exec --namespace "$NAMESPACE" "deploy/$RELEASE" -- worker check\'; other values come in by env of the deployment';
    expect(thrownBy(() => SmokeTest.command(' '))).toBe(
      `smoke-test-command  SmokeTest.command  got " "; allowed is a command without \${{ }}\n→ ${remedy}`,
    );
    expect(thrownBy(() => SmokeTest.command('run ${{ vars.X }}'))).toContain('got "run ${{ vars.X }}"');
    expect(thrownBy(() => SmokeTest.command('run', { timeout: Duration.seconds(90) }))).toBe(
      'smoke-test-time  SmokeTest.command  got 1.5 minutes for timeout; allowed are whole minutes from 1\n→ round it',
    );
  });
});
