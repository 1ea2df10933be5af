import { describe, expect, test } from 'vitest';
import { legsOf } from '../../../src/model/matrix';
import { admitsRef } from '../../../src/simulate/rules/branch-policy';
import { matrixResult, resultOf, runConclusion, stepConclusion } from '../../../src/simulate/rules/results';
import { jobStatus, type Result, stepStatus } from '../../../src/simulate/rules/status';

/* Each rule by itself; the sources stand beside the rules. */

describe('status functions of a job look at every ancestor', () => {
  test.each<[Result[], boolean, boolean, boolean]>([
    [[], false, true, false],
    [['success', 'success'], false, true, false],
    [['success', 'skipped'], false, false, false],
    [['success', 'cancelled'], false, false, false],
    [['skipped', 'failure'], false, false, true],
    [['success'], true, false, false],
    [['failure'], true, false, false],
  ])('%j, cancelled %s', (ancestors, cancelled, success, failure) => {
    expect(jobStatus(ancestors, cancelled)).toEqual({ success, failure, cancelled });
  });
});

describe('status functions of a step look at the job so far', () => {
  test.each<[Result[], boolean, boolean, boolean]>([
    [[], true, false, false],
    [['success', 'skipped'], true, false, false],
    [['success', 'failure', 'skipped'], false, true, false],
    [['success', 'cancelled', 'skipped'], false, false, true],
    [['failure', 'cancelled'], false, false, true],
  ])('%j', (conclusions, success, failure, cancelled) => {
    expect(stepStatus(conclusions)).toEqual({ success, failure, cancelled });
  });
});

describe('the result that others see', () => {
  test.each([
    ['success', false, 'success'],
    ['failure', false, 'failure'],
    ['failure', true, 'success'],
    ['rejected', false, 'failure'],
    ['refused', false, 'failure'],
    ['timed-out', false, 'cancelled'],
    ['timed-out', true, 'cancelled'],
    ['cancelled', true, 'cancelled'],
  ] as const)('%s, continue-on-error %s: %s', (outcome, forgiven, result) => {
    expect(resultOf(outcome, forgiven)).toBe(result);
  });

  test('one failed leg fails a matrix, one cancelled leg cancels it', () => {
    expect(matrixResult(['success', 'cancelled', 'failure'])).toBe('failure');
    expect(matrixResult(['success', 'cancelled'])).toBe('cancelled');
    expect(matrixResult(['success', 'success'])).toBe('success');
  });

  test('a step forgives its own failure, not its cancellation', () => {
    expect(stepConclusion('failure', true)).toBe('success');
    expect(stepConclusion('failure', false)).toBe('failure');
    expect(stepConclusion('cancelled', true)).toBe('cancelled');
  });

  test.each<[Result[], boolean, Result]>([
    [['success', 'skipped'], false, 'success'],
    [['success', 'failure', 'cancelled'], false, 'failure'],
    [['success', 'cancelled', 'skipped'], false, 'cancelled'],
    [['skipped', 'skipped'], false, 'skipped'],
    [['success', 'skipped'], true, 'cancelled'],
  ])('a run of %j, cancelled %s, concludes as %s', (results, cancelled, conclusion) => {
    expect(runConclusion(results, cancelled)).toBe(conclusion);
  });
});

describe('the policy of an environment', () => {
  const main = { branches: ['main', 'release/*'], tags: ['v*'] };
  test.each([
    ['refs/heads/main', true],
    ['refs/heads/Main', false],
    ['refs/heads/main2', false],
    ['refs/heads/release/1', true],
    ['refs/heads/release/1/hot', false],
    ['refs/heads/v1', false],
    ['refs/tags/v1', true],
    ['refs/tags/main', false],
    ['refs/pull/1/merge', false],
  ])('%s: %s', (ref, isIn) => expect(admitsRef(main, ref)).toBe(isIn));

  test('without patterns lets every ref in', () => {
    expect(admitsRef({ branches: [], tags: [] }, 'refs/pull/1/merge')).toBe(true);
  });

  test('may name pull requests by their ref', () => {
    expect(admitsRef({ branches: ['refs/pull/*/merge'], tags: [] }, 'refs/pull/7/merge')).toBe(true);
  });
});

describe('the legs of a matrix', () => {
  const names = (matrix: unknown) => legsOf(matrix).map(({ name }) => name);

  test('are every combination, in the order written', () => {
    expect(names({ node: [20, 22], os: ['linux', 'mac'] })).toEqual(['20, linux', '20, mac', '22, linux', '22, mac']);
  });

  test('lose what is excluded', () => {
    expect(names({ node: [20, 22], os: ['linux', 'mac'], exclude: [{ node: 20, os: 'mac' }] })).toEqual([
      '20, linux',
      '22, linux',
      '22, mac',
    ]);
  });

  test('gain what is included: a value where it overwrites none, else a leg', () => {
    const matrix = { node: [20, 22], include: [{ node: 22, experimental: true }, { node: 24 }] };
    expect(legsOf(matrix).map(({ values }) => values)).toEqual([
      { node: 20 },
      { node: 22, experimental: true },
      { node: 24 },
    ]);
  });

  test('are one where there is no matrix, or only the run knows it', () => {
    expect(names(undefined)).toEqual(['']);
    expect(names('${{ fromJSON(needs.plan.outputs.matrix) }}')).toEqual(['']);
  });
});
