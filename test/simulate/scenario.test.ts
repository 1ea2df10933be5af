import { describe, expect, test } from 'vitest';
import { events } from '../../src/simulate/events';
import type { Circumstances } from '../../src/simulate/run';
import { runText } from '../../src/simulate/run-text';
import { simulate } from '../../src/simulate/simulate';
import { type JobSpec, pipelineModel, step } from './support/model';

/*
 * Guards: what a run can be told beyond how its jobs end, and that nothing that is told is lost in silence.
 */

const MAIN = events.push('main');

describe('inputs of a manual start', () => {
  const inputs = {
    size: { type: 'choice', default: 'big', options: ['big', 'small'] },
    note: { type: 'string' },
    dry: { type: 'boolean', default: false },
    count: { type: 'number', default: 2 },
    unset: { type: 'boolean' },
  };
  const started = (
    given: { readonly [name: string]: string | number | boolean },
    condition: string,
    declared = inputs,
  ) => {
    const model = pipelineModel({
      on: { push: {}, workflow_dispatch: { inputs: declared } },
      jobs: { a: { if: condition } },
    });
    return simulate(model, events.dispatch('main', given)).jobs[0].result;
  };

  test.each([
    [{}, "inputs.size == 'big'", 'success'],
    [{ size: 'small' }, "inputs.size == 'big'", 'skipped'],
    [{}, "github.event.inputs.size == 'big'", 'success'],
    [{}, "inputs.note == ''", 'success'],
    [{ dry: 'true' }, 'inputs.dry', 'success'],
    [{ dry: false }, 'inputs.dry', 'skipped'],
    [{ dry: true }, "github.event.inputs.dry == 'true'", 'success'],
    [{}, 'inputs.unset', 'skipped'],
    [{ count: '3' }, 'inputs.count > 2', 'success'],
  ] as const)('%j, if: %s: %s', (given, condition, result) => expect(started(given, condition)).toBe(result));

  test.each([
    [{ colour: 'red' }, 'unknown-input  sample  has no input "colour"\n→ inputs are: size, note, dry, count, unset'],
    [{ size: 'huge' }, 'input-value  sample  got "huge" for the input "size"\n→ allowed are big, small'],
    [{ dry: 'yes' }, 'input-value  sample  got "yes" for the input "dry"\n→ allowed are true, false'],
    [{ count: 'many' }, 'input-value  sample  got "many" for the input "count"\n→ allowed are numbers'],
  ])('%j is refused', (given, message) => expect(() => started(given, 'true')).toThrow(message));

  test('one that is required and has no default must be given', () => {
    const declared = { ...inputs, note: { type: 'string', required: true } };
    expect(() => started({}, 'true', declared)).toThrow(
      'missing-input  sample  requires the input "note", which has no default\n→ give it',
    );
    expect(started({ note: 'x' }, 'true', declared)).toBe('success');
  });

  test('are not there in any other event, not even their defaults', () => {
    const model = pipelineModel({
      on: { push: {}, workflow_dispatch: { inputs } },
      jobs: { a: { if: "inputs.size == 'big'" } },
    });
    expect(simulate(model, MAIN).jobs[0].result).toBe('skipped');
  });
});

describe('refs in full', () => {
  test('are what they say, wherever a name may stand', () => {
    expect(events.push('refs/heads/main')).toEqual(events.push('main'));
    expect(events.push('refs/tags/v1')).toEqual(events.pushTag('v1'));
    expect(events.pushTag('refs/tags/v1').ref).toBe('refs/tags/v1');
    expect(events.pullRequest('refs/heads/main')).toEqual(events.pullRequest('main'));
    expect(events.mergeGroup('refs/heads/main')).toEqual(events.mergeGroup('main'));
    expect(events.dispatch('refs/tags/v1').ref).toBe('refs/tags/v1');
    expect(events.schedule('refs/heads/main')).toEqual(events.schedule('main'));
  });
});

