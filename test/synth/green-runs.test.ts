import { describe, expect, test } from 'vitest';
import { lowerPipeline } from '../../src/constructs/lowering/lower-pipeline';
import { eventKinds } from '../../src/simulate/proof/event-kinds';
import { simulate } from '../../src/simulate/simulate';
import { greenRuns } from '../../src/synth/green-runs';
import { paymentApi } from '../support/payment-api';

const { root, context } = paymentApi()._synthesisInput;
const model = lowerPipeline(root, context).model;

describe('green runs', () => {
  test('are those of the simulator', () => {
    const simulated = eventKinds(model, []).map(({ title, event }) => {
      const ran = new Set(simulate(model, event).jobs.flatMap((job) => (job.ran ? [job.id] : [])));
      return [title, Object.keys(model.workflow.jobs).filter((id) => ran.has(id))];
    });
    expect(simulated.length).toBeGreaterThan(5);
    expect(greenRuns(model).map(({ event, jobs }) => [event, jobs])).toEqual(simulated);
  });

  test('release on main only, and never for a pull request', () => {
    const releases = greenRuns(model).filter(({ isRelease }) => isRelease);
    expect(releases.map(({ event }) => event)).toEqual(['push to main', 'manual start on main']);
    expect(releases.every(({ jobs }) => jobs.includes('deploy-production'))).toBe(true);
  });

  test('start by hand with the defaults of the inputs', () => {
    const on = {
      ...model.workflow.on,
      workflow_dispatch: { inputs: { size: { type: 'choice', default: 'big', options: ['big', 'small'] } } },
    };
    const lint = { ...model.workflow.jobs.lint, if: "inputs.size == 'big'" };
    const runs = greenRuns({ ...model, workflow: { ...model.workflow, on, jobs: { ...model.workflow.jobs, lint } } });
    const linted = runs.filter(({ jobs }) => jobs.includes('lint')).map(({ event }) => event);
    expect(linted.length).toBeGreaterThan(0);
    expect(linted.filter((event) => !event.startsWith('manual start'))).toEqual([]);
  });

  test.each([
    ['boolean', 'false'],
    ['number', '0'],
  ])('take a default of the type %s for what it is, also where it is written as text', (type, value) => {
    const on = { ...model.workflow.on, workflow_dispatch: { inputs: { deep: { type, default: value } } } };
    const lint = { ...model.workflow.jobs.lint, if: 'inputs.deep' };
    const runs = greenRuns({ ...model, workflow: { ...model.workflow, on, jobs: { ...model.workflow.jobs, lint } } });
    expect(runs.some(({ event }) => event.startsWith('manual start'))).toBe(true);
    expect(runs.filter(({ jobs }) => jobs.includes('lint'))).toEqual([]);
  });

  test('leave out what waits for a job that does not run', () => {
    const production = { ...model.workflow.jobs['deploy-production'], if: undefined };
    const jobs = { ...model.workflow.jobs, 'deploy-production': production };
    const [, pullRequest] = greenRuns({ ...model, workflow: { ...model.workflow, jobs } });
    expect(pullRequest.event).toBe('pull request into main');
    expect(pullRequest.jobs).not.toContain('deploy-production');
    expect(pullRequest.jobs).toContain('integration-test');
  });
});
