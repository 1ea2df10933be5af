import { change, settingChanges } from './environment-changes';
import type { Change, Missing, Operation, Section } from './plan';
import { environmentPath, type Repository } from './repository';
import { type DesiredEnvironment, type LiveEnvironment, type ProtectionApp, policyKey, type RefPolicy } from './state';

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

  const putSettings: Operation = {
    title: live ? `set the protection of ${name}` : `create ${name} with its protection`,
    method: 'PUT',
    path,
    body: settingsBody(desired, onlyBranches),
  };
  const addRules = comingApps.map((app) => addRule(path, name, app));
  const operations = [
    // An environment that does not exist yet takes no rule.
    ...(live ? addRules : []),
    ...goingPolicies.map((policy) => removePolicy(path, name, policy, live?.policyIds.get(policyKey(policy)))),
    ...(settings.length > 0 ? [putSettings] : []),
    ...(live ? [] : addRules),
    ...comingPolicies.map((policy) => addPolicy(path, name, policy)),
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

/** Every member, always: what GitHub does about an absent one is not documented. */
function settingsBody(desired: DesiredEnvironment, onlyBranches: boolean) {
  const policy = desired.refs === 'listed' ? { protected_branches: false, custom_branch_policies: true } : null;
  if (onlyBranches) return { deployment_branch_policy: policy };
  const reviewers = desired.reviewers.map(({ type, id }) => ({ type, id }));
  return {
    wait_timer: desired.waitTimer,
    prevent_self_review: desired.preventSelfReview,
    reviewers: reviewers.length > 0 ? reviewers : null,
    deployment_branch_policy: policy,
    ...(desired.adminsCanBypass === null ? {} : { can_admins_bypass: desired.adminsCanBypass }),
  };
}

function addPolicy(path: string, name: string, policy: RefPolicy): Operation {
  const policies = `${path}/deployment-branch-policies`;
  return {
    title: `let ${policy.type} ${policy.pattern} deploy to ${name}`,
    method: 'POST',
    path: policies,
    body: { name: policy.pattern, type: policy.type },
    created: { path: policies, key: 'branch_policies', is: (item) => isPolicy(item, policy) },
  };
}

function removePolicy(path: string, name: string, policy: RefPolicy, id: number | undefined): Operation {
  return {
    title: `stop ${policy.type} ${policy.pattern} from deploying to ${name}`,
    method: 'DELETE',
    path: `${path}/deployment-branch-policies/${id}`,
  };
}

function addRule(path: string, name: string, app: ProtectionApp): Operation {
  const rules = `${path}/deployment_protection_rules`;
  return {
    title: `turn on the protection rule of ${app.slug} for ${name}`,
    method: 'POST',
    path: rules,
    body: { integration_id: app.id },
    created: {
      path: rules,
      key: 'custom_deployment_protection_rules',
      is: (item) => (item as { app: { id: number } }).app.id === app.id,
    },
  };
}

function removeRule(path: string, name: string, app: ProtectionApp, id: number | undefined): Operation {
  return {
    title: `turn off the protection rule of ${app.slug} for ${name}`,
    method: 'DELETE',
    path: `${path}/deployment_protection_rules/${id}`,
  };
}

/** Sets what the file names; a variable that it does not name is somebody else's. */
function planVariables(path: string, desired: DesiredEnvironment, live: LiveEnvironment | null) {
  const changes: Change[] = [];
  const operations: Operation[] = [];
  for (const [name, value] of desired.variables) {
    const before = live?.variables.get(name);
    if (before === value) continue;
    const title = `set the variable ${name} of ${desired.name}`;
    if (before === undefined) {
      changes.push(change('+', `variable ${name} = ${JSON.stringify(value)}`));
      const list = `${path}/variables`;
      operations.push({
        title,
        method: 'POST',
        path: list,
        body: { name, value },
        created: { path: list, key: 'variables', is: (item) => (item as { name: string }).name.toUpperCase() === name },
      });
    } else {
      changes.push(change('~', `variable ${name}: ${JSON.stringify(before)} → ${JSON.stringify(value)}`));
      operations.push({
        title,
        method: 'PATCH',
        path: `${path}/variables/${encodeURIComponent(name)}`,
        body: { name, value },
      });
    }
  }
  return { changes, operations };
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

function isPolicy(item: unknown, policy: RefPolicy): boolean {
  const { name, type } = item as { name: string; type?: string };
  return name === policy.pattern && (type ?? 'branch') === policy.type;
}
