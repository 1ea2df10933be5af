import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'projen';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RepositorySettings, SettingsFormat } from '../../src';
import { parseYaml } from '../../src/util/yaml';
import { Checkout } from '../cli/fake-github/harness';
import { FakeGitHub } from '../cli/fake-github/server';
import { paymentApi } from '../support/payment-api';
import { withCharts } from '../support/synthesize';

/*
 * The whole way: constructs, written by projen into a folder, read there by the command, brought to a GitHub of our own.
 */

const SETTINGS: RepositorySettings = {
  requireGate: true,
  pinActions: true,
  readOnlyToken: true,
  immutableSubject: true,
};
const ROLES = ['AWS_DEV_ROLE', 'AWS_STAGING_ROLE', 'AWS_PROD_ROLE'];

const github = new FakeGitHub();
const checkout = new Checkout(github);
const read = (file: string) => readFileSync(join(checkout.root, file), 'utf8');
const environments = (...args: string[]) => checkout.run(['environments', ...args]);

beforeAll(async () => {
  vi.stubEnv('PROJEN_DISABLE_POST', 'true');
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const project = withCharts(new Project({ name: 'payment-api', outdir: checkout.root }), 'charts/payment-api');
  paymentApi(project, {
    repositorySettings: SETTINGS,
    settingsFormats: [SettingsFormat.SAFE_SETTINGS, SettingsFormat.TERRAFORM],
    driftCheck: { appClientIdVariable: 'DRIFT_APP', privateKeySecret: 'DRIFT_APP_KEY' },
  });
  project.synth();
  said.mockRestore();
  vi.unstubAllEnvs();
  await github.start();
});
afterAll(async () => {
  await github.stop();
  checkout.remove();
});

describe('repositorySettings', () => {
  test('are written for the command', () => {
    const document = JSON.parse(read('.stagegate/payment-api.json'));
    expect(document.requiredChecks).toEqual({
      branches: ['main'],
      checks: ['pipeline-gate'],
    });
    expect(document.repositorySettings).toEqual({
      shaPinningRequired: true,
      defaultWorkflowPermissions: 'read',
      useImmutableSubject: true,
    });
  });

  test('are planned, applied, checked; drift is named, reported and repaired', async () => {
    const plan = await environments('plan');
    expect(plan).toMatchObject({ code: 0, err: '' });
    expect(plan.out).toContain(`repository
  + ruleset stagegate payment-api on refs/heads/main: required_status_checks pipeline-gate by app 15368
  ~ actions by full commit SHA only: false → true
  ~ default permissions of the workflow token: write → read
  ~ OIDC subjects with immutable ids: false → true
`);
    expect(plan.out).toContain('production (new)');
    expect(github.calls.filter(({ method }) => method !== 'GET')).toEqual([]);

    const applied = await environments('apply', '--yes');
    expect(applied).toMatchObject({ code: 0, err: '' });
    expect(applied.out).toContain('read back: all that apply sets is as described');
    const missing = await environments('check');
    expect(missing.code).toBe(2);
    expect(missing.out).toContain(
      '! variable AWS_PROD_ROLE is not set: gh variable set AWS_PROD_ROLE --env production',
    );
    for (const { variables } of github.state.environments) for (const role of ROLES) variables.set(role, 'by hand');
    expect(await environments('check')).toMatchObject({ code: 0, err: '' });
    expect((await environments('apply', '--yes')).out).toContain('nothing to change');

    drift();
    const check = await environments('check');
    expect(check).toMatchObject({ code: 2, err: '' });
    expect(check.out).toContain(`production
  ~ reviewers: user bob → team acme/payments-leads  (less protection)
  ~ self-review: allowed → prevented
  - branch * may deploy
`);
    expect(check.out).toContain(`repository
  ~ ruleset stagegate payment-api, enforcement: disabled → active
  ~ default permissions of the workflow token: write → read
`);
    expect(check.out).toContain('dev: as described');
    const json = await environments('check', '--json');
    expect(json.code).toBe(2);
    const issue = ['-r', '--arg', 'visibility', 'private', '-f', join(__dirname, '../../shell/write-drift.jq')];
    expect(spawnSync('jq', issue, { input: json.out, encoding: 'utf8' }).stdout).toContain(`
    production
      ~ reviewers: user bob → team acme/payments-leads  (less protection)
      ~ self-review: allowed → prevented
      - branch * may deploy
    repository
      ~ ruleset stagegate payment-api, enforcement: disabled → active
      ~ default permissions of the workflow token: write → read
`);

    expect((await environments('apply', '--yes')).out).toContain('read back: GitHub is as described');
    expect(await environments('check')).toMatchObject({ code: 0, err: '' });
    expect(github.violations).toEqual([]);
  });
});

/** What somebody does by hand. */
function drift(): void {
  const production = github.state.environments.find(({ name }) => name === 'production');
  if (production === undefined) throw new Error('production is not there');
  production.reviewers = [{ type: 'User', id: 2 }];
  production.preventSelfReview = false;
  production.policies.push({ id: 99, type: 'branch', name: '*' });
  github.state.rulesets[0].body.enforcement = 'disabled';
  github.state.workflow.default_workflow_permissions = 'write';
}

describe('the workflow that looks for drift', () => {
  test('is written with its scripts', () => {
    expect(read('.github/workflows/payment-api-drift.yml')).toContain('run: bash .github/stagegate/check-drift.sh');
    for (const script of ['check-drift.sh', 'report-drift.sh', 'write-drift.jq'])
      expect(existsSync(join(checkout.root, '.github/stagegate', script))).toBe(true);
  });
});

describe('settingsFormats', () => {
  test('write the same for safe-settings', () => {
    const settings = parseYaml(read('.github/safe-settings/payment-api.yml')) as Record<string, unknown[]>;
    expect(settings.environments).toHaveLength(3);
    expect(settings.environments[2]).toEqual({
      name: 'production',
      wait_timer: 0,
      prevent_self_review: true,
      reviewers: [{ type: 'Team', id: 0 }],
      deployment_branch_policy: {
        protected_branches: false,
        custom_branch_policies: [{ names: ['main'], type: 'branch' }],
      },
      deployment_protection_rules: [],
      variables: [],
    });
    expect(settings.rulesets).toEqual([
      expect.objectContaining({ name: 'stagegate payment-api', enforcement: 'active', bypass_actors: [] }),
    ]);
  });

  test('write the same for Terraform', () => {
    const { resource, data } = JSON.parse(read('.github/terraform/payment-api.tf.json'));
    const protections = Object.values(resource.github_repository_environment) as { environment: string }[];
    expect(protections.map(({ environment }) => environment)).toEqual(['dev', 'staging', 'production']);
    expect(protections[2]).toMatchObject({ repository: 'payment-api', prevent_self_review: true });
    expect(Object.values(data.github_team)).toEqual([expect.objectContaining({ slug: 'payments-leads' })]);
    expect(Object.values(resource.github_repository_environment_deployment_policy)).toHaveLength(3);
    const [ruleset] = Object.values(resource.github_repository_ruleset) as { name: string; rules: unknown }[];
    expect(ruleset.name).toBe('stagegate payment-api');
    expect(JSON.stringify(ruleset.rules)).toContain('pipeline-gate');
  });
});
