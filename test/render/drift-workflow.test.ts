import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from 'projen';
import { describe, expect, test } from 'vitest';
import { type DriftCheck, type PipelineOptions, Promotion, Reviewer, Runner } from '../../src';
import type { Workflow } from '../../src/model/workflow';
import { conditionOf, evaluate, isTruthy } from '../../src/util/expressions';
import { parseYaml } from '../../src/util/yaml';
import { describeRefusals } from '../support/errors';
import { actionlint, githubParser } from '../support/judges';
import { emptyProject, paymentApi } from '../support/payment-api';
import { smallTree } from '../support/small-tree';
import { lowered, synthesizedProject, told, withCharts } from '../support/synthesize';

const FILE = '.github/workflows/payment-api-drift.yml';
const EXPECTED = join(__dirname, '../golden/drift-check/expected', FILE);
const APP: DriftCheck = { appClientIdVariable: 'DRIFT_APP', privateKeySecret: 'DRIFT_APP_KEY' };

const isUpdating = () =>
  (expect.getState() as unknown as { snapshotState: { _updateSnapshot: string } }).snapshotState._updateSnapshot ===
  'all';

function repository(...pipelines: [id: string, options: PipelineOptions][]): Project {
  const project = withCharts(emptyProject(), 'charts/payment-api');
  for (const [id, options] of pipelines) paymentApi(project, options, id);
  return project;
}

function driftFile(project: Project): { readonly content: string; readonly workflow: Workflow } {
  const files = synthesizedProject(project).files.filter(({ path }) => path.endsWith('-drift.yml'));
  expect(files).toHaveLength(1);
  return { content: files[0].content, workflow: parseYaml(files[0].content) as Workflow };
}

const jobOf = (workflow: Workflow) => workflow.jobs['check-drift'];
const appInputs = (workflow: Workflow) => jobOf(workflow).steps.find(({ id }) => id === 'token')?.with ?? {};
const permissionsOf = (workflow: Workflow) =>
  Object.keys(appInputs(workflow)).filter((key) => /^permission-/.test(key));

