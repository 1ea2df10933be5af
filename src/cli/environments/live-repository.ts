import { ACTIONS_APP_ID } from '../../render/required-checks';
import type { Client } from '../github/client';
import { GitHubError } from '../github/errors';
import { fields, flag, list, number, optional, type Shape, type TypeOf, text } from '../github/shapes';
import { UsageError } from '../usage-error';
import type { DesiredRepository } from './desired-repository';
import { pathOf, type Repository } from './repository';
import { normaliseRuleset, RULESET, type RulesetState } from './rulesets';

/** What GitHub answers; null where nobody asks for it. */
export interface LiveRepository {
  /** By name. */
  readonly rulesets: ReadonlyMap<string, { readonly id: number; readonly state: RulesetState }>;
  readonly actions: TypeOf<typeof ACTIONS> | null;
  readonly workflow: TypeOf<typeof WORKFLOW> | null;
  readonly subject: TypeOf<typeof SUBJECT> | null;
}

/** The plan of the repository has no rulesets. */
export class NoRulesets extends UsageError {}

const ACTIONS = fields({
  enabled: flag,
  allowed_actions: optional(text),
  sha_pinning_required: optional(flag),
});

const WORKFLOW = fields({
  default_workflow_permissions: text,
  can_approve_pull_request_reviews: flag,
});

const SUBJECT = fields({
  use_default: flag,
  include_claim_keys: optional(list(text)),
  use_immutable_subject: optional(flag),
  /** What OIDC subjects begin with today. */
  sub_claim_prefix: optional(text),
});

const ACTIONS_APP = fields({ id: number });

const LISTED_RULESET = fields({ id: number, name: text, source_type: optional(text) });

/** The app that GitHub Actions reports its checks as; servers of one's own have another. */
export async function readActionsAppId(client: Client, repository: Repository): Promise<number> {
  if (!repository.enterpriseServer) return ACTIONS_APP_ID;
  return (await client.get('/apps/github-actions', ACTIONS_APP)).id;
}

export const listRulesets = (client: Client, repository: string): Promise<TypeOf<typeof LISTED_RULESET>[]> =>
  client.list(`${repository}/rulesets`, null, LISTED_RULESET);

/** Reads as much of the repository's settings as somebody wishes to set. */
export async function readLiveRepository(
  client: Client,
  repository: Repository,
  wished: DesiredRepository,
): Promise<LiveRepository> {
  const path = pathOf(repository);
  const read = async <T>(wish: unknown, where: string, shape: Shape<T>): Promise<T | null> =>
    wish === null ? null : client.get(path + where, shape);
  const rulesets = wished.rulesets.length > 0 ? await readRulesets(client, path, wished) : [];
  const actions = await read(wished.shaPinningRequired, '/actions/permissions', ACTIONS);
  const workflow = await read(wished.defaultWorkflowPermissions, '/actions/permissions/workflow', WORKFLOW);
  const subject = await read(wished.useImmutableSubject, '/actions/oidc/customization/sub', SUBJECT);
  if (repository.enterpriseServer) {
    if (actions && typeof actions.sha_pinning_required !== 'boolean') unknown(repository, 'shaPinningRequired');
    if (subject && typeof subject.use_immutable_subject !== 'boolean') unknown(repository, 'useImmutableSubject');
  }
  return { rulesets: new Map(rulesets), actions, workflow, subject };
}

async function readRulesets(client: Client, path: string, wished: DesiredRepository) {
  const names = new Set(wished.rulesets.map(({ state }) => state.name));
  let listed: Awaited<ReturnType<typeof listRulesets>>;
  try {
    listed = await listRulesets(client, path);
  } catch (error) {
    if (error instanceof GitHubError && error.status === 403 && /upgrade/i.test(error.message)) {
      throw new NoRulesets(
        'this plan has no rulesets in private repositories, so nothing can require the pipeline before a merge\n→ GitHub Pro, Team or Enterprise has them; --allow-degraded goes on without',
      );
    }
    throw error;
  }
  const rulesets: [string, { id: number; state: RulesetState }][] = [];
  for (const { id, name, source_type } of listed) {
    if (!names.has(name) || (source_type ?? 'Repository') !== 'Repository') continue;
    const ruleset = await client.get(`${path}/rulesets/${id}`, RULESET);
    rulesets.push([name, { id, state: normaliseRuleset(ruleset) }]);
  }
  return rulesets;
}

function unknown({ serverVersion }: Repository, setting: string): never {
  throw new UsageError(
    `this GitHub Enterprise Server${serverVersion ? ` (${serverVersion})` : ''} does not know ${setting}\n→ leave the setting out, or update the server`,
  );
}