describe('a cancelled step', () => {
  const job: JobSpec = {
    steps: [
      step('before'),
      step('it'),
      step('next'),
      step('on-success', { if: 'success()' }),
      step('on-failure', { if: 'failure()' }),
      step('on-cancel', { if: 'cancelled()' }),
      step('unless-cancelled', { if: '!cancelled()' }),
      step('always', { if: 'always()' }),
    ],
  };

  test('cancels what follows in its job, but for what asks for it', () => {
    const [run] = simulate(pipelineModel({ jobs: { a: job } }), MAIN, { 'a/it': 'cancelled' }).jobs;
    expect(run.result).toBe('cancelled');
    expect(run.legs[0].steps.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'before success',
      'it cancelled',
      'next skipped',
      'on-success skipped',
      'on-failure skipped',
      'on-cancel success',
      'unless-cancelled skipped',
      'always success',
    ]);
  });

  test('outweighs one that failed', () => {
    const outcomes = { 'a/before': 'failure', 'a/always': 'cancelled' } as const;
    expect(simulate(pipelineModel({ jobs: { a: job } }), MAIN, outcomes).jobs[0].result).toBe('cancelled');
  });
});

describe('a timeout that is an expression', () => {
  const timeout = (minutes: string) => {
    const jobs = { a: { 'timeout-minutes': minutes as unknown as number } };
    const vars = { MINUTES: '7' };
    return simulate(pipelineModel({ jobs }), MAIN, { a: 'timed-out' }, { vars }).jobs[0].end;
  };

  test('has its value, and that of GitHub where it has none', () => {
    expect(timeout('${{ vars.MINUTES }}')).toBe(7);
    expect(timeout('${{ fromJSON(vars.MINUTES) }}')).toBe(7);
    expect(timeout('${{ vars.NOTHING }}')).toBe(360);
  });
});

describe('what is said of a run', () => {
  const model = pipelineModel({
    jobs: { build: {}, deploy: { environment: { name: 'production' } } },
    environments: [{ name: 'Production', job: 'deploy', waitTimer: 10, reviewers: { users: ['ann'], teams: [] } }],
  });

  test.each<[Circumstances, string]>([
    [{ durations: { biuld: 1 } }, 'unknown-name  sample  has no job "biuld"\n→ name one of build, deploy'],
    [{ durations: { build: -1 } }, 'minutes  sample  got -1 minutes for build\n→ allowed are 0 and more'],
    [{ durations: { build: Number.NaN } }, 'minutes  sample  got NaN minutes for build'],
    [
      { approvals: { dev: 1 } },
      'unknown-name  sample  has no environment with reviewers "dev"\n→ name one of Production',
    ],
    [
      { approvals: { Prod: 3 } },
      'unknown-name  sample  has no environment with reviewers "Prod"\n→ name one of Production',
    ],
    [{ outputs: { 'build/x': { a: '1' } } }, 'unknown-name  sample  has no step "build/x"\n→ name one of build/work'],
    [{ cancelledAt: -2 }, 'minutes  sample  got -2 minutes for cancelledAt'],
  ])('%j is refused where it fits nothing', (circumstances, message) => {
    expect(() => simulate(model, MAIN, {}, circumstances)).toThrow(message);
  });

  test('an environment is known in whatever case it is written', () => {
    const { jobs } = simulate(model, MAIN, {}, { approvals: { PRODUCTION: 20 } });
    expect(jobs.find(({ id }) => id === 'deploy')?.end).toBe(20);
  });

  test('an outcome that is none is refused', () => {
    const outcomes = { build: 'broken' as 'failure' };
    expect(() => simulate(model, MAIN, outcomes)).toThrow(
      'outcome  sample  got the outcome "broken" for build\n→ outcomes are: success, failure, cancelled, timed-out, rejected',
    );
  });

  test('the text tells approval and timer apart, and why a job did not run', () => {
    const text = (outcomes = {}, circumstances: Circumstances = {}) =>
      runText(simulate(model, MAIN, outcomes, circumstances)).split('\n')[2];
    expect(text()).toBe('  deploy  success at minute 10 to 10, after approval and 10 min');
    expect(text({ deploy: 'rejected' })).toBe('  deploy  failure  its deployment to production was rejected');
    expect(text({}, { cancelledAt: 5 })).toBe('  deploy  cancelled  the run was cancelled before it started');
    const timed = {
      ...model,
      environments: model.environments.map((one) => ({ ...one, reviewers: { users: [], teams: [] } })),
    };
    expect(runText(simulate(timed, MAIN))).toContain('  deploy  success at minute 10 to 10, after 10 min\n');
    expect(runText(simulate(model, events.push('other')))).toBe(
      'push to other: does not start: branch other passes no filter\n',
    );
  });

  test('the text says which ref an environment does not let in', () => {
    const open = { ...model, workflow: { ...model.workflow, on: { push: {} } } };
    expect(runText(simulate(open, events.push('other')))).toContain(
      '  deploy  failure  production does not let other in\n',
    );
  });
});
