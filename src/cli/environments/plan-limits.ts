import { UsageError } from '../usage-error';
import type { Account } from './carry-out';
import type { EnvironmentFile } from './files';
import type { Repository } from './repository';
import type { EnvironmentState } from './state';

const LACK = 'reviewers, wait timers and custom protection rules in private repositories';

/** Whether to leave out what the plan lacks. Tells of it before anything is written. */
export function isDegraded(
  repository: Repository,
  files: readonly EnvironmentFile[],
  allowed: boolean,
  notes: string[],
): boolean {
  const support = planSupport(repository);
  if (support === 'all') return false;
  if (files.length === 0) return allowed;
  if (support === 'none') {
    throw new UsageError('GitHub Free has no environments in private repositories\n→ Pro, Team or Enterprise has them');
  }
  const needy = files.filter(
    ({ users, teams, waitTimer, protectionApps }) =>
      users.length + teams.length + waitTimer + protectionApps.length > 0,
  );
  if (needy.length === 0) return allowed;
  const names = needy.map(({ name }) => name).join(', ');
  if (allowed) {
    notes.push(`${names}: left without reviewers, wait timer and custom rules, as --allow-degraded says`);
  } else if (support === 'branches') {
    throw new UsageError(
      `this plan has no ${LACK}; asked for by ${names}\n→ only GitHub Enterprise has them; --allow-degraded writes the rest`,
    );
  } else {
    notes.push(`GitHub does not show this token the plan; only Enterprise has ${LACK} (${names})`);
  }
  return allowed;
}

/**
 * Neither side has anything that only some plans know. Such a plan refuses even to be told that there is none of it, so
 * only the branch policy is sent.
 */
export function onlyBranches(
  repository: Repository,
  desired: EnvironmentState,
  live: EnvironmentState | null,
): boolean {
  const plain = (state: EnvironmentState | null) =>
    state === null || state.reviewers.length + state.waitTimer + state.apps.length === 0;
  const silent = desired.adminsCanBypass === null;
  return planSupport(repository) !== 'all' && silent && plain(desired) && plain(live);
}

/**
 * Why GitHub has refused the settings of an environment, where nobody could tell before: the plan is hidden from the token.
 * Null where the reason must be another one.
 */
export function likelyPlan(repository: Repository, { failed }: Account): string | null {
  const refused = failed.some(
    ({ operation, error }) => operation.effect !== undefined && operation.method !== 'DELETE' && error.status === 422,
  );
  if (!refused || planSupport(repository) !== 'unknown') return null;
  return `running again does not help where the plan, which GitHub does not show this token, is the reason: only Enterprise has ${LACK}\n→ apply --allow-degraded leaves them out`;
}

/** How the plan treats protection of environments: reviewers, wait timer and custom rules; branch policies; all; or nobody knows. */
function planSupport(repository: Repository): 'all' | 'branches' | 'none' | 'unknown' {
  if (!repository.private || repository.enterpriseServer) return 'all';
  if (repository.ownerType === 'User') return 'branches';
  switch (repository.plan) {
    case null:
      return 'unknown';
    case 'free':
      return 'none';
    case 'team':
    case 'pro':
      return 'branches';
    default:
      return 'all';
  }
}
