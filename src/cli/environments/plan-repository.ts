import type { DesiredRepository } from './desired-repository';
import { type LiveRepository, listRulesets } from './live-repository';
import type { Change, Operation, Section } from './plan';
import { pathOf, type Repository } from './repository';
import { rulesetAdded, rulesetChanges } from './rulesets';

/** What to do about the settings of the repository: rulesets first, since they are what the others lean on. */
export function planRepository(repository: Repository, desired: DesiredRepository, live: LiveRepository): Section {
  const path = pathOf(repository);
  const changes: Change[] = [];
  const operations: Operation[] = [];
  for (const { state, body } of desired.rulesets) {
    const before = live.rulesets.get(state.name);
    const differences = before ? rulesetChanges(before.state, state) : [rulesetAdded(state)];
    if (differences.length === 0) continue;
    changes.push(...differences);
    const rulesets = `${path}/rulesets`;
    operations.push(
      before
        ? { title: `set the ruleset ${state.name}`, method: 'PUT', path: `${rulesets}/${before.id}`, body }
        : {
            title: `create the ruleset ${state.name}`,
            method: 'POST',
            path: rulesets,
            body,
            exists: async (client) => (await listRulesets(client, path)).some(({ name }) => name === state.name),
          },
    );
  }
  const { actions, workflow, subject } = live;
  const setting = (wanted: unknown, has: unknown, text: string, operation: Operation, weaker: boolean): void => {
    if (wanted === null || wanted === has) return;
    changes.push({ sign: '~', text: `${text}: ${has ?? 'not known'} → ${wanted}`, weaker });
    operations.push(operation);
  };
  // What shares a call with a setting is sent as it was read.
  if (actions) {
    setting(
      desired.shaPinningRequired,
      actions.sha_pinning_required,
      'actions by full commit SHA only',
      {
        title: 'set how actions must be pinned',
        method: 'PUT',
        path: `${path}/actions/permissions`,
        body: {
          enabled: actions.enabled,
          ...(actions.allowed_actions ? { allowed_actions: actions.allowed_actions } : {}),
          sha_pinning_required: desired.shaPinningRequired,
        },
      },
      desired.shaPinningRequired === false,
    );
  }
  if (workflow) {
    setting(
      desired.defaultWorkflowPermissions,
      workflow.default_workflow_permissions,
      'default permissions of the workflow token',
      {
        title: 'set the default permissions of the workflow token',
        method: 'PUT',
        path: `${path}/actions/permissions/workflow`,
        body: {
          default_workflow_permissions: desired.defaultWorkflowPermissions,
          can_approve_pull_request_reviews: workflow.can_approve_pull_request_reviews,
        },
      },
      false,
    );
  }
  if (subject) {
    const keys = subject.use_default ? undefined : subject.include_claim_keys;
    setting(
      desired.useImmutableSubject,
      subject.use_immutable_subject,
      'OIDC subjects with immutable ids',
      {
        title: 'set the form of OIDC subjects',
        method: 'PUT',
        path: `${path}/actions/oidc/customization/sub`,
        body: {
          use_default: subject.use_default,
          ...(keys ? { include_claim_keys: keys } : {}),
          use_immutable_subject: desired.useImmutableSubject,
        },
      },
      desired.useImmutableSubject === false,
    );
  }
  return { title: 'repository', environment: null, changes, operations, missing: [] };
}
