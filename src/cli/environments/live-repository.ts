import { ACTIONS_APP_ID } from '../../render/required-checks';
import type { Client } from '../github/client';
import { GitHubError } from '../github/errors';
import { UsageError } from '../usage-error';
import type { DesiredRepository, RepositorySettings } from './desired-repository';
import { pathOf, type Repository } from './repository';
import { type ApiRuleset, normaliseRuleset, type RulesetState } from './rulesets';

export interface LiveRepository extends RepositorySettings {
  /** By name. */
  readonly rulesets: ReadonlyMap<string, { readonly id: number; readonly state: RulesetState }>;
  /** Members of the same resources that nobody asks to change: they are sent as they are. */
  readonly kept: {
    readonly actionsEnabled: boolean;
    readonly allowedActions?: string;
    readonly canApprovePullRequests: boolean;
    readonly subjectUsesDefault: boolean;
    readonly subjectClaimKeys?: readonly string[];
  };
  /** What OIDC subjects begin with today; null where GitHub does not say. */
  readonly subjectPrefix: string | null;
}

/** The plan of the repository has no rulesets. */
export class NoRulesets extends UsageError {}

interface ApiActionsPermissions {
  readonly enabled: boolean;
  readonly allowed_actions?: string;
  readonly sha_pinning_required?: boolean;
}

interface ApiWorkflowPermissions {
  readonly default_workflow_permissions: string;
  readonly can_approve_pull_request_reviews: boolean;
}

interface ApiSubject {
  readonly use_default: boolean;
  readonly include_claim_keys?: readonly string[];
  readonly use_immutable_subject?: boolean;
  readonly sub_claim_prefix?: string;
}

/** The app that GitHub Actions reports its checks as; servers of one's own have another. */
export async function readActionsAppId(client: Client, repository: Repository): Promise<number> {
  if (!repository.enterpriseServer) return ACTIONS_APP_ID;
  return (await client.get<{ id: number }>('/apps/github-actions')).data.id;
}

/** Reads as much of the repository's settings as somebody wishes to set. */
export async function readLiveRepository(
  client: Client,
  repository: Repository,
  wished: DesiredRepository,
): Promise<LiveRepository> {
  const path = pathOf(repository);
  const rulesets = wished.rulesets.length > 0 ? await readRulesets(client, path, wished) : [];
  const actions =
    wished.shaPinningRequired === null
      ? null
      : (await client.get<ApiActionsPermissions>(`${path}/actions/permissions`)).data;
  const workflow =
    wished.defaultWorkflowPermissions === null
      ? null
      : (await client.get<ApiWorkflowPermissions>(`${path}/actions/permissions/workflow`)).data;
  const subject =
    wished.useImmutableSubject === null
      ? null
      : (await client.get<ApiSubject>(`${path}/actions/oidc/customization/sub`)).data;
  if (repository.enterpriseServer) {
    if (actions && actions.sha_pinning_required === undefined) unknown('shaPinningRequired');
    if (subject && subject.use_immutable_subject === undefined) unknown('useImmutableSubject');
  }
  return {
    rulesets: new Map(rulesets),
    shaPinningRequired: actions && (actions.sha_pinning_required ?? false),
    defaultWorkflowPermissions: workflow?.default_workflow_permissions ?? null,
    useImmutableSubject: subject && (subject.use_immutable_subject ?? false),
    kept: {
      actionsEnabled: actions?.enabled ?? true,
      allowedActions: actions?.allowed_actions,
      canApprovePullRequests: workflow?.can_approve_pull_request_reviews ?? false,
      subjectUsesDefault: subject?.use_default ?? true,
      subjectClaimKeys: subject?.use_default === false ? subject.include_claim_keys : undefined,
    },
    subjectPrefix: subject?.sub_claim_prefix ?? null,
  };
}

async function readRulesets(client: Client, path: string, wished: DesiredRepository) {
  const names = new Set(wished.rulesets.map(({ state }) => state.name));
  let list: { id: number; name: string; source_type?: string }[];
  try {
    list = await client.list(`${path}/rulesets`, null);
  } catch (error) {
    if (error instanceof GitHubError && error.status === 403 && /upgrade/i.test(error.message)) {
      throw new NoRulesets(
        'this plan has no rulesets in private repositories, so nothing can require the pipeline before a merge\n→ GitHub Pro, Team or Enterprise has them; --allow-degraded goes on without',
      );
    }
    throw error;
  }
  const rulesets: [string, { id: number; state: RulesetState }][] = [];
  for (const { id, name, source_type } of list) {
    if (!names.has(name) || (source_type ?? 'Repository') !== 'Repository') continue;
    const { data } = await client.get<ApiRuleset>(`${path}/rulesets/${id}`);
    rulesets.push([name, { id, state: normaliseRuleset(data) }]);
  }
  return rulesets;
}

function unknown(setting: string): never {
  throw new UsageError(
    `this GitHub Enterprise Server does not know ${setting}\n→ leave the setting out, or update the server`,
  );
}
