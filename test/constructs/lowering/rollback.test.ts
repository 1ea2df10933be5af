import { mkdirSync, writeFileSync } from 'node:fs';
import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import {
  ConcurrencyQueue,
  type DeployEnvironmentOptions,
  type Pipeline,
  Promotion,
  Reviewer,
  SmokeTest,
  Step,
} from '../../../src';
import type { PipelineModel } from '../../../src/model/pipeline-model';
import type { WorkflowJob } from '../../../src/model/workflow';
import { renderRollback } from '../../../src/render/workflow';
import { events } from '../../../src/simulate/events';
import { simulate } from '../../../src/simulate/simulate';
import { conditionOf, evaluate, isTruthy } from '../../../src/util/expressions';
import { emptyProject, paymentApi } from '../../support/payment-api';
import { smallTree } from '../../support/small-tree';
import { lowered, synthesizedProject, withCharts } from '../../support/synthesize';

const ON = { rollback: true };
const rollbackOf = (pipeline: Pipeline): PipelineModel => {
  const { rollback } = lowered(pipeline).model;
  if (rollback === null) throw new Error('no rollback');
  return rollback;
};
const withDeploy = (deploy: Partial<DeployEnvironmentOptions>) => smallTree({ pipeline: ON, deploy }).pipeline;
const idsOf = (job: WorkflowJob) => job.steps.map(({ id }) => id);

