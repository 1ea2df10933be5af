import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerProblems, requestProblems } from './contract';
import { REPO } from './route';
import { FakeGitHub } from './server';
import { fakeEnvironment } from './state';

const github = new FakeGitHub();
beforeAll(() => github.start());
afterAll(() => github.stop());

const ask = async (path: string) => {
  const response = await fetch(github.url + path, { headers: { authorization: `Bearer ${github.token}` } });
  return { status: response.status, data: (await response.json()) as unknown };
};

describe('the fake GitHub', () => {
  it.each([
    ['/environments', '/environments'],
    ['/environments/prod/deployment-branch-policies', '/environments/{environment_name}/deployment-branch-policies'],
    ['/environments/prod/deployment_protection_rules', '/environments/{environment_name}/deployment_protection_rules'],
    [
      '/environments/prod/deployment_protection_rules/apps',
      '/environments/{environment_name}/deployment_protection_rules/apps',
    ],
    ['/environments/prod/variables', '/environments/{environment_name}/variables'],
    ['/environments/prod/secrets', '/environments/{environment_name}/secrets'],
    ['/rulesets', '/rulesets'],
    ['/rulesets/9', '/rulesets/{ruleset_id}'],
    ['/actions/permissions', '/actions/permissions'],
    ['/actions/permissions/workflow', '/actions/permissions/workflow'],
    ['/actions/oidc/customization/sub', '/actions/oidc/customization/sub'],
  ])('answers %s as GitHub describes it', async (path, route) => {
    github.reset();
    github.state.environments.push(
      fakeEnvironment('prod', {
        waitTimer: 3,
        reviewers: [
          { type: 'User', id: 1 },
          { type: 'Team', id: 11 },
        ],
        preventSelfReview: true,
        refs: 'listed',
        policies: [{ id: 1, type: 'tag', name: 'v*' }],
        rules: [{ id: 2, appId: 901 }],
        variables: new Map([['A', 'x']]),
        secrets: ['S'],
      }),
      fakeEnvironment('dev'),
    );
    github.state.rulesets.push({ id: 9, body: { name: 'r', enforcement: 'active', rules: [] } });
    const { status, data } = await ask(`/repos/acme/payment-api${path}`);
    expect(status).toBe(200);
    expect(answerProblems('GET', REPO + route, 200, data)).toEqual([]);
  });

  it('knows when a request is not as GitHub describes it', () => {
    const environment = `${REPO}/environments/{environment_name}`;
    expect(
      requestProblems('PUT', environment, { wait_timer: 1, reviewers: null, deployment_branch_policy: null }),
    ).toEqual([]);
    expect(requestProblems('PUT', environment, { wait_timer: '1' })).toHaveLength(1);
    expect(requestProblems('PUT', environment, { waitTimer: 1 })).toHaveLength(1);
    expect(requestProblems('PUT', environment, { reviewers: [{ type: 'Group', id: 1 }] })).toHaveLength(1);
    expect(
      requestProblems('PUT', environment, { deployment_branch_policy: { protected_branches: true } }),
    ).toHaveLength(1);
    expect(requestProblems('POST', `${environment}/variables`, { name: 'A' })).toHaveLength(1);
    expect(requestProblems('DELETE', environment, { a: 1 })).toEqual(['the call takes no body']);
  });

  it('refuses what the description lets through and GitHub does not', async () => {
    const put = async (body: object) => {
      const headers = { authorization: `Bearer ${github.token}` };
      const url = `${github.url}/repos/acme/payment-api/environments/x`;
      return (await fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) })).status;
    };
    expect(await put({ wait_timer: 43_201 })).toBe(422);
    expect(await put({ reviewers: Array.from({ length: 7 }, () => ({ type: 'User', id: 1 })) })).toBe(422);
    expect(await put({ deployment_branch_policy: { protected_branches: true, custom_branch_policies: true } })).toBe(
      422,
    );
    expect(await put({ reviewers: [{ type: 'User', id: 4 }] })).toBe(422);
    expect(await put({ wait_timer: 43_200 })).toBe(200);
  });
});