describe('the workflow that looks for drift', () => {
  const project = repository([
    'payment-api',
    { driftCheck: APP, repositorySettings: { requireGate: true, pinActions: true } },
  ]);
  const { content, workflow } = driftFile(project);

  test.each([
    [undefined, { GH_TOKEN: '${{ steps.token.outputs.token }}' }],
    [false, { ADMIN_BYPASS: 'true', GH_TOKEN: '${{ steps.token.outputs.token }}' }],
    [true, { ADMIN_BYPASS: 'true', GH_TOKEN: '${{ steps.token.outputs.token }}' }],
  ])('compares who may bypass the rules where a promotion says so: %s', (adminsCanBypass, env) => {
    const promotion = Promotion.manual({ reviewers: [Reviewer.user('octocat')], adminsCanBypass });
    const { pipeline } = smallTree({ pipeline: { driftCheck: APP }, deploy: { promotion } });
    const compare = jobOf(driftFile(pipeline.project).workflow).steps.find(({ id }) => id === 'compare');
    expect(compare?.env).toEqual(env);
  });

  test('is what lies in expected/', () => {
    if (isUpdating()) writeFileSync(EXPECTED, content);
    expect(content).toBe(readFileSync(EXPECTED, 'utf8'));
  });

  test('pleases GitHub and actionlint', () => {
    expect(githubParser(content)).toEqual([]);
    expect(actionlint(content)).toEqual([]);
  });

  test('installs before there is a token, without running scripts', () => {
    const steps = jobOf(workflow).steps.map(({ uses, run }) => uses?.split('@')[0] ?? run);
    expect(steps).toEqual([
      'actions/checkout',
      'actions/setup-node',
      'npm ci --ignore-scripts',
      'actions/create-github-app-token',
      'bash .github/stagegate/check-drift.sh',
      'bash .github/stagegate/report-drift.sh',
    ]);
  });

  test('gives each token to one step only', () => {
    const holding = (text: string) =>
      jobOf(workflow).steps.flatMap((step) => (JSON.stringify(step).includes(text) ? [step.run ?? step.uses] : []));
    expect(holding('steps.token.outputs.token')).toEqual(['bash .github/stagegate/check-drift.sh']);
    expect(holding('github.token')).toEqual(['bash .github/stagegate/report-drift.sh']);
    expect(holding('secrets.')).toEqual([expect.stringMatching(/^actions\/create-github-app-token@[0-9a-f]{40}$/)]);
    expect(jobOf(workflow).env).toBeUndefined();
    expect(workflow.permissions).toEqual({});
    expect(jobOf(workflow).permissions).toEqual({ contents: 'read', issues: 'write' });
    expect(jobOf(workflow).steps[0].with).toEqual({ 'persist-credentials': false });
  });

  test('answers to its schedule and to the button, one run at a time', () => {
    expect(workflow.on).toEqual({ schedule: [{ cron: '37 4 * * *' }], workflow_dispatch: {} });
    expect(workflow.concurrency).toEqual({ group: 'payment-api-drift', 'cancel-in-progress': false });
    expect(jobOf(workflow)['timeout-minutes']).toBe(10);
  });

  test.each([
    ['on schedule', true, { event_name: 'schedule', ref_name: 'main', event: { schedule: '37 4 * * *' } }],
    [
      'on schedule in a fork',
      false,
      { event_name: 'schedule', ref_name: 'main', event: { repository: { fork: true, default_branch: 'main' } } },
    ],
    [
      'by the button',
      true,
      {
        event_name: 'workflow_dispatch',
        ref_name: 'trunk',
        event: { repository: { fork: false, default_branch: 'trunk' } },
      },
    ],
    [
      'by the button on another branch',
      false,
      {
        event_name: 'workflow_dispatch',
        ref_name: 'feature',
        event: { repository: { fork: false, default_branch: 'trunk' } },
      },
    ],
  ])('runs %s: %s', (_, runs, github) => {
    const condition = conditionOf(jobOf(workflow).if);
    const state = { success: true, failure: false, cancelled: false };
    expect(isTruthy(evaluate(condition, { github }, state))).toBe(runs);
  });

  test('brings its scripts', () => {
    const paths = synthesizedProject(project).files.map(({ path }) => path);
    for (const script of ['check-drift.sh', 'report-drift.sh', 'write-drift.jq', 'common.sh'])
      expect(paths.filter((path) => path === `.github/stagegate/${script}`)).toHaveLength(1);
  });

  test('has its settings on the page', () => {
    const page = synthesizedProject(project).files.find(
      ({ path }) => path === 'docs/pipelines/payment-api.md',
    )?.content;
    expect(page).toContain(
      `| \`DRIFT_APP\` | variable | repository | \`${FILE}\` | client id of the GitHub App that looks for drift |`,
    );
    expect(page).toContain(`| \`DRIFT_APP_KEY\` | secret | repository | \`${FILE}\` |`);
    expect(page).toContain('GitHub App that looks for drift');
    expect(page).toMatch(/admit .*`actions\/create-github-app-token`/);
  });
});

describe('rights of the App', () => {
  const everything = [
    'permission-actions',
    'permission-administration',
    'permission-environments',
    'permission-members',
  ];

  test('are what the settings ask for, all read only', () => {
    const { workflow } = driftFile(repository(['payment-api', { driftCheck: APP }]));
    expect(permissionsOf(workflow)).toEqual(['permission-actions', 'permission-environments', 'permission-members']);
    for (const permission of permissionsOf(workflow)) expect(appInputs(workflow)[permission]).toBe('read');
    const governed = repository(['payment-api', { driftCheck: APP, repositorySettings: { readOnlyToken: true } }]);
    expect(permissionsOf(driftFile(governed).workflow)).toEqual(everything);
  });

  test('are those that all pipelines of the repository need together', () => {
    const project = repository(
      ['payment-api', { driftCheck: APP }],
      ['other', { repositorySettings: { requireGate: true } }],
    );
    expect(permissionsOf(driftFile(project).workflow)).toEqual(everything);
  });
});