describe('the workflow of payment-api', () => {
  const pipeline = paymentApi(emptyProject(), ON);
  const { workflow } = rollbackOf(pipeline);
  const deployments = lowered(pipeline).model.workflow.jobs;

  test('is started by hand alone, and gives nobody rights', () => {
    expect(workflow.on).toEqual({
      workflow_dispatch: {
        inputs: {
          environment: {
            description: 'Environment to take back',
            required: true,
            type: 'choice',
            options: ['dev', 'staging', 'production'],
          },
          digest: { description: 'Image to go back to, sha256:…; empty for the one that ran before', type: 'string' },
          reason: { description: 'Why; shown in the summary and in messages', required: true, type: 'string' },
        },
      },
    });
    expect(workflow.permissions).toEqual({});
    expect(workflow.concurrency).toEqual({
      group: 'payment-api-rollback-${{ github.run_id }}',
      'cancel-in-progress': false,
    });
    expect(Object.keys(workflow.jobs)).toEqual([
      'rollback-dev',
      'rollback-staging',
      'rollback-production',
      'ask-production',
      'notify',
    ]);
  });

  test.each(['dev', 'staging', 'production'])('goes to %s as the deployment does', (name) => {
    const [back, deploy] = [workflow.jobs[`rollback-${name}`], deployments[`deploy-${name}`]];
    for (const key of ['environment', 'concurrency', 'permissions', 'timeout-minutes', 'runs-on'] as const) {
      expect(back[key], key).toEqual(deploy[key]);
      expect(back[key], key).toBeDefined();
    }
    expect(back.needs).toBeUndefined();
    const upTo = idsOf(deploy).indexOf('deploy');
    const leadingUp = (job: WorkflowJob) => job.steps.slice(0, upTo).filter(({ id }) => id !== 'check');
    expect(leadingUp(back)).toEqual(leadingUp(deploy));
    expect(back.steps.slice(upTo).map(({ run }) => run)).toEqual([
      'bash .github/stagegate/return-release.sh',
      'bash .github/stagegate/smoke-test.sh',
      'bash .github/stagegate/mark-revision.sh',
    ]);
    const [check, checkThere] = [back, deploy].map(({ steps }) => steps.find(({ id }) => id === 'check'));
    expect(check?.env).toEqual({
      ...checkThere?.env,
      DIGEST: '${{ inputs.digest }}',
      REASON: '${{ inputs.reason }}',
    });
    expect(back.steps[upTo].env).toEqual({
      DIGEST: '${{ inputs.digest }}',
      REASON: '${{ inputs.reason }}',
      ASKED: '${{ steps.check.outputs.asked }}',
    });
    expect(check?.run).toBe('bash .github/stagegate/check-rollback.sh');
  });

  test('hands on what people say by the environment alone, and to nobody else', () => {
    expect(workflow.jobs['rollback-production'].env).toEqual({
      ENVIRONMENT: 'production',
      IMAGE_REPOSITORY: '${{ vars.ECR_REGISTRY }}/payment-api',
      RELEASE: 'payment-api',
      NAMESPACE: 'payment-api-production',
      TARGET: 'https://api.payment.example/health',
    });
    for (const job of Object.values(workflow.jobs))
      for (const { run = '' } of job.steps) expect(run).not.toContain('${{');
    const { pipeline: withStep } = smallTree({
      pipeline: ON,
      deploy: { preSteps: [Step.run('join', 'join "$DIGEST"')] },
    });
    const [, join] = rollbackOf(withStep).workflow.jobs['rollback-production'].steps;
    expect(join).toEqual({ id: 'join', run: 'join "$DIGEST"' });
    expect(rollbackOf(withStep).workflow.jobs['rollback-production'].env).not.toHaveProperty('DIGEST');
  });

  test.each<[string, string, string[]]>([
    ['production', 'main', ['rollback-production', 'ask-production', 'notify']],
    ['dev', 'main', ['rollback-dev', 'notify']],
    ['production', 'feature', ['notify']],
  ])('asked for %s on %s', (environment, branch, jobs) => {
    const event = events.dispatch(branch, { environment, reason: 'x' });
    const run = simulate(rollbackOf(pipeline), event);
    expect(run.jobs.filter(({ result }) => result === 'success').map(({ id }) => id)).toEqual(jobs);
  });

  test('asks those who approve, as the pipeline does, and says why', () => {
    const ask = workflow.jobs['ask-production'];
    expect(ask).toMatchObject({
      if: "${{ inputs.environment == 'production' && github.ref == 'refs/heads/main' }}",
      permissions: { contents: 'read' },
      'continue-on-error': true,
    });
    expect(ask).not.toHaveProperty('needs');
    expect(ask.steps.slice(1).map(({ name, run, env }) => ({ name, run, env }))).toEqual([
      {
        name: 'Ask for the approval of a rollback of production',
        run: 'bash .github/stagegate/write-approval-request.sh',
        env: {
          SERVICE: 'payment-api',
          WAITING: 'production',
          DIGEST: '${{ inputs.digest }}',
          REASON: '${{ inputs.reason }}',
        },
      },
      {
        name: 'Send it to Slack',
        run: 'bash .github/stagegate/send-slack.sh',
        env: { SLACK_WEBHOOK: '${{ secrets.SLACK_WEBHOOK }}' },
      },
    ]);
  });

  test('tells those whom the pipeline tells, whatever happened, and never fails for it', () => {
    const { notify } = workflow.jobs;
    expect(notify).toMatchObject({
      needs: ['rollback-dev', 'rollback-staging', 'rollback-production'],
      if: '${{ always() }}',
      'continue-on-error': true,
    });
    expect(notify.steps.map(({ run, uses }) => run ?? uses?.split('@')[0])).toEqual([
      'actions/checkout',
      'bash .github/stagegate/write-rollback-message.sh',
      'bash .github/stagegate/send-slack.sh',
    ]);
    expect(notify.steps[1].env).toEqual({
      SERVICE: 'payment-api',
      ENVIRONMENT: '${{ inputs.environment }}',
      REASON: '${{ inputs.reason }}',
      NEEDS: '${{ toJSON(needs) }}',
    });
  });

  test('brings its scripts, and changes nothing of the pipeline itself', () => {
    const without = lowered(paymentApi()).model;
    const { model } = lowered(pipeline);
    expect(without.rollback).toBeNull();
    expect({ ...model, rollback: null, scripts: without.scripts }).toEqual(without);
    expect(model.scripts.filter((script) => !without.scripts.includes(script))).toEqual([
      'check-rollback',
      'return-release',
      'write-rollback-message',
    ]);
    const added = synthesizedProject(withCharts(pipeline.project, 'charts/payment-api')).files.map(({ path }) => path);
    expect(added).toEqual(
      expect.arrayContaining(['.github/stagegate/find-revision.jq', '.github/stagegate/common.sh']),
    );
  });
});

test('it tells nobody where the pipeline tells nobody', () => {
  const { pipeline } = smallTree({ pipeline: { ...ON, notifiers: [] } });
  expect(Object.keys(rollbackOf(pipeline).workflow.jobs)).toEqual(['rollback-production']);
  expect(rollbackOf(pipeline).scripts).toEqual(['check-rollback', 'return-release']);
});

test('what a deployment has of its own comes along: until the deed, not after it', () => {
  const pipeline = withDeploy({
    preSteps: [Step.run('join-network', 'tailscale up')],
    postSteps: [Step.run('purge', 'purge-cache')],
    env: { REGION: 'eu' },
    concurrency: { group: 'everything', queue: ConcurrencyQueue.MAX },
  });
  const job = rollbackOf(pipeline).workflow.jobs['rollback-production'];
  expect(idsOf(job)).toEqual(['checkout', 'join-network', 'check', 'helm', 'kubectl', 'cluster', 'rollback', 'mark']);
  expect(job.env?.REGION).toBe('eu');
  expect(job.concurrency).toEqual({ group: 'everything', 'cancel-in-progress': false, queue: 'max' });
  expect(job.steps.find(({ id }) => id === 'cluster')?.env).toEqual({
    KUBECONFIG_DATA: '${{ secrets.KUBECONFIG }}',
  });
});

