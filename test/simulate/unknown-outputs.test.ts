import { describe, expect, test } from 'vitest';
import { events } from '../../src/simulate/events';
import type { Circumstances, Outcomes } from '../../src/simulate/run';
import { runText } from '../../src/simulate/run-text';
import { simulate } from '../../src/simulate/simulate';
import { type JobSpec, pipelineModel, step } from './support/model';

/*
 * Guards: an output that a step sets and nobody gives is unknown, and whatever hinges on it is told as unknown, never as a
 * fact.
 */

type Jobs = { readonly [id: string]: JobSpec };

const PLAN: JobSpec = {
  outputs: { flag: '${{ steps.s.outputs.flag }}', fixed: 'x' },
  steps: [step('s')],
  model: { budgetMinutes: 1 },
};

const ON_FLAG: Jobs = { a: PLAN, b: { needs: ['a'], if: "needs.a.outputs.flag == 'true'" } };

function run(jobs: Jobs, outcomes: Outcomes = {}, circumstances: Circumstances = {}) {
  return simulate(pipelineModel({ jobs }), events.push('main'), outcomes, circumstances);
}

function results(jobs: Jobs, outcomes: Outcomes = {}, circumstances: Circumstances = {}) {
  const { conclusion, jobs: ran } = run(jobs, outcomes, circumstances);
  return { ...Object.fromEntries(ran.map(({ id, result }) => [id, result])), run: conclusion };
}

const given = (flag: string) => ({ outputs: { 'a/s': { flag } } });

describe('a condition that reads an unknown output', () => {
  test('says neither that the job runs nor that it is skipped, and names the output', () => {
    const [, b] = run(ON_FLAG).jobs;
    expect([b.ran, b.outcome, b.result, b.start, b.unknown]).toEqual([false, null, 'unknown', null, ['a/s.flag']]);
    expect([b.why.holds, b.why.unknown]).toEqual([null, ['a/s.flag']]);
    expect(b.why.parts[1].reads).toEqual({ 'needs.a.outputs.flag': null });
    expect(b.reason).toBe("needs.a.outputs.flag == 'true' is unknown (the output a/s.flag is not given)");
  });

  test('is decided where the output is given', () => {
    expect(results(ON_FLAG, {}, given('true'))).toEqual({ a: 'success', b: 'success', run: 'success' });
    expect(results(ON_FLAG, {}, given('false'))).toEqual({ a: 'success', b: 'skipped', run: 'success' });
  });

  test('is decided where another part decides', () => {
    const b = { needs: ['a'], if: "github.ref == 'refs/heads/other' && needs.a.outputs.flag == 'true'" };
    const c = { needs: ['a'], if: "github.ref == 'refs/heads/main' || needs.a.outputs.flag == 'true'" };
    expect(results({ a: PLAN, b, c })).toEqual({ a: 'success', b: 'skipped', c: 'success', run: 'success' });
  });

  test('is unknown, too, where a job failed and nobody says which step did, unless the output is given', () => {
    const b = { needs: ['a'], if: "always() && needs.a.outputs.flag == 'true'" };
    expect(results({ a: PLAN, b }, { a: 'failure' })).toMatchObject({ b: 'unknown' });
    expect(results({ a: PLAN, b }, { a: 'failure' }, given('true'))).toMatchObject({ b: 'success' });
  });

  test('may read it by brackets', () => {
    const a = { ...PLAN, outputs: { flag: "${{ steps['s'].outputs['flag'] }}" } };
    const b = { needs: ['a'], if: "needs['a'].outputs['flag'] == 'true'" };
    expect(results({ a, b })).toMatchObject({ b: 'unknown' });
  });
});

