import { change, settingChanges } from './environment-changes';
import type { Missing, Operation, Section } from './plan';
import { protectionRules } from './protection-rules';
import { addPolicy, removePolicy } from './ref-policies';
import { environmentPath, type Repository } from './repository';
import { hasFeature } from './server-version';
import { type DesiredEnvironment, type LiveEnvironment, type ProtectionApp, policyKey } from './state';
import { planVariables } from './variables';

/**
 * What to do about one environment. At no moment in between may a deployment start that neither the old nor the new
 * settings admit: first what only tightens (new apps, refs that go), then the settings in one call, then what only loosens
 * (refs that come, apps that go).
 *
 * @param onlyBranches reviewers, wait timer and custom rules are neither compared nor sent, because the plan refuses them
 */
export function planEnvironment(
  repository: Repository,
  desired: DesiredEnvironment,
  live: LiveEnvironment | null,
  onlyBranches: boolean,
): Section {
  const name = desired.name;
  const path = environmentPath(repository, name);
  const wanted = new Set(desired.policies.map(policyKey));
  const present = new Set(live?.policies.map(policyKey));
  const goingPolicies = (live?.policies ?? []).filter((policy) => !wanted.has(policyKey(policy)));
  const comingPolicies = desired.policies.filter((policy) => !present.has(policyKey(policy)));
  const goingApps = onlyBranches
    ? []
    : (live?.apps ?? []).filter(({ id }) => !desired.apps.some((app) => app.id === id));
  const comingApps = desired.apps.filter(({ id }) => !live?.apps.some((app) => app.id === id));
  const settings = settingChanges(desired, live, onlyBranches);

  const put = (title: string, effect: Operation['effect'], refs = desired.refs): Operation => ({
    title,
    effect,
    method: 'PUT',
    path,
    body: settingsBody(repository, { ...desired, refs }, onlyBranches),
  });
  const addRules = comingApps.map((app) => addRule(path, name, app));
  const typed = hasFeature(repository, 'tags') !== false;
  const operations = [
    ...(live
      ? [
          ...addRules,
          ...goingPolicies.map((policy) => removePolicy(path, name, policy, live.policyIds.get(policyKey(policy)))),
          ...(settings.length > 0 ? [put(`set the protection of ${name}`, 'sets')] : []),
        ]
      : creation(name, desired, addRules, put)),
    ...comingPolicies.map((policy) => addPolicy(path, name, policy, typed)),
    ...goingApps.map((app) => removeRule(path, name, app, live?.ruleIds.get(app.id))),
  ];
  const variables = planVariables(path, desired, live);
  return {
    title: live ? name : `${name} (new)`,
    environment: name,
    changes: [
      ...settings,
      ...comingPolicies.map((policy) =>
        change('+', `${policy.type} ${policy.pattern} may deploy`, live?.refs === 'listed'),
      ),
      ...goingPolicies.map((policy) => change('-', `${policy.type} ${policy.pattern} may deploy`)),
      ...comingApps.map(({ slug }) => change('+', `protection rule of ${slug}`)),
      ...goingApps.map(({ slug }) => change('-', `protection rule of ${slug}`, true)),
      ...variables.changes,
    ],
    operations: [...operations, ...variables.operations],
    missing: missing(desired, live),
  };
}

/**
 * An environment that does not exist yet takes no rule. So one that every ref may deploy to, and that has custom rules, is
 * closed until they are on.
 */
function creation(
  name: string,
  desired: DesiredEnvironment,
  addRules: readonly Operation[],
  put: (title: string, effect: Operation['effect'], refs?: DesiredEnvironment['refs']) => Operation,
): Operation[] {
  const create = `create ${name} with its protection`;
  if (desired.refs === 'listed' || addRules.length === 0) return [put(create, 'sets'), ...addRules];
  return [
    put(`${create}, closed`, 'sets', 'listed'),
    ...addRules,
    put(`open ${name} to every branch and tag`, 'loosens'),
  ];
}

/** Every member, always: what GitHub does about an absent one is not documented. */
function settingsBody(repository: Repository, desired: DesiredEnvironment, onlyBranches: boolean) {
  const policy = desired.refs === 'listed' ? { protected_branches: false, custom_branch_policies: true } : null;
  if (onlyBranches) return { deployment_branch_policy: policy };
  const reviewers = desired.reviewers.map(({ type, id }) => ({ type, id }));
  return {
    wait_timer: desired.waitTimer,
    // A server that is too old for it refuses even to be told that it is off.
    ...(hasFeature(repository, 'preventSelfReview') === false
      ? {}
      : { prevent_self_review: desired.preventSelfReview }),
    reviewers: reviewers.length > 0 ? reviewers : null,
    deployment_branch_policy: policy,
    ...(desired.adminsCanBypass === null ? {} : { can_admins_bypass: desired.adminsCanBypass }),
  };
}

function addRule(path: string, name: string, app: ProtectionApp): Operation {
  const rules = `${path}/deployment_protection_rules`;
  return {
    title: `turn on the protection rule of ${app.slug} for ${name}`,
    effect: 'tightens',
    method: 'POST',
    path: rules,
    body: { integration_id: app.id },
    exists: async (client) => (await protectionRules(client, path)).some((rule) => rule.app.id === app.id),
  };
}

function removeRule(path: string, name: string, app: ProtectionApp, id: number | undefined): Operation {
  return {
    title: `turn off the protection rule of ${app.slug} for ${name}`,
    effect: 'loosens',
    method: 'DELETE',
    path: `${path}/deployment_protection_rules/${id}`,
  };
}

function missing(desired: DesiredEnvironment, live: LiveEnvironment | null): Missing[] {
  const variables = desired.requiredVariables.filter(
    (name) => !live?.variables.has(name) && !desired.variables.has(name),
  );
  const secrets = desired.requiredSecrets.filter((name) => !live?.secrets?.has(name));
  return [
    ...variables.map((name): Missing => ({ kind: 'variable', name })),
    ...secrets.map((name): Missing => ({ kind: 'secret', name })),
  ];
}
