import { expect, test } from 'vitest';
import { schedule } from '../../src/simulate/schedule';
import { type JobSpec, pipelineModel } from './support/model';

const job = (budgetMinutes: number | null, needs: readonly string[] = [], keys: JobSpec = {}): JobSpec => ({
  needs,
  ...keys,
  model: { budgetMinutes },
});

test('start, end, slack and critical path of a diamond', () => {
  const times = schedule(
    pipelineModel({ jobs: { a: job(2), b: job(5, ['a']), c: job(3, ['a']), d: job(1, ['b', 'c']) } }),
  );
  expect(times.jobs).toEqual([
    { id: 'a', minutes: 2, start: 0, end: 2, slack: 0 },
    { id: 'b', minutes: 5, start: 2, end: 7, slack: 0 },
    { id: 'c', minutes: 3, start: 2, end: 5, slack: 2 },
    { id: 'd', minutes: 1, start: 7, end: 8, slack: 0 },
  ]);
  expect([times.criticalPath, times.minutes, times.runnerMinutes]).toEqual([['a', 'b', 'd'], 8, 11]);
});

test('the critical path goes through jobs that take no time, and does not name them', () => {
  const times = schedule(pipelineModel({ jobs: { a: job(2), gate: job(null, ['a']), b: job(3, ['gate']) } }));
  expect([times.criticalPath, times.minutes]).toEqual([['a', 'b'], 5]);
});

test('every leg of a matrix is paid for, and rounds take their time', () => {
  const strategy = { matrix: { node: ['20', '22', '24'] }, 'max-parallel': 2 };
  const times = schedule(pipelineModel({ jobs: { a: job(4, [], { strategy }) } }));
  expect([times.minutes, times.runnerMinutes]).toEqual([8, 12]);
});

test('a pipeline without budgets takes no time', () => {
  const times = schedule(pipelineModel({ jobs: { a: job(null) } }));
  expect([times.minutes, times.criticalPath]).toEqual([0, []]);
});

test('a job that does not exist has no time', () => {
  expect(() => schedule(pipelineModel({ jobs: { a: job(1) } })).minutesTo('b')).toThrow('the workflow has no job "b"');
});
