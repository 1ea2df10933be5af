import { beforeEach, describe, expect, it } from 'vitest';
import { startedGitHub } from '../fake-github/harness';
import { fakeEnvironment } from '../fake-github/state';

const { github, checkout } = startedGitHub();

const REPO = 'GET /repos/{owner}/{repo}';
const ENVIRONMENT = `${REPO}/environments/{environment_name}`;
const written = () => github.calls.filter(({ method }) => method !== 'GET');
const apply = () => checkout.run(['environments', 'apply', '--yes']);

/** Everything that the command may read is read here. */
beforeEach(() => {
  github.reset();
  checkout.clear();
  checkout.write(
    '.github/environments/e.yaml',
    `name: dev
reviewers: {users: [ada], teams: [acme/platform]}
branches: [main]
protection_apps: [datadog]
variables: {A: x}
required_secrets: [TOKEN]
`,
  );
  checkout.write(
    '.stagegate/p.json',
    JSON.stringify({
      version: 1,
      id: 'p',
      environments: [],
      requiredChecks: { branches: ['main'], checks: ['pipeline-gate'] },
      repositorySettings: { shaPinningRequired: true, defaultWorkflowPermissions: 'read', useImmutableSubject: true },
    }),
  );
  github.state.environments.push(fakeEnvironment('dev', { refs: 'listed' }));
  github.state.rulesets.push({ id: 9, body: { name: 'stagegate p', enforcement: 'active', rules: [] } });
});

const READS = [
  REPO,
  `${REPO}/environments`,
  `${ENVIRONMENT}/deployment-branch-policies`,
  `${ENVIRONMENT}/deployment_protection_rules`,
  `${ENVIRONMENT}/deployment_protection_rules/apps`,
  `${ENVIRONMENT}/variables`,
  `${ENVIRONMENT}/secrets`,
  'GET /users/{username}',
  `${REPO}/collaborators/{username}/permission`,
  'GET /orgs/{org}/teams/{team_slug}',
  `${REPO}/rulesets`,
  `${REPO}/rulesets/{ruleset_id}`,
  `${REPO}/actions/permissions`,
  `${REPO}/actions/permissions/workflow`,
  `${REPO}/actions/oidc/customization/sub`,
];

describe('an answer of another shape', () => {
  it.each(READS)('to %s ends the command before anything is written', async (call) => {
    for (const raw of ['', 'null', '{}', '[]', '"a"', '[1]', '{"message": "hello"}']) {
      if (call === `${REPO}/rulesets` && raw === '[]') continue;
      github.broken.set(call, { status: 200, raw });
      const { code, err } = await apply();
      expect({ raw, code }).toEqual({ raw, code: 1 });
      expect(err).toMatch(/^GET \/\S+: GitHub answered 200, but \S.*\n$/);
    }
    expect(written()).toEqual([]);
  });

  it('is named', async () => {
    github.broken.set(`${REPO}/actions/permissions/workflow`, {
      status: 200,
      data: { default_workflow_permissions: 'write' },
    });
    expect((await apply()).err).toBe(
      'GET /repos/acme/payment-api/actions/permissions/workflow: GitHub answered 200, but can_approve_pull_request_reviews is missing and not true or false\n',
    );
    expect(github.state.workflow.can_approve_pull_request_reviews).toBe(true);
  });

  it('may hold a ruleset that is not as we know it, which is repaired', async () => {
    github.state.rulesets[0].body = {
      name: 'stagegate p',
      enforcement: 'active',
      rules: [{ type: 'required_status_checks', parameters: {} }, { type: 'required_deployments' }],
    };
    expect((await apply()).code).toBe(0);
    expect(github.state.rulesets[0].body.rules).toHaveLength(1);
  });
});
