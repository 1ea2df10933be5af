import { describe, expect, it } from 'vitest';
import { freshGitHub } from '../fake-github/harness';
import type { Reply } from '../fake-github/route';
import { fakeEnvironment } from '../fake-github/state';

const { github, checkout } = freshGitHub();

const PRODUCTION = `name: production
reviewers:
  users: [ada]
  teams: [acme/payments-leads]
prevent_self_review: true
wait_timer: 30
branches: [main]
tags: [v*]
protection_apps: [datadog]
variables:
  REGION: ap-south-1
required_variables: [AWS_PROD_ROLE]
required_secrets: [SLACK_WEBHOOK]
`;

const PIPELINE = JSON.stringify({
  version: 1,
  id: 'payment-api',
  environments: [{ name: 'production', path: 'payment-api/production' }],
  requiredChecks: { branches: ['main'], checks: ['pipeline-gate'] },
  repositorySettings: { shaPinningRequired: true, defaultWorkflowPermissions: 'read', useImmutableSubject: true },
  anotherCommandsField: 1,
});

const writes = () =>
  github.calls.filter(({ method }) => method !== 'GET').map(({ method, path, body }) => [method, path, body]);

describe('plan', () => {
  it('shows every difference and writes nothing', async () => {
    checkout.write('.github/environments/production.yaml', PRODUCTION);
    checkout.write('.stagegate/payment-api.json', PIPELINE);
    const { code, out, err } = await checkout.run(['environments', 'plan']);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toBe(`acme/payment-api

production (new)
  + environment
  ~ reviewers: none → user ada, team acme/payments-leads
  ~ self-review: allowed → prevented
  ~ wait timer: 0 → 30 minutes
  ~ may deploy: every branch and tag → listed branches and tags
  + branch main may deploy
  + tag v* may deploy
  + protection rule of datadog
  + variable REGION = "ap-south-1"
  ! variable AWS_PROD_ROLE is not set: gh variable set AWS_PROD_ROLE --env production
  ! secret SLACK_WEBHOOK is not set: gh secret set SLACK_WEBHOOK --env production

repository
  + ruleset stagegate payment-api on refs/heads/main: required_status_checks pipeline-gate by app 15368
  ~ actions by full commit SHA only: false → true
  ~ default permissions of the workflow token: write → read
  ~ OIDC subjects with immutable ids: false → true

note: OIDC subjects begin with repo:acme/payment-api

9 calls to make, 2 values to be set by hand
`);
    expect(writes()).toEqual([]);
  });
});

