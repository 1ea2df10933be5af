import { describe, expect, test } from 'vitest';
import { prove } from '../../src/simulate/prove';
import { brokenConditions } from './broken/conditions';
import { brokenDeployments } from './broken/deployments';
import { brokenGates } from './broken/edges';
import { brokenEvents } from './broken/events';
import { twoImages } from './broken/fixture';
import { brokenPullRequests } from './broken/pull-requests';
import { after, paymentApi } from './support/payment-api';

/*
 * Guards: every known way around a gate is found, and told as a run that a person can follow.
 */

const broken = [...brokenConditions, ...brokenEvents, ...brokenPullRequests, ...brokenGates, ...brokenDeployments];

describe('pipelines that are broken on purpose', () => {
  test.each(broken)('$name', ({ model, expected }) => {
    const proof = prove(model);
    expect(proof.counterexamples.map(({ text }) => text.split('\n'))).toEqual(expected);
    expect(proof.proven).toBe(false);
  });

  test('there are many of them, each of its own', () => {
    expect(new Set(broken.map(({ name }) => name)).size).toBe(55);
    expect(broken.every(({ expected }) => expected.length > 0)).toBe(true);
  });
});

describe('the pipeline that they are made from', () => {
  test.each(['staged', 'dataflow'] as const)('is sound, %s', (schedule) => {
    expect(prove(paymentApi(schedule)).counterexamples).toEqual([]);
  });
});

test('two images, each tested by itself, are sound', () => {
  const tested = {
    needs: ['worker', 'scan-worker', 'unit-test', 'lint'],
    if: after(['worker', 'scan-worker', 'unit-test', 'lint']),
    env: { DIGEST: '${{ needs.worker.outputs.image-digest }}' },
    model: { stage: 'integration', vouches: ['integration-tested'], decides: ['work'] },
  };
  expect(prove(twoImages({ 'worker-test': tested })).counterexamples).toEqual([]);
});
