import type { Client } from '../github/client';
import { GitHubError } from '../github/errors';
import { fields, flag, list, nullable, number, oneOf, optional, type TypeOf, text } from '../github/shapes';
import { protectionRules } from './protection-rules';
import { refPolicies } from './ref-policies';
import { environmentPath, pathOf, type Repository } from './repository';
import { hasFeature } from './server-version';
import { type LiveEnvironment, policyKey, type Reviewer, upper } from './state';
import { environmentVariables } from './variables';

const REVIEWER = fields({
  type: oneOf('User', 'Team'),
  reviewer: fields({ id: number, login: optional(text), slug: optional(text) }),
});

// What protects an environment has to be there: taken for absent, it would be planned anew or be lost.
const ENVIRONMENT = fields({
  name: text,
  can_admins_bypass: optional(flag),
  deployment_branch_policy: nullable(fields({ custom_branch_policies: flag })),
  protection_rules: list(
    fields({
      type: text,
      wait_timer: optional(number),
      prevent_self_review: optional(flag),
      reviewers: optional(list(REVIEWER)),
    }),
  ),
});

/** An environment in GitHub's own answer, as far as we read it. */
type ApiEnvironment = TypeOf<typeof ENVIRONMENT>;

const SECRET = fields({ name: text });

/** Lists the repository's environments. Where the plan has none GitHub answers 404, which matters only if some are `needed`. */
export async function listEnvironments(
  client: Client,
  repository: Repository,
  needed: boolean,
): Promise<ApiEnvironment[]> {
  try {
    return await client.list(`${pathOf(repository)}/environments`, 'environments', ENVIRONMENT);
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
  const policies = listed ? await refPolicies(client, path) : [];
  const rules = hasFeature(repository, 'customRules') === false ? [] : await protectionRules(client, path);
  const variables = asked.variables ? await environmentVariables(client, path) : [];
  const secrets = asked.secrets ? await client.list(`${path}/secrets`, 'secrets', SECRET) : null;
  return {
    name: environment.name,
    ...protectionOf(environment, repository.owner),
    refs: listed ? 'listed' : environment.deployment_branch_policy ? 'protected' : 'any',
    policies,
    policyIds: new Map(policies.map((policy) => [policyKey(policy), policy.id])),
    apps: rules.map(({ app }) => ({ id: app.id, slug: app.slug })),
    ruleIds: new Map(rules.map(({ id, app }) => [app.id, id])),
    adminsCanBypass: environment.can_admins_bypass ?? null,
    variables: new Map(variables.map(({ name, value }) => [name.toUpperCase(), value])),
    secrets: secrets && new Set(upper(secrets.map(({ name }) => name))),
  };
}

/** A rule that is off is absent from GitHub's answer, which means its default. */
function protectionOf(environment: ApiEnvironment, owner: string) {
  const rules = environment.protection_rules;
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