describe('apply', () => {
  it('creates the environment closed, opens it last, and finds nothing to do afterwards', async () => {
    checkout.write('.github/environments/production.yaml', PRODUCTION);
    checkout.write('.stagegate/payment-api.json', PIPELINE);
    const { code, out } = await checkout.run(['environments', 'apply', '--yes']);
    expect(code).toBe(0);
    expect(out).toContain(`
read back: all that apply sets is as described; check finds these missing until somebody sets them:
  ! variable AWS_PROD_ROLE is not set: gh variable set AWS_PROD_ROLE --env production
  ! secret SLACK_WEBHOOK is not set: gh secret set SLACK_WEBHOOK --env production
`);
    expect(out).not.toContain('GitHub is as described');
    expect((await checkout.run(['environments', 'check'])).code).toBe(2);
    const environment = '/repos/acme/payment-api/environments/production';
    expect(writes()).toEqual([
      [
        'PUT',
        environment,
        {
          wait_timer: 30,
          prevent_self_review: true,
          reviewers: [
            { type: 'User', id: 1 },
            { type: 'Team', id: 11 },
          ],
          deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
        },
      ],
      ['POST', `${environment}/deployment_protection_rules`, { integration_id: 901 }],
      ['POST', `${environment}/deployment-branch-policies`, { name: 'main', type: 'branch' }],
      ['POST', `${environment}/deployment-branch-policies`, { name: 'v*', type: 'tag' }],
      ['POST', `${environment}/variables`, { name: 'REGION', value: 'ap-south-1' }],
      [
        'POST',
        '/repos/acme/payment-api/rulesets',
        {
          name: 'stagegate payment-api',
          target: 'branch',
          enforcement: 'active',
          bypass_actors: [],
          conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } },
          rules: [
            {
              type: 'required_status_checks',
              parameters: {
                required_status_checks: [{ context: 'pipeline-gate', integration_id: 15368 }],
                strict_required_status_checks_policy: false,
              },
            },
          ],
        },
      ],
      [
        'PUT',
        '/repos/acme/payment-api/actions/permissions',
        { enabled: true, allowed_actions: 'selected', sha_pinning_required: true },
      ],
      [
        'PUT',
        '/repos/acme/payment-api/actions/permissions/workflow',
        { default_workflow_permissions: 'read', can_approve_pull_request_reviews: true },
      ],
      [
        'PUT',
        '/repos/acme/payment-api/actions/oidc/customization/sub',
        { use_default: true, use_immutable_subject: true },
      ],
    ]);
    github.rewind();
    const again = await checkout.run(['environments', 'apply', '--yes']);
    expect(again.code).toBe(0);
    expect(again.out).toContain('nothing to change, 2 values to be set by hand');
    expect(writes()).toEqual([]);
  });

  it('names drift made by hand exactly and repairs it', async () => {
    checkout.write('.github/environments/production.yaml', PRODUCTION);
    await checkout.run(['environments', 'apply', '--yes']);
    const [production] = github.state.environments;
    production.reviewers = [{ type: 'User', id: 2 }];
    production.preventSelfReview = false;
    production.policies.push({ id: 77, type: 'branch', name: '*' });
    production.variables.set('REGION', 'eu-west-1').set('AWS_PROD_ROLE', 'set by hand');
    production.secrets.push('SLACK_WEBHOOK');

    const check = await checkout.run(['environments', 'check']);
    expect(check.code).toBe(2);
    expect(check.out).toContain(`production
  ~ reviewers: user bob → user ada, team acme/payments-leads  (less protection)
  ~ self-review: allowed → prevented
  - branch * may deploy
  ~ variable REGION: "eu-west-1" → "ap-south-1"

3 calls to make`);
    expect((await checkout.run(['environments', 'apply', '--yes'])).code).toBe(0);
    expect((await checkout.run(['environments', 'check'])).code).toBe(0);
    expect(production.policies.map(({ name }) => name)).toEqual(['main', 'v*']);
    expect(production.variables.get('AWS_PROD_ROLE')).toBe('set by hand');
  });

  it('creates an environment that every ref may deploy to closed, until its custom rules are on', async () => {
    checkout.write('.github/environments/dev.yaml', 'name: dev\nprotection_apps: [datadog]\n');
    const rules = 'POST /repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules';
    github.broken.set(rules, { status: 422, data: { message: 'Validation Failed' } });
    const { code, out } = await checkout.run(['environments', 'apply', '--yes']);
    expect(code).toBe(1);
    expect(out).toContain(`done      create dev with its protection, closed
failed    turn on the protection rule of datadog for dev
          POST /repos/acme/payment-api/environments/dev/deployment_protection_rules: GitHub answered 422 (Validation Failed)
          dev is stricter than is described
not done  open dev to every branch and tag
`);
    expect(github.state.environments[0]).toMatchObject({ refs: 'listed', policies: [], rules: [] });
    github.broken.clear();
    const again = await checkout.run(['environments', 'apply', '--yes']);
    expect(again.code).toBe(0);
    expect(again.out).toContain('\nread back: GitHub is as described\n');
    expect(github.state.environments[0]).toMatchObject({ refs: 'any', rules: [{ appId: 901 }] });
  });

  it('tells programs the plan and what became of it, in one answer', async () => {
    checkout.write('.github/environments/dev.yaml', 'name: dev\nprotection_apps: [datadog]\n');
    const rules = 'POST /repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules';
    github.broken.set(rules, { status: 422, data: { message: 'Validation Failed' } });
    const failed = await checkout.run(['environments', 'apply', '--yes', '--json']);
    expect([failed.code, failed.err]).toEqual([1, '']);
    const { version, repository, drift, applied } = JSON.parse(failed.out);
    expect({ version, repository, drift, applied }).toEqual({
      version: 1,
      repository: 'acme/payment-api',
      drift: true,
      applied: {
        done: ['create dev with its protection, closed'],
        failed: [
          {
            title: 'turn on the protection rule of datadog for dev',
            message:
              'POST /repos/acme/payment-api/environments/dev/deployment_protection_rules: GitHub answered 422 (Validation Failed)',
            effectUnknown: false,
            standing: 'dev is stricter than is described',
          },
        ],
        notDone: ['open dev to every branch and tag'],
        readBack: null,
      },
    });
    github.broken.clear();
    const again = await checkout.run(['environments', 'apply', '--yes', '--json']);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out).applied.failed).toEqual([]);
    const nothing = await checkout.run(['environments', 'apply', '--yes', '--json']);
    expect(nothing.code).toBe(0);
    expect(JSON.parse(nothing.out)).toMatchObject({
      drift: false,
      applied: { done: [], failed: [], notDone: [], readBack: null },
    });
    expect(await checkout.run(['environments', 'apply', '--json'])).toMatchObject({
      code: 1,
      out: '',
      err: 'apply --json asks nobody\n→ pass --yes\n',
    });
  });

  it('tells programs what was done also where it cannot be read back', async () => {
    checkout.write('.github/environments/dev.yaml', 'name: dev\n');
    const isWritten = () => github.calls.some(({ method }) => method === 'PUT');
    github.broken = new (class extends Map<string, Reply> {
      override get(route: string): Reply | undefined {
        const isRead = route === 'GET /repos/{owner}/{repo}/environments';
        return isRead && isWritten() ? { status: 403, data: { message: 'Forbidden' } } : undefined;
      }
    })();
    const { code, out, err } = await checkout.run(['environments', 'apply', '--yes', '--json']);
    const problem = expect.stringMatching(
      /^GET \/repos\/acme\/payment-api\/environments.*: GitHub answered 403 \(Forbidden\)/,
    );
    expect([code, err]).toEqual([1, problem]);
    expect(JSON.parse(out).applied).toMatchObject({
      done: ['create dev with its protection'],
      failed: [],
      readBack: problem,
    });
  });

  it('reports environments that no file describes and deletes one only by name', async () => {
    checkout.write('.github/environments/production.yaml', PRODUCTION);
    github.state.environments.push(fakeEnvironment('preview'), fakeEnvironment('old'));
    const { out } = await checkout.run(['environments', 'apply', '--yes', '--delete', 'Old']);
    expect(out).toContain(
      '- environment, with its secrets, variables and rules; jobs that wait for it fail  (less protection)',
    );
    expect(out).toContain('not described by any file, left alone (apply --delete NAME deletes one):\n  preview');
    expect(github.state.environments.map(({ name }) => name).sort()).toEqual(['preview', 'production']);

    const refused = await checkout.run(['environments', 'apply', '--yes', '--delete', 'production']);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('production is described by .github/environments/production.yaml and is not deleted');
  });

  it('fails where GitHub keeps what it accepted to delete', async () => {
    github.state.environments.push(fakeEnvironment('preview'));
    github.broken.set('DELETE /repos/{owner}/{repo}/environments/{environment_name}', { status: 204 });
    const { code, out, err } = await checkout.run(['environments', 'apply', '--yes', '--delete', 'PREVIEW']);
    expect(code).toBe(1);
    expect(err).toBe('preview: GitHub accepted that it be deleted, and still has it\n');
    expect(out).not.toContain('read back');
  });

  it('deletes nothing by a name that does not exist, and names what could be meant', async () => {
    checkout.write('.github/environments/production.yaml', PRODUCTION);
    github.state.environments.push(fakeEnvironment('preview'), fakeEnvironment('old'));
    const typo = await checkout.run(['environments', 'apply', '--yes', '--delete', 'nope']);
    expect(typo.code).toBe(1);
    expect(typo.err).toBe('--delete: there is no environment nope on GitHub\n→ no file describes preview, old\n');
    expect(writes()).toEqual([]);
    github.state.environments = [];
    const none = await checkout.run(['environments', 'plan', '--delete', 'nope']);
    expect(none.err).toBe('--delete: there is no environment nope on GitHub\n→ files describe all that exist\n');
  });
});
