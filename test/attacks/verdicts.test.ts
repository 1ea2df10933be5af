import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { DeployEnvironment, Job, Stage, Step } from '../../src';
import { child, found, type Options, service } from './support';

describe('a job that vouches for what it never looked at', () => {
  test.each<[string, Step[]]>([
    ['has no steps', []],
    ['has only a step that may fail', [Step.run('scan', 'trivy image "$DIGEST"', { continueOnError: true })]],
  ])('%s', (_, steps) => {
    const pipeline = service();
    new Job(new Stage(pipeline, 'licences'), 'licences', { vouches: ['licences-checked'], steps });
    new DeployEnvironment(pipeline, 'late', { ...child<Options>(pipeline, 'dev').options });
    expect(found(pipeline)).toEqual([
      'proven-gates: push to main: deploy-late deploys to late although licences may be green without having looked: no step of it looks at anything',
    ]);
  });
});

describe('a verdict that is green whatever it hears', () => {
  const verdict = '/jobs/pipeline-gate';
  test.each<[string, JsonPatch, string]>([
    ['is forgiven', JsonPatch.add(`${verdict}/continue-on-error`, true), 'it may fail unnoticed'],
    ['does not decide', JsonPatch.remove(`${verdict}/steps/2`), 'its step "decide" is gone'],
    [
      'decides on pushes only',
      JsonPatch.add(`${verdict}/steps/2/if`, "${{ github.event_name == 'push' }}"),
      'its step "decide" only runs if ${{ github.event_name == \'push\' }}',
    ],
    [
      'lets the scan be skipped',
      JsonPatch.replace(`${verdict}/steps/2/env/MAY_SKIP`, 'security-scan'),
      'its step "decide" was rewritten by a patch',
    ],
    ['runs nothing', JsonPatch.replace(`${verdict}/steps/2/run`, 'true'), 'its step "decide" was rewritten by a patch'],
    [
      'is told by a variable of the job whom to forgive',
      JsonPatch.add(`${verdict}/env`, { MAY_FAIL: 'security-scan' }),
      'its step "decide" is told another MAY_FAIL than its construct says',
    ],
    [
      'is told by a variable of the workflow whom to forgive',
      JsonPatch.add('/env', { MAY_FAIL: 'security-scan' }),
      'its step "decide" is told another MAY_FAIL than its construct says',
    ],
    [
      'is told by its container to run something first',
      JsonPatch.add(`${verdict}/container`, { image: 'debian:12', env: { BASH_ENV: '/x' } }),
      'its step "decide" is told by BASH_ENV to look away',
    ],
    [
      'is told by its container whom to forgive',
      JsonPatch.add(`${verdict}/container`, { image: 'debian:12', env: { MAY_FAIL: 'security-scan' } }),
      'its step "decide" is told another MAY_FAIL than its construct says',
    ],
    [
      'is run by a program that succeeds for everything',
      JsonPatch.add(`${verdict}/defaults`, { run: { shell: 'true {0}' } }),
      'its step "decide" is run by "true {0}", which need not fail',
    ],
    [
      'runs the script of another folder',
      JsonPatch.add(`${verdict}/defaults`, { run: { 'working-directory': 'own' } }),
      'its step "decide" takes its script from own',
    ],
    [
      'takes its script from a branch',
      JsonPatch.add(`${verdict}/steps/0/with/ref`, 'own'),
      'its step "checkout" checks out another ref, own',
    ],
    [
      'runs what a step before it wrote',
      JsonPatch.add(`${verdict}/steps/1`, { id: 'own', run: 'echo exit 0 > .github/stagegate/decide-gate.sh' }),
      'its step "own" changes what the steps behind it run',
    ],
  ])('%s', (_, patch, why) => {
    const pipeline = service();
    pipeline.patch(patch);
    expect(found(pipeline)).toEqual([`complete-verdict: job "pipeline-gate" is green whatever it hears: ${why}`]);
  });
});

test.each(['Pipeline-Gate', "${{ format('{0}-gate', 'pipeline') }}"])(
  'a job that is called %s is found: its success would be taken for the verdict',
  (title) => {
    const pipeline = service();
    new Job(new Stage(pipeline, 'own'), 'own', { title, steps: [Step.run('nothing', 'true')] });
    expect(found(pipeline)).toEqual([
      'complete-verdict: job "own" is called "pipeline-gate" as the verdict is: branch protection takes the one\'s success for the other\'s',
    ]);
  },
);
