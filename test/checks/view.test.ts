import { describe, expect, test } from 'vitest';
import { modelOfView } from '../../src/checks/model-of-view';
import { viewOf } from '../../src/checks/view';
import type { PipelineView } from '../../src/policy/pipeline-view';
import { changed } from './support/change';
import { paymentApi } from './support/payment-api';

const view = viewOf(paymentApi());
const job = (id: string, of: PipelineView = view) => of.jobs.find((candidate) => candidate.id === id);

/** As it is written to a file and read again. */
const stored = (of: PipelineView) => JSON.parse(JSON.stringify(of)) as PipelineView;

describe('the view', () => {
  test('has a version, and the workflow as it is printed', () => {
    expect(view.version).toBe(1);
    expect(view.workflow).toEqual(paymentApi().workflow);
    expect(view.events).toEqual(['push', 'pull_request', 'merge_group', 'workflow_dispatch']);
  });

  test('is plain JSON, without a null or an undefined outside what others wrote', () => {
    const { workflow: _, overlays: __, ...own } = view;
    expect(JSON.parse(JSON.stringify(own))).toEqual(own);
    expect(JSON.stringify(own)).not.toContain('null');
  });

  test('tells of a job what policies ask', () => {
    expect(job('deploy-production')).toMatchObject({
      path: 'payment-api/production',
      role: 'work',
      stage: 'production',
      deploysTo: 'production',
      environment: 'production',
      blocking: true,
      runsOn: ['ubuntu-24.04'],
      permissions: { 'id-token': 'write' },
    });
    expect(job('notify')).toMatchObject({ role: 'notification', secrets: ['SLACK_WEBHOOK'] });
    expect(job('notify')?.stage).toBeUndefined();
  });

  test('tells of a step what it uses', () => {
    expect(job('lint')?.steps[0]).toMatchObject({
      id: 'checkout',
      action: 'actions/checkout',
      ref: '3d3c42e5aac5ba805825da76410c181273ba90b1',
      version: 'v7.0.1',
      inputs: { 'persist-credentials': 'false' },
    });
    expect(job('unit-test')?.steps.find(({ id }) => id === 'install')).toEqual({
      id: 'install',
      run: 'npm ci',
      inputs: {},
      env: {},
    });
  });

  test('shows what an escape hatch added, and reads every form that GitHub accepts', () => {
    const patched = changed(paymentApi(), ({ workflow }) => {
      workflow.jobs.extra = {
        'runs-on': 'ubuntu-24.04',
        needs: 'build',
        environment: 'dev',
        permissions: 'read-all',
        steps: [{ uses: 'acme/tool@v1' }],
      } as unknown as (typeof workflow.jobs)['extra'];
    });
    expect(job('extra', viewOf(patched))).toMatchObject({
      path: 'payment-api',
      construct: 'Pipeline.patch',
      needs: ['build'],
      environment: 'dev',
      permissions: { '*': 'read' },
      steps: [{ uses: 'acme/tool@v1', action: 'acme/tool', ref: 'v1' }],
    });
  });
});

test('a stored view gives back the model, without commands of our own, comments, charts and escape hatches', () => {
  const model = paymentApi();
  expect(modelOfView(stored(view))).toEqual({
    ...JSON.parse(JSON.stringify(model)),
    jobs: model.jobs.map((original) => ({
      ...original,
      ours: {},
      comments: {},
      generated: null,
      patched: [],
    })),
    overlays: model.overlays.map((original) => ({ ...original, chartFiles: null })),
    patched: [],
  });
});

test('a job that an escape hatch added has no model of its own', () => {
  const patched = changed(paymentApi(), ({ workflow }) => {
    workflow.jobs.extra = { ...workflow.jobs.lint };
  });
  const back = modelOfView(stored(viewOf(patched)));
  expect(back.jobs.map(({ id }) => id)).toEqual(paymentApi().jobs.map(({ id }) => id));
  expect(Object.keys(back.workflow.jobs)).toContain('extra');
});
