import type { RepositorySettingsModel, RequiredChecksModel } from '../model/pipeline-model';
import { fail, shown } from '../util/fail';

/**
 * Settings of the repository that make the gates real. `stagegate environments apply` brings them to GitHub; what is not set
 * is left alone.
 */
export interface RepositorySettings {
  /**
   * A ruleset that requires the verdict, `pipeline-gate`, on the branches that release. It also stops direct pushes to them.
   * A deployment is not required: before a merge nothing deploys.
   *
   * @default false
   */
  readonly requireGate?: boolean;

  /**
   * GitHub refuses actions that are not pinned to a full commit, in every workflow of the repository.
   *
   * @default false
   */
  readonly pinActions?: boolean;

  /**
   * The token of workflows may only read where they do not say otherwise.
   *
   * @default false
   */
  readonly readOnlyToken?: boolean;

  /**
   * OIDC subjects hold the ids of owner and repository, which a renamed or new repository cannot take over. Change the
   * trust policies of the cloud first.
   *
   * @default false
   */
  readonly immutableSubject?: boolean;
}

/** A name that GitHub shows for a job as it is. */
export function checkedRequiredCheck(path: string, name: string): string {
  if (!/^[\w.:/()-](?:[\w .:/()-]{0,98}[\w.:/()-])?$/.test(name)) {
    fail(
      'required-check',
      path,
      `got the required check ${shown(name)}; allowed are letters, digits, blanks between them and '_.:/()-', at most 100 characters`,
      "such as 'pipeline-gate'",
    );
  }
  return name;
}

/** What must be green before a merge. */
export function requiredChecksOf(
  settings: RepositorySettings,
  branches: readonly string[],
  check: string,
): RequiredChecksModel | null {
  if (!settings.requireGate) return null;
  return { branches: [...branches], checks: [check] };
}

/** What binds every workflow of the repository. */
export function repositorySettingsOf(settings: RepositorySettings): RepositorySettingsModel | null {
  const model: RepositorySettingsModel = {
    ...(settings.pinActions ? { shaPinningRequired: true } : {}),
    ...(settings.readOnlyToken ? { defaultWorkflowPermissions: 'read' as const } : {}),
    ...(settings.immutableSubject ? { useImmutableSubject: true } : {}),
  };
  return Object.keys(model).length === 0 ? null : model;
}
