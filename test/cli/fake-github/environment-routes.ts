import { app, environment, policy, protectionRule, secret, variable } from './answers';
import {
  done,
  ENVIRONMENT,
  type FakeRequest,
  find,
  invalid,
  notFound,
  ok,
  pages,
  REPO,
  type Reply,
  type Route,
  within,
} from './route';
import { type FakeEnvironment, type FakeState, fakeEnvironment } from './state';

export const environmentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${REPO}/environments`,
    handle: (_, state) => {
      if (state.private && state.plan === 'free') return notFound;
      return pages(
        state.environments.map((one) => environment(state, one)),
        'environments',
      );
    },
  },
  { method: 'PUT', path: ENVIRONMENT, handle: putEnvironment },
  {
    method: 'DELETE',
    path: ENVIRONMENT,
    handle: ({ params }, state) => {
      const found = find(state, params.environment_name);
      if (!found) return notFound;
      state.environments = state.environments.filter((one) => one !== found);
      return done;
    },
  },
  within('GET', '/deployment-branch-policies', (one) =>
    pages(one.refs === 'listed' ? one.policies.map(policy) : [], 'branch_policies'),
  ),
  within('POST', '/deployment-branch-policies', (one, { body }, state) => {
    if (one.refs !== 'listed') return notFound;
    const type = (body.type ?? 'branch') as 'branch' | 'tag';
    if (one.policies.some((existing) => existing.type === type && existing.name === body.name)) {
      return { status: 303, data: null, headers: { location: '/elsewhere' } };
    }
    const created = { id: state.nextId++, type, name: String(body.name) };
    one.policies.push(created);
    return ok(policy(created));
  }),
  within('DELETE', '/deployment-branch-policies/{branch_policy_id}', (one, { params }) =>
    remove(one.policies, (existing) => String(existing.id) === params.branch_policy_id),
  ),
  within('GET', '/deployment_protection_rules', (one, _, state) =>
    ok({
      total_count: one.rules.length,
      custom_deployment_protection_rules: one.rules.map((rule) => protectionRule(state, rule)),
    }),
  ),
  within('GET', '/deployment_protection_rules/apps', (_one, _request, state) =>
    pages(
      state.apps.filter(({ offersRule }) => offersRule).map(app),
      'available_custom_deployment_protection_rule_integrations',
    ),
  ),
  within('POST', '/deployment_protection_rules', (one, { body }, state) => {
    const found = state.apps.find(({ id, offersRule }) => id === body.integration_id && offersRule);
    if (!found) return invalid('no such integration');
    if (one.rules.some(({ appId }) => appId === found.id)) return invalid('already enabled');
    const created = { id: state.nextId++, appId: found.id };
    one.rules.push(created);
    return { status: 201, data: protectionRule(state, created) };
  }),
  within('DELETE', '/deployment_protection_rules/{protection_rule_id}', (one, { params }) =>
    remove(one.rules, ({ id }) => String(id) === params.protection_rule_id),
  ),
  within('GET', '/variables', (one) => pages([...one.variables].map(variable), 'variables', 30)),
  within('POST', '/variables', (one, { body }) => {
    const name = String(body.name).toUpperCase();
    if (one.variables.has(name)) return { status: 409, data: { message: 'Already exists' } };
    one.variables.set(name, String(body.value));
    return { status: 201, data: {} };
  }),
  within('PATCH', '/variables/{name}', (one, { params, body }) => {
    const name = params.name.toUpperCase();
    if (!one.variables.has(name)) return notFound;
    one.variables.set(name, String(body.value));
    return done;
  }),
  within('GET', '/secrets', (one) => pages(one.secrets.map(secret), 'secrets')),
];

interface Settings {
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: readonly { type: 'User' | 'Team'; id: number }[] | null;
  readonly deployment_branch_policy?: { protected_branches: boolean; custom_branch_policies: boolean } | null;
  readonly can_admins_bypass?: boolean;
}

/** What is absent from the body is reset, which is the stricter of the two things that GitHub may do. */
function putEnvironment({ params, body }: FakeRequest, state: FakeState): Reply {
  const settings = body as Settings;
  const refused = brokenRule(settings, state);
  if (refused) return invalid(refused);
  let one = find(state, params.environment_name);
  if (!one) {
    one = fakeEnvironment(params.environment_name);
    state.environments.push(one);
  }
  one.waitTimer = settings.wait_timer ?? 0;
  one.reviewers = [...(settings.reviewers ?? [])];
  one.preventSelfReview = one.reviewers.length > 0 && (settings.prevent_self_review ?? false);
  one.refs = refsOf(settings.deployment_branch_policy);
  if (one.refs !== 'listed') one.policies = [];
  if (settings.can_admins_bypass !== undefined) one.adminsCanBypass = settings.can_admins_bypass;
  return ok(environment(state, one));
}

/** The rules that GitHub enforces and its description of the API does not tell. */
function brokenRule(settings: Settings, state: FakeState): string | null {
  const { wait_timer = 0, reviewers, deployment_branch_policy: refs } = settings;
  if (wait_timer < 0 || wait_timer > 43_200) return 'wait_timer is out of range';
  if (reviewers && reviewers.length > 6) return 'too many reviewers';
  if (refs && refs.protected_branches === refs.custom_branch_policies) return 'the two policies must differ';
  const gated = ['wait_timer', 'reviewers', 'prevent_self_review'].some((key) => key in settings);
  if (state.private && state.plan === 'team' && gated) {
    return 'Failed to create the environment protection rule. Please ensure the billing plan supports it';
  }
  const unknown = (reviewers ?? []).find(({ type, id }) => {
    const name =
      type === 'User'
        ? state.accounts.find((account) => account.id === id)?.login
        : state.teams.filter((team) => team.id === id).map(({ org, slug }) => `${org}/${slug}`)[0];
    return name === undefined || !state.readers.has(name.toLowerCase());
  });
  return unknown ? `reviewer ${unknown.id} has no access` : null;
}

function refsOf(policy: Settings['deployment_branch_policy']): FakeEnvironment['refs'] {
  if (!policy) return 'any';
  return policy.custom_branch_policies ? 'listed' : 'protected';
}

function remove<T>(items: T[], is: (item: T) => boolean): Reply {
  const index = items.findIndex(is);
  if (index < 0) return notFound;
  items.splice(index, 1);
  return done;
}
