import type { RepositorySettingsModel, RequiredChecksModel } from '../../model/pipeline-model';
import { type DocumentFile, documentOf, isObject, parsedDocument, pipelineNames } from '../documents';

/**
 * What `.stagegate/<pipeline>.json` says about GitHub's settings. Fields that are not read here belong to other commands;
 * a reader ignores what it does not know.
 */
export interface PipelineDocument {
  readonly version: 1;
  readonly id: string;
  /** `owner/name`, where the program says it. */
  readonly repository?: string;
  /** The environments that the pipeline deploys to. */
  readonly environments: readonly { readonly name: string }[];
  /** What must be green before a merge; absent: no ruleset is kept. */
  readonly requiredChecks?: RequiredChecksModel;
  /** Settings of the whole repository; what is absent is left alone. */
  readonly repositorySettings?: RepositorySettingsModel;
}

/** Reads what every pipeline of the repository wishes. */
export function readPipelineDocuments(root: string): PipelineDocument[] {
  return pipelineNames(root).map((name) => parsePipelineDocument(documentOf(root, name)));
}

export function parsePipelineDocument(document: DocumentFile): PipelineDocument {
  return parsedDocument(document, problemOf) as PipelineDocument;
}

function problemOf(content: { readonly [key: string]: unknown }): string | null {
  if (typeof content.id !== 'string') return 'lacks the id of its pipeline';
  const { environments, repository } = content;
  if (repository !== undefined && typeof repository !== 'string') return 'repository is not owner/name';
  if (!Array.isArray(environments) || !environments.every((one) => isObject(one) && typeof one.name === 'string')) {
    return 'environments is not a list of environments with names';
  }
  return checksProblem(content.requiredChecks) ?? settingsProblem(content.repositorySettings);
}

function checksProblem(required: unknown): string | null {
  if (required === undefined) return null;
  if (!isObject(required)) return 'requiredChecks is not an object';
  if (!isNames(required.branches) || required.branches.length === 0) return 'requiredChecks.branches names no branch';
  return isNames(required.checks) && required.checks.length > 0 ? null : 'requiredChecks.checks names no check';
}

function settingsProblem(settings: unknown): string | null {
  if (settings === undefined) return null;
  if (!isObject(settings)) return 'repositorySettings is not an object';
  for (const key of ['shaPinningRequired', 'useImmutableSubject']) {
    const value = settings[key];
    if (value !== undefined && typeof value !== 'boolean') return `repositorySettings.${key} is not true or false`;
  }
  const permissions = settings.defaultWorkflowPermissions;
  if (permissions === undefined || permissions === 'read') return null;
  return 'repositorySettings.defaultWorkflowPermissions is not read';
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