describe('what comes after a job of which nobody knows whether it runs', () => {
  const afterB = (condition: string): JobSpec => ({ needs: ['b'], if: condition });

  test.each([
    ["needs.b.result == 'success'", 'unknown'],
    ["!cancelled() && needs.b.result == 'skipped'", 'unknown'],
    ["!cancelled() && needs.b.result == 'failure'", 'skipped'],
    ["!cancelled() && needs.b.result != 'failure'", 'success'],
    ["!cancelled() && contains(needs.*.result, 'failure')", 'skipped'],
    ['success()', 'unknown'],
    ['failure()', 'skipped'],
    ['always()', 'success'],
  ])('if: %s is %s', (condition, result) => {
    expect(results({ ...ON_FLAG, c: afterB(condition) })).toMatchObject({ c: result, run: 'success' });
  });

  test('is known again where the output is given', () => {
    expect(results({ ...ON_FLAG, c: afterB('success()') }, {}, given('true'))).toMatchObject({ c: 'success' });
  });

  test('its outputs are unknown', () => {
    const b = { ...ON_FLAG.b, outputs: { name: 'b' } };
    expect(results({ a: PLAN, b, c: afterB("always() && needs.b.outputs.name == 'b'") })).toMatchObject({
      c: 'unknown',
    });
  });

  test('of many such jobs no combination is guessed', () => {
    const ids = Array.from({ length: 8 }, (_, index) => `b${index}`);
    const many = Object.fromEntries(ids.map((id) => [id, ON_FLAG.b]));
    const last = { needs: ids, if: "!cancelled() && contains(needs.*.result, 'success')" };
    const always = { needs: ids, if: 'always()' };
    expect(results({ a: PLAN, ...many, last, always })).toMatchObject({ last: 'unknown', always: 'success' });
  });
});

describe('the conclusion', () => {
  test('is known where such a job succeeds or is skipped', () => {
    expect(run(ON_FLAG).conclusion).toBe('success');
  });

  test('is unknown where it fails if it runs', () => {
    const failing = run(ON_FLAG, { b: 'failure' });
    expect([failing.conclusion, failing.unknown]).toEqual(['unknown', ['a/s.flag']]);
  });

  test('is known where another job fails anyway', () => {
    expect(run({ ...ON_FLAG, c: {} }, { b: 'failure', c: 'failure' }).conclusion).toBe('failure');
  });
});

describe('a step of which nobody knows whether it runs', () => {
  const deploy = (condition: string): JobSpec => ({
    outputs: { again: '${{ steps.again.outcome }}', always: '${{ steps.first.outcome }}' },
    steps: [step('first'), step('again', { if: condition })],
  });

  test('is taken to run, and its outcome is not told', () => {
    const [job] = run({ deploy: deploy("steps.first.outputs.ready != ''") }).jobs;
    expect([job.result, job.outputs]).toEqual(['success', { again: null, always: 'success' }]);
  });

  test('is skipped where another part of its condition says so', () => {
    const [job] = run({ deploy: deploy("steps.first.outputs.ready != '' && failure()") }).jobs;
    expect(job.outputs).toEqual({ again: 'skipped', always: 'success' });
  });
});

test('a verdict hinges on what it judges', () => {
  const verdict = (maySkip: string): JobSpec => ({
    needs: ['a', 'b'],
    if: 'always()',
    steps: [step('decide', { env: { NEEDS: '${{ toJSON(needs) }}', MAY_SKIP: maySkip } })],
    model: { role: 'verdict', decides: ['decide'], blocking: false },
  });
  expect(results({ ...ON_FLAG, gate: verdict('b') })).toMatchObject({ gate: 'success', run: 'success' });
  const open = run({ ...ON_FLAG, gate: verdict('') });
  expect([open.jobs[2].ran, open.jobs[2].result, open.conclusion]).toEqual([true, 'unknown', 'unknown']);
  expect(open.jobs[2].reason).toBe('the output a/s.flag is not given');
  expect(results({ ...ON_FLAG, gate: verdict('') }, {}, given('false'))).toMatchObject({ gate: 'failure' });
  expect(results({ ...ON_FLAG, gate: verdict('') }, { gate: 'success' })).toMatchObject({ run: 'success' });
});

test('the text tells what is unknown, and why', () => {
  expect(runText(run(ON_FLAG))).toBe(
    [
      'push to main: success after 1 minutes',
      '  a  success at minute 0 to 1',
      "  b  unknown  needs.a.outputs.flag == 'true' is unknown (the output a/s.flag is not given)",
      '',
    ].join('\n'),
  );
});
