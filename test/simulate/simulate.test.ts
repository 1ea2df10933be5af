import { describe, expect, test } from 'vitest';
import { events } from '../../src/simulate/events';
import type { Circumstances, Outcomes } from '../../src/simulate/run';
import { simulate } from '../../src/simulate/simulate';
import { type JobSpec, pipelineModel, step } from './support/model';

/*
 * Guards: how conditions, environments, groups, matrices and cancellation work together in one run.
 */

const MAIN = events.push('main');

function run(jobs: { readonly [id: string]: JobSpec }, outcomes: Outcomes = {}, circumstances: Circumstances = {}) {
  return simulate(pipelineModel({ jobs }), MAIN, outcomes, circumstances);
}

function results(jobs: { readonly [id: string]: JobSpec }, outcomes: Outcomes = {}, circumstances: Circumstances = {}) {
  return Object.fromEntries(run(jobs, outcomes, circumstances).jobs.map(({ id, result }) => [id, result]));
}

describe('conditions', () => {
  test('a skip goes down the whole chain, also through a job that ran', () => {
    const jobs = {
      a: { if: "github.ref == 'refs/heads/other'" },
      b: { needs: ['a'], if: '!cancelled()' },
      c: { needs: ['b'] },
      d: { needs: ['b'], if: "!cancelled() && needs.b.result == 'success'" },
    };
    expect(results(jobs)).toEqual({ a: 'skipped', b: 'success', c: 'skipped', d: 'success' });
  });

  test('failure() sees ancestors, needs sees direct needs only', () => {
    const jobs = {
      a: {},
      b: { needs: ['a'], if: 'always()' },
      c: { needs: ['b'], if: 'failure()' },
      d: { needs: ['b'], if: "always() && needs.a.result == 'failure'" },
    };
    expect(results(jobs, { a: 'failure' })).toEqual({ a: 'failure', b: 'success', c: 'success', d: 'skipped' });
  });

  test('strings compare without regard to case', () => {
    expect(results({ a: { if: "github.event_name == 'PUSH'" } })).toEqual({ a: 'success' });
  });

  test('says why, with what was read', () => {
    const jobs = { a: {}, b: { needs: ['a'], if: "!cancelled() && needs.a.result == 'success'" } };
    const [, b] = run(jobs, { a: 'failure' }).jobs;
    expect(b.why).toEqual({
      condition: "!cancelled() && needs.a.result == 'success'",
      holds: false,
      parts: [
        { expression: 'cancelled()', value: false, reads: {}, unknown: [] },
        {
          expression: "needs.a.result == 'success'",
          value: false,
          reads: { 'needs.a.result': 'failure' },
          unknown: [],
        },
      ],
      because: "needs.a.result == 'success' is false (needs.a.result is 'failure')",
      unknown: [],
    });
  });

  test('continue-on-error shows others a success, and the run one too', () => {
    const jobs = { a: { 'continue-on-error': true }, b: { needs: ['a'] } };
    const simulated = run(jobs, { a: 'failure' });
    expect(simulated.jobs.map(({ outcome, result }) => [outcome, result])).toEqual([
      ['failure', 'success'],
      ['success', 'success'],
    ]);
    expect(simulated.conclusion).toBe('success');
  });

  test('a misspelt outcome is a mistake', () => {
    expect(() => run({ a: {} }, { b: 'failure' })).toThrow(
      'unknown-name  sample  has no job, leg or step "b"\n→ name one of a',
    );
  });
});

describe('steps and outputs', () => {
  const jobs: { [id: string]: JobSpec } = {
    build: {
      env: { PUBLISH: "${{ github.ref == 'refs/heads/main' }}" },
      outputs: {
        digest: '${{ steps.push.outputs.digest }}',
        hint: '${{ steps.dry.outputs.hint }}',
        fixed: 'x-${{ github.ref_name }}',
      },
      steps: [
        step('push', { if: "env.PUBLISH == 'true'" }),
        step('dry', { if: "env.PUBLISH == 'false'" }),
        step('report', { 'continue-on-error': true }),
        step('clean', { if: 'failure()' }),
      ],
    },
    deploy: { needs: ['build'], if: "needs.build.outputs.digest != ''" },
  };

  test('outputs that only a real run knows are null, those of a skipped step empty', () => {
    expect(run(jobs).jobs[0].outputs).toEqual({ digest: null, hint: '', fixed: 'x-main' });
    expect(results(jobs)).toEqual({ build: 'success', deploy: 'unknown' });
  });

  test('outputs can be given', () => {
    const given = run(jobs, {}, { outputs: { 'build/push': { digest: 'sha256:1' } } });
    expect(given.jobs[0].outputs.digest).toBe('sha256:1');
  });

  test('a failed step ends the job, except where it is forgiven', () => {
    const steps = (outcomes: Outcomes) =>
      run(jobs, outcomes).jobs[0].legs[0].steps.map(({ id, outcome, conclusion }) => [id, outcome, conclusion]);
    expect(steps({ 'build/push': 'failure' })).toEqual([
      ['push', 'failure', 'failure'],
      ['dry', 'skipped', 'skipped'],
      ['report', 'skipped', 'skipped'],
      ['clean', 'success', 'success'],
    ]);
    expect(steps({ 'build/report': 'timed-out' })).toContainEqual(['report', 'failure', 'success']);
    expect(results(jobs, { 'build/report': 'failure' })).toEqual({ build: 'success', deploy: 'unknown' });
    expect(results(jobs, { 'build/push': 'failure' })).toEqual({ build: 'failure', deploy: 'skipped' });
  });
});

