import type { DesiredRepository } from './desired-repository';
import type { LiveRepository } from './live-repository';
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
            created: { path: rulesets, key: null, is: (item) => (item as { name: string }).name === state.name },
          },
    );
  }
  const { kept } = live;
  const setting = (wanted: unknown, has: unknown, text: string, operation: Operation, weaker: boolean): void => {
    if (wanted === null || wanted === has) return;
    changes.push({ sign: '~', text: `${text}: ${has ?? 'not known'} → ${wanted}`, weaker });
    operations.push(operation);
  };
  setting(
    desired.shaPinningRequired,
    live.shaPinningRequired,
    'actions by full commit SHA only',
    {
      title: 'set how actions must be pinned',
      method: 'PUT',
      path: `${path}/actions/permissions`,
      body: {
        enabled: kept.actionsEnabled,
        ...(kept.allowedActions ? { allowed_actions: kept.allowedActions } : {}),
        sha_pinning_required: desired.shaPinningRequired,
      },
    },
    desired.shaPinningRequired === false,
  );
  setting(
    desired.defaultWorkflowPermissions,
    live.defaultWorkflowPermissions,
    'default permissions of the workflow token',
    {
      title: 'set the default permissions of the workflow token',
      method: 'PUT',
      path: `${path}/actions/permissions/workflow`,
      body: {
        default_workflow_permissions: desired.defaultWorkflowPermissions,
        can_approve_pull_request_reviews: kept.canApprovePullRequests,
      },
    },
    false,
  );
  setting(
    desired.useImmutableSubject,
    live.useImmutableSubject,
    'OIDC subjects with immutable ids',
    {
      title: 'set the form of OIDC subjects',
      method: 'PUT',
      path: `${path}/actions/oidc/customization/sub`,
      body: {
        use_default: kept.subjectUsesDefault,
        ...(kept.subjectClaimKeys ? { include_claim_keys: kept.subjectClaimKeys } : {}),
        use_immutable_subject: desired.useImmutableSubject,
      },
    },
    desired.useImmutableSubject === false,
  );
  return { title: 'repository', environment: null, changes, operations, missing: [] };
}
