import type { RepositorySettingsModel } from '../../model/pipeline-model';
import { requiredChecksRuleset } from '../../render/required-checks';
import { UsageError } from '../usage-error';
import type { PipelineDocument } from './pipeline-document';
import { normaliseRuleset, type RulesetState } from './rulesets';

/** Settings of the whole repository; null: nobody asks for it. */
export interface RepositorySettings {
  readonly shaPinningRequired: boolean | null;
  readonly defaultWorkflowPermissions: string | null;
  readonly useImmutableSubject: boolean | null;
}

export interface DesiredRepository extends RepositorySettings {
  /** One for each pipeline that requires checks: what we compare, and what we send. */
  readonly rulesets: readonly { readonly state: RulesetState; readonly body: unknown }[];
}

/** What the pipelines of a repository wish together. */
export function desiredRepository(pipelines: readonly PipelineDocument[], actionsAppId: number): DesiredRepository {
  const bodies = pipelines.flatMap(({ id, requiredChecks }) =>
    requiredChecks ? [requiredChecksRuleset(id, requiredChecks, actionsAppId)] : [],
  );
  return {
    rulesets: bodies.map((body) => ({ state: normaliseRuleset(body), body })),
    shaPinningRequired: agreed(pipelines, 'shaPinningRequired'),
    defaultWorkflowPermissions: agreed(pipelines, 'defaultWorkflowPermissions'),
    useImmutableSubject: agreed(pipelines, 'useImmutableSubject'),
  };
}

/** The repository has one value, so its pipelines have to agree. */
function agreed<K extends keyof RepositorySettingsModel>(
  pipelines: readonly PipelineDocument[],
  name: K,
): NonNullable<RepositorySettingsModel[K]> | null {
  const given = new Set(pipelines.flatMap(({ repositorySettings }) => repositorySettings?.[name] ?? []));
  if (given.size > 1) {
    throw new UsageError(`the pipelines of this repository want different values of ${name}: ${[...given].join(', ')}`);
  }
  return [...given][0] ?? null;
}