describe('environments', () => {
  const model = pipelineModel({
    on: { push: {} },
    jobs: {
      deploy: { environment: { name: 'production' }, model: { budgetMinutes: 3 } },
      after: { needs: ['deploy'] },
    },
    environments: [{ name: 'Production', job: 'deploy', reviewers: { users: ['ann'], teams: [] }, waitTimer: 5 }],
  });

  test.each([
    [60, 60, 63],
    [2, 5, 8],
  ])('a job waits for a reviewer of %s minutes beside the timer of 5', (minutes, start, end) => {
    const [deploy] = simulate(model, MAIN, {}, { approvals: { production: minutes } }).jobs;
    expect([deploy.waitsForApproval, deploy.waitTimer, deploy.ready]).toEqual([true, 5, 0]);
    expect([deploy.start, deploy.end]).toEqual([start, end]);
  });

  test('a timer is no approval', () => {
    const environments = [{ name: 'production', job: 'deploy', waitTimer: 10 }];
    const timed = pipelineModel({ jobs: { deploy: { environment: { name: 'production' } } }, environments });
    const [deploy] = simulate(timed, MAIN).jobs;
    expect([deploy.waitsForApproval, deploy.waitTimer, deploy.start]).toEqual([false, 10, 10]);
  });

  test('a rejected job fails without having run', () => {
    const rejected = simulate(model, MAIN, { deploy: 'rejected' });
    expect(rejected.jobs.map(({ ran, result }) => [ran, result])).toEqual([
      [false, 'failure'],
      [false, 'skipped'],
    ]);
    expect(rejected.conclusion).toBe('failure');
    expect(rejected.jobs[0].reason).toBe('its deployment to production was rejected');
  });

  test('a no does not wait for the timer', () => {
    expect(simulate(model, MAIN, { deploy: 'rejected' }, { approvals: { production: 2 } }).jobs[0].end).toBe(2);
  });

  test('nobody says no where nobody is asked', () => {
    const jobs = { build: {}, dev: { environment: { name: 'dev' } }, deploy: { environment: { name: 'production' } } };
    const environments = [
      { name: 'dev', job: 'dev', waitTimer: 5 },
      { name: 'production', job: 'deploy', protectionApps: ['tickets'] },
    ];
    const asked = pipelineModel({ jobs, environments });
    for (const job of ['build', 'dev', 'build/work']) {
      expect(() => simulate(asked, MAIN, { [job]: 'rejected' })).toThrow(
        `not-rejectable  sample  got a rejection of "${job}", which nobody is asked to approve\n→ jobs that can be rejected are: deploy`,
      );
    }
    expect(simulate(asked, MAIN, { deploy: 'rejected' }).jobs[2].outcome).toBe('rejected');
    expect(() => simulate(pipelineModel({ jobs: { build: {} } }), MAIN, { build: 'rejected' })).toThrow(
      '→ no job of it can be rejected',
    );
    const named = { deploy: { environment: { name: "${{ github.ref_name == 'main' && 'dev' || 'production' }}" } } };
    expect(() => simulate(pipelineModel({ jobs: named, environments }), MAIN, { deploy: 'rejected' })).toThrow(
      '→ the environment dev, which it enters in this run, asks nobody',
    );
  });

  test('a ref that the environment does not let in fails the job before anybody is asked', () => {
    const [deploy] = simulate(model, events.push('develop')).jobs;
    expect([deploy.outcome, deploy.result, deploy.ran, deploy.waitsForApproval]).toEqual([
      'refused',
      'failure',
      false,
      false,
    ]);
  });
});

describe('matrices', () => {
  const strategy = { matrix: { node: ['20', '22', '24'] }, 'max-parallel': 1 };

  test('legs run in rounds, and a failed one cancels those to come', () => {
    const [job] = run({ a: { strategy } }, { 'a (22)': 'failure' }, { durations: { a: 4 } }).jobs;
    expect(job.legs.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['20', 'success'],
      ['22', 'failure'],
      ['24', 'cancelled'],
    ]);
    expect([job.result, job.end]).toEqual(['failure', 8]);
  });

  test('without fail-fast every leg runs', () => {
    const [job] = run(
      { a: { strategy: { ...strategy, 'fail-fast': false } } },
      { 'a (20)': 'failure' },
      { durations: { a: 4 } },
    ).jobs;
    expect([job.legs[2].outcome, job.result, job.end]).toEqual(['success', 'failure', 12]);
  });

  test('a limit that is an expression is none', () => {
    const unlimited = { ...strategy, 'max-parallel': '${{ vars.MOST }}' as unknown as number };
    expect(run({ a: { strategy: unlimited } }, {}, { durations: { a: 4 } }).jobs[0].end).toBe(4);
  });

  test('a leg may be forgiven by an expression', () => {
    const forgiving = { strategy, 'continue-on-error': "${{ matrix.node == '24' }}" as unknown as boolean };
    expect(results({ a: forgiving }, { 'a (24)': 'failure' })).toEqual({ a: 'success' });
    expect(results({ a: forgiving }, { 'a (20)': 'failure' })).toEqual({ a: 'failure' });
  });
});

test('an event that no trigger lets in starts nothing', () => {
  const refused = simulate(pipelineModel({ jobs: { a: {} } }), events.push('develop'));
  expect([refused.starts, refused.why, refused.conclusion, refused.jobs]).toEqual([
    false,
    'branch develop passes no filter',
    null,
    [],
  ]);
});
