import type { Client } from '../github/client';
import { GitHubError } from '../github/errors';
import { environmentPath, pathOf, type Repository } from './repository';
import { type LiveEnvironment, policyKey, type RefPolicy, type Reviewer, upper } from './state';

/** An environment in GitHub's own answer, as far as we read it. */
export interface ApiEnvironment {
  readonly name: string;
  readonly can_admins_bypass?: boolean;
  readonly deployment_branch_policy?: { readonly custom_branch_policies: boolean } | null;
  readonly protection_rules?: readonly ApiProtectionRule[];
}

interface ApiProtectionRule {
  readonly type: string;
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: readonly {
    readonly type: 'User' | 'Team';
    readonly reviewer: { readonly id: number; readonly login?: string; readonly slug?: string };
  }[];
}

interface ApiPolicy {
  readonly id: number;
  readonly name: string;
  readonly type?: 'branch' | 'tag';
}

export interface ApiRule {
  readonly id: number;
  readonly enabled: boolean;
  readonly app: { readonly id: number; readonly slug: string };
}

/** Lists the repository's environments. Where the plan has none GitHub answers 404, which matters only if some are `needed`. */
export async function listEnvironments(
  client: Client,
  repository: Repository,
  needed: boolean,
): Promise<ApiEnvironment[]> {
  try {
    return await client.list<ApiEnvironment>(`${pathOf(repository)}/environments`, 'environments');
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 404) throw error;
    if (!needed) return [];
    const rest = 'or the plan of this private repository has no environments (GitHub Free has none)';
    throw new GitHubError(`${error.message}, ${rest}`, error.kind, error.status);
  }
}

/** What GitHub has for one environment. `asked` says what somebody wants to know, so that we need no right for the rest. */
export async function readEnvironment(
  client: Client,
  repository: Repository,
  environment: ApiEnvironment,
  asked: { readonly variables: boolean; readonly secrets: boolean },
): Promise<LiveEnvironment> {
  const path = environmentPath(repository, environment.name);
  const listed = environment.deployment_branch_policy?.custom_branch_policies === true;
  const policies = listed ? await client.list<ApiPolicy>(`${path}/deployment-branch-policies`, 'branch_policies') : [];
  const rules = await listRules(client, path);
  const variables = asked.variables
    ? await client.list<{ name: string; value: string }>(`${path}/variables`, 'variables', 30)
    : [];
  const secrets = asked.secrets ? await client.list<{ name: string }>(`${path}/secrets`, 'secrets') : null;
  const refPolicies = policies.map(({ name, type }): RefPolicy => ({ type: type ?? 'branch', pattern: name }));
  return {
    name: environment.name,
    ...protectionOf(environment, repository.owner),
    refs: listed ? 'listed' : environment.deployment_branch_policy ? 'protected' : 'any',
    policies: refPolicies,
    policyIds: new Map(policies.map(({ id }, index) => [policyKey(refPolicies[index]), id])),
    apps: rules.map(({ app }) => ({ id: app.id, slug: app.slug })),
    ruleIds: new Map(rules.map(({ id, app }) => [app.id, id])),
    adminsCanBypass: environment.can_admins_bypass ?? null,
    variables: new Map(variables.map(({ name, value }) => [name.toUpperCase(), value])),
    secrets: secrets && new Set(upper(secrets.map(({ name }) => name))),
  };
}

/** Servers that do not know custom rules answer 404: they have none. */
async function listRules(client: Client, path: string): Promise<readonly ApiRule[]> {
  const { data } = await client.get<{ custom_deployment_protection_rules?: readonly ApiRule[] }>(
    `${path}/deployment_protection_rules`,
    [404],
  );
  return (data.custom_deployment_protection_rules ?? []).filter(({ enabled }) => enabled);
}

/** A rule that is off is absent from GitHub's answer, which means its default. */
function protectionOf(environment: ApiEnvironment, owner: string) {
  const rules = environment.protection_rules ?? [];
  const review = rules.find(({ type }) => type === 'required_reviewers');
  const reviewers = (review?.reviewers ?? []).map(
    ({ type, reviewer }): Reviewer => ({
      type,
      id: reviewer.id,
      name: type === 'User' ? (reviewer.login ?? `user ${reviewer.id}`) : `${owner}/${reviewer.slug ?? reviewer.id}`,
    }),
  );
  return {
    reviewers,
    preventSelfReview: reviewers.length > 0 && (review?.prevent_self_review ?? false),
    waitTimer: rules.find(({ type }) => type === 'wait_timer')?.wait_timer ?? 0,
  };
}