test('takes schedule, machine, Node.js and installation as told', () => {
  const driftCheck = {
    ...APP,
    schedule: '15 6 * * 1',
    runner: Runner.label('big'),
    nodeVersion: '22.21',
    installCommand: 'pnpm install --frozen-lockfile --ignore-scripts',
  };
  const { workflow } = driftFile(repository(['payment-api', { driftCheck }]));
  expect(workflow.on.schedule).toEqual([{ cron: '15 6 * * 1' }]);
  expect(jobOf(workflow)['runs-on']).toBe('big');
  expect(jobOf(workflow).steps[1].with).toMatchObject({ 'node-version': '22.21' });
  expect(jobOf(workflow).steps[2].run).toBe('pnpm install --frozen-lockfile --ignore-scripts');
});

test("runs on the pipeline's runner where it has none of its own", () => {
  const project = repository(['payment-api', { driftCheck: APP, runner: Runner.UBUNTU_22_04 }]);
  expect(jobOf(driftFile(project).workflow)['runs-on']).toBe('ubuntu-22.04');
});

test('is not there unless it is asked for, and leaves the model of the workflow alone', () => {
  const project = repository(['payment-api', {}]);
  expect(synthesizedProject(project).files.filter(({ path }) => path.includes('drift'))).toEqual([]);
  const [without, having] = [{}, { driftCheck: APP }].map(
    (options) => lowered(paymentApi(emptyProject(), options)).model,
  );
  expect(having.workflow).toEqual(without.workflow);
  expect(having.jobs).toEqual(without.jobs);
});

test('is written once, and a second pipeline that asks for one is told so', () => {
  const project = repository(['one', { driftCheck: APP }], ['two', { driftCheck: APP }]);
  const { findings, files, stopping } = synthesizedProject(project);
  const own = findings.filter(({ rule }) => rule === 'single-drift-check');
  expect(told(own)).toEqual([
    'error single-drift-check two: asks for a drift check, as one does; one looks at the settings of the whole repository',
  ]);
  expect(stopping).toEqual(expect.arrayContaining(own));
  expect(files.filter(({ path }) => path.endsWith('-drift.yml')).map(({ path }) => path)).toEqual([
    '.github/workflows/one-drift.yml',
  ]);
});

test('is judged as the pipeline is', () => {
  const schedule = '61 4 * * *';
  const { findings } = synthesizedProject(repository(['payment-api', { driftCheck: { ...APP, schedule } }]));
  expect(told(findings.filter(({ rule }) => rule !== 'barrier-cost'))).toEqual([
    'error valid-schedules payment-api: driftCheck: the schedule "61 4 * * *" is no cron expression: the minute is "61"; allowed are 0 to 59, lists, ranges, steps and *',
  ]);
});

test('collides with a pipeline that is called like it', () => {
  const { findings } = synthesizedProject(repository(['a', { driftCheck: APP }], ['a-drift', {}]));
  expect(told(findings)).toContain(
    'error file-collision a: writes .github/workflows/a-drift.yml, as a-drift does; names of files differ on every disk, whatever their case',
  );
});

const asking = (driftCheck: Partial<DriftCheck>) => () =>
  paymentApi(emptyProject(), { driftCheck: { ...APP, ...driftCheck } });

describeRefusals('a drift check', {
  'a schedule without five fields': [
    asking({ schedule: '@daily' }),
    'trigger  Trigger.schedule  got "@daily"; a cron line has five fields',
    "such as '0 4 * * 1'",
  ],
  'a command with an expression': [
    asking({ installCommand: 'echo ${{ secrets.DRIFT_APP_KEY }}' }),
    'drift-check  driftCheck  got the installCommand "echo ${{ secrets.DRIFT_APP_KEY }}"; allowed is a command without ${{ }}',
    "such as 'npm ci --ignore-scripts'",
  ],
  'an empty command': [
    asking({ installCommand: ' ' }),
    'drift-check  driftCheck  got the installCommand " "; allowed is a command without ${{ }}',
    "such as 'npm ci --ignore-scripts'",
  ],
  'a version that moves': [
    asking({ nodeVersion: 'lts/*' }),
    'toolchain-version  driftCheck  got the version "lts/*"; allowed are one to three numbers',
    "such as '22' or '3.13'; a floating name moves under you",
  ],
  'a name that GitHub takes for no variable': [
    asking({ appClientIdVariable: 'drift-app' }),
    'setting-name  driftCheck  got appClientIdVariable "drift-app"; a name has letters, digits and \'_\', no leading digit and no leading GITHUB_',
    'name the variable or secret as it stands in GitHub',
  ],
});
