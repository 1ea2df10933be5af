import type { FakeAccount, FakeEnvironment, FakeState, FakeTeam } from './state';

const SITE = 'https://github.example';
const DATE = '2026-01-01T00:00:00Z';

const urls = (names: string, base: string) =>
  Object.fromEntries(names.split(' ').map((name) => [`${name}_url`, `${base}/${name}`]));

export function user({ id, login, type }: FakeAccount) {
  return {
    login,
    id,
    node_id: `U_${id}`,
    type,
    site_admin: false,
    gravatar_id: '',
    url: `${SITE}/users/${login}`,
    ...urls(
      'avatar events followers following gists html organizations received_events repos starred subscriptions',
      `${SITE}/${login}`,
    ),
  };
}

export function team({ id, org, slug }: FakeTeam) {
  return {
    id,
    node_id: `T_${id}`,
    name: slug,
    slug,
    description: '',
    permission: 'pull',
    parent: null,
    type: 'organization',
    url: `${SITE}/orgs/${org}/teams/${slug}`,
    ...urls('members html repositories', `${SITE}/orgs/${org}/teams/${slug}`),
  };
}

/** An environment in GitHub's shape: rules that are off are absent. */
export function environment(state: FakeState, one: FakeEnvironment) {
  const { name, waitTimer, reviewers, preventSelfReview, refs, adminsCanBypass } = one;
  const rule = (type: string, rest: object = {}) => ({ id: 7, node_id: 'G', type, ...rest });
  return {
    id: 1,
    node_id: 'E',
    name,
    url: `${SITE}/environments/1`,
    html_url: `${SITE}/environments/1`,
    created_at: DATE,
    updated_at: DATE,
    can_admins_bypass: adminsCanBypass,
    protection_rules: [
      ...(waitTimer > 0 ? [rule('wait_timer', { wait_timer: waitTimer })] : []),
      ...(reviewers.length > 0
        ? [
            rule('required_reviewers', {
              prevent_self_review: preventSelfReview,
              reviewers: reviewers.map(({ type, id }) => ({
                type,
                reviewer:
                  type === 'User'
                    ? user(state.accounts.find((account) => account.id === id) as FakeAccount)
                    : team(state.teams.find((candidate) => candidate.id === id) as FakeTeam),
              })),
            }),
          ]
        : []),
      ...(refs === 'any' ? [] : [rule('branch_policy')]),
    ],
    deployment_branch_policy:
      refs === 'any' ? null : { protected_branches: refs === 'protected', custom_branch_policies: refs === 'listed' },
  };
}

export const policy = ({ id, type, name }: FakeEnvironment['policies'][number]) => ({ id, node_id: 'P', type, name });

export const app = ({ id, slug }: { id: number; slug: string }) => ({
  id,
  slug,
  integration_url: `${SITE}/apps/${slug}`,
  node_id: 'A',
});

export function protectionRule(state: FakeState, { id, appId }: FakeEnvironment['rules'][number]) {
  const found = state.apps.find((candidate) => candidate.id === appId) as FakeState['apps'][number];
  return { id, node_id: 'R', enabled: true, app: app(found) };
}

export const variable = ([name, value]: [string, string]) => ({ name, value, created_at: DATE, updated_at: DATE });

export const secret = (name: string) => ({ name, created_at: DATE, updated_at: DATE });

export const ruleset = (state: FakeState, { id, body }: FakeState['rulesets'][number]) => ({
  id,
  name: body.name,
  enforcement: body.enforcement,
  target: body.target ?? 'branch',
  source_type: 'Repository',
  source: `${state.owner}/${state.repo}`,
});
