import { describe, expect, test } from 'vitest';
import { events } from '../../src/simulate/events';
import type { Circumstances, Outcomes } from '../../src/simulate/run';
import { simulate } from '../../src/simulate/simulate';
import { type JobSpec, pipelineModel } from './support/model';

/*
 * Guards: what ends or delays a job from outside: a cancelled run, a timeout, a newer run, another job of its group.
 */

const MAIN = events.push('main');

type Jobs = { readonly [id: string]: JobSpec };

function run(jobs: Jobs, outcomes: Outcomes = {}, circumstances: Circumstances = {}) {
  return simulate(pipelineModel({ jobs }), MAIN, outcomes, circumstances);
}

function results(jobs: Jobs, outcomes: Outcomes = {}) {
  return Object.fromEntries(run(jobs, outcomes).jobs.map(({ id, result }) => [id, result]));
}

describe('cancellation', () => {
  const jobs: { [id: string]: JobSpec } = {
    a: {},
    b: { needs: ['a'] },
    c: { needs: ['b'], if: 'always()' },
    d: { needs: ['b'] },
    e: { needs: ['b'], if: 'cancelled()' },
  };
  const durations = { a: 4, b: 4, c: 4 };

  test('ends what runs and skips what comes, but for always()', () => {
    const cancelled = run(jobs, {}, { durations, cancelledAt: 6 });
    expect(cancelled.jobs.map(({ id, result, end }) => [id, result, end])).toEqual([
      ['a', 'success', 4],
      ['b', 'cancelled', 6],
      ['c', 'success', 10],
      ['d', 'skipped', 6],
      ['e', 'success', 6],
    ]);
    expect(cancelled.conclusion).toBe('cancelled');
  });

  test('does not end a job whose condition still holds', () => {
    expect(run(jobs, {}, { durations, cancelledAt: 9 }).jobs[2].result).toBe('success');
  });

  test('a job that takes longer than its timeout is cancelled, and the run is not', () => {
    const late = { ...jobs, f: { needs: ['a'], if: '!cancelled()' } };
    expect(results(late, { a: 'timed-out' })).toEqual({
      a: 'cancelled',
      b: 'skipped',
      c: 'success',
      d: 'skipped',
      e: 'skipped',
      f: 'success',
    });
    expect(run(late, { a: 'timed-out' }).jobs[0].end).toBe(10);
  });
});

describe('concurrency', () => {
  const repeated = (group: string, inProgress: boolean | string) => {
    const model = pipelineModel({
      jobs: { a: { model: { budgetMinutes: 4 } } },
      workflow: { concurrency: { group, 'cancel-in-progress': inProgress } },
    });
    return simulate(model, MAIN, {}, { repeatedAt: 1 }).conclusion;
  };

  test('a newer run of the same group cancels this one, if it says so', () => {
    expect(repeated('${{ github.ref }}', true)).toBe('cancelled');
    expect(repeated('${{ github.ref }}', false)).toBe('success');
    expect(repeated('${{ github.ref }}', "${{ github.event_name == 'pull_request' }}")).toBe('success');
    expect(repeated('${{ github.run_id }}', true)).toBe('success');
  });

  const job = (concurrency: JobSpec['concurrency'], needs: readonly string[] = []): JobSpec => ({
    needs,
    concurrency,
    model: { budgetMinutes: 4 },
  });
  const times = (jobs: { [id: string]: JobSpec }) =>
    run(jobs).jobs.map(({ id, result, start, end }) => [id, result, start, end]);

  test('jobs of one group run one after the other', () => {
    expect(times({ a: job({ group: 'Deploy' }), b: job({ group: 'deploy' }) })).toEqual([
      ['a', 'success', 0, 4],
      ['b', 'success', 4, 8],
    ]);
  });

  test('only the newest waits, unless all may', () => {
    const three = (queue?: string) => ({
      a: job({ group: 'g', queue }),
      b: job({ group: 'g', queue }),
      c: job({ group: 'g', queue }),
    });
    expect(times(three())).toEqual([
      ['a', 'success', 0, 4],
      ['b', 'cancelled', null, 0],
      ['c', 'success', 4, 8],
    ]);
    expect(times(three('max'))).toEqual([
      ['a', 'success', 0, 4],
      ['b', 'success', 4, 8],
      ['c', 'success', 8, 12],
    ]);
  });

  test('a job that waits for approval keeps the others of its group waiting', () => {
    const environments = [{ name: 'production', job: 'a', reviewers: { users: ['ann'], teams: [] } }];
    const jobs = { a: { ...job({ group: 'g' }), environment: { name: 'production' } }, b: job({ group: 'g' }) };
    const waiting = simulate(pipelineModel({ jobs, environments }), MAIN, {}, { approvals: { production: 60 } });
    expect(waiting.jobs.map(({ start, end }) => [start, end])).toEqual([
      [60, 64],
      [64, 68],
    ]);
  });

  test('cancel-in-progress ends what runs', () => {
    const jobs = {
      a: job({ group: 'g' }),
      x: { model: { budgetMinutes: 1 } },
      b: job({ group: 'g', 'cancel-in-progress': true }, ['x']),
    };
    expect(times(jobs)).toEqual([
      ['a', 'cancelled', 0, 1],
      ['x', 'success', 0, 1],
      ['b', 'success', 1, 5],
    ]);
  });
});