test('a rollback that fails is red, also where its deployment only warns', () => {
  const { workflow } = lowered(withDeploy({ blocking: false })).model;
  expect(workflow.jobs['deploy-production']['continue-on-error']).toBe(true);
  const back = rollbackOf(withDeploy({ blocking: false })).workflow.jobs['rollback-production'];
  expect(back).not.toHaveProperty('continue-on-error');
});

test('escape hatches hold for the way back too', () => {
  const { pipeline, deploy } = smallTree({ pipeline: ON, deploy: { smokeTest: SmokeTest.http('/health') } });
  deploy.job.step('kubectl').remove();
  pipeline.patch(JsonPatch.replace('/jobs/deploy-production/runs-on', 'inside'));
  pipeline.patch(JsonPatch.replace('/jobs/deploy-production/concurrency/group', 'our-line'));
  const job = rollbackOf(pipeline).workflow.jobs['rollback-production'];
  expect(idsOf(job)).not.toContain('kubectl');
  expect(job['runs-on']).toBe('inside');
  expect(job.concurrency?.group).toBe('our-line');
});

test('charts are not fetched: no rollback installs one', () => {
  const project = withCharts(emptyProject(), 'charts/payment-api');
  const chart = `${project.outdir}/charts/payment-api`;
  mkdirSync(chart, { recursive: true });
  writeFileSync(`${chart}/Chart.lock`, 'dependencies: []\n');
  const { model } = lowered(paymentApi(project, ON));
  expect(idsOf(model.workflow.jobs['deploy-dev'])).toContain('charts');
  expect(idsOf(rollbackOf(paymentApi(project, ON, 'other')).workflow.jobs['rollback-dev'])).not.toContain('charts');
});

test.each([
  [Promotion.automatic({ branches: ['release/*'], tags: ['v*'] }), 'refs/tags/v1', true],
  [Promotion.automatic({ branches: ['release/*'], tags: ['v*'] }), 'refs/heads/release/2', true],
  [Promotion.automatic({ branches: ['release/*'], tags: ['v*'] }), 'refs/heads/main', false],
  [Promotion.manual({ reviewers: [Reviewer.user('octocat')] }), 'refs/heads/main', true],
])('it starts where the deployment does', (promotion, ref, starts) => {
  const { pipeline } = smallTree({ pipeline: { ...ON, tags: ['v*'] }, deploy: { promotion, environment: "Kund's" } });
  const { workflow } = rollbackOf(pipeline);
  const condition = conditionOf(workflow.jobs['rollback-production'].if);
  const asked = (environment: string) => ({ github: { ref }, inputs: { environment } });
  const state = { success: true, failure: false, cancelled: false };
  expect(isTruthy(evaluate(condition, asked("Kund's"), state))).toBe(starts);
  expect(isTruthy(evaluate(condition, asked('other'), state))).toBe(false);
});

test('scripts hear of no variable that the whole workflow has for other ends', () => {
  const env = { SELECTOR: 'app=other', REASON: 'x', MESSAGE_FILE: '/x', LEVEL: 'debug' };
  const { workflow } = rollbackOf(smallTree({ pipeline: { ...ON, env } }).pipeline);
  const envOf = (job: string, id: string) => workflow.jobs[job].steps.find((step) => step.id === id)?.env;
  expect(workflow.env).toEqual(env);
  expect(envOf('rollback-production', 'rollback')).toMatchObject({ SELECTOR: '', REASON: '${{ inputs.reason }}' });
  expect(envOf('notify', 'message')).toMatchObject({ MESSAGE_FILE: '' });
  expect(renderRollback(rollbackOf(smallTree({ pipeline: { ...ON, env } }).pipeline))).toContain(
    '        # Empty for the script: SELECTOR of the workflow says something else.\n',
  );
});

test('two pipelines that share an environment each have a way back of their own', () => {
  const project = withCharts(emptyProject(), 'charts/payment-api');
  const groups = ['a', 'b'].map((id) => {
    const { jobs } = rollbackOf(paymentApi(project, ON, id)).workflow;
    return jobs['rollback-dev'].concurrency?.group;
  });
  expect(groups).toEqual(['deploy-payment-api/dev', 'deploy-payment-api/dev']);
  const paths = synthesizedProject(project).files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['.github/workflows/a-rollback.yml', '.github/workflows/b-rollback.yml']),
  );
});
