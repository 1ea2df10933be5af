import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequiredChecks } from '../../render/required-checks';
import { UsageError } from '../github/connection';

/**
 * What `.stagegate/<pipeline>.json` says about GitHub's settings. Fields that are not read here belong to other commands;
 * a reader ignores what it does not know.
 */
export interface PipelineDocument {
  readonly version: 1;
  readonly id: string;
  /** The environments that the pipeline deploys to. */
  readonly environments: readonly { readonly name: string }[];
  /** What must be green before a merge; absent: no ruleset is kept. */
  readonly requiredChecks?: RequiredChecks;
  /** Settings of the whole repository; what is absent is left alone. */
  readonly repositorySettings?: {
    /** true: actions only by full commit SHA. */
    readonly shaPinningRequired?: boolean;
    /** `read` or `write`. */
    readonly defaultWorkflowPermissions?: 'read' | 'write';
    /** true: OIDC subjects hold the ids of owner and repository. */
    readonly useImmutableSubject?: boolean;
  };
}

const FOLDER = '.stagegate';

/** Reads what every pipeline of the repository wishes. */
export function readPipelineDocuments(root: string): PipelineDocument[] {
  const folder = join(root, FOLDER);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return names
    .sort()
    .map((name) => parsePipelineDocument(`${FOLDER}/${name}`, readFileSync(join(root, FOLDER, name), 'utf8')));
}

export function parsePipelineDocument(file: string, text: string): PipelineDocument {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
  const wrong = (what: string): never => {
    throw new UsageError(`${file}: ${what}\n→ run npx projen with the stagegate version of this repository`);
  };
  if (!isObject(content)) return wrong('is not an object');
  if (content.version !== 1) wrong(`has version ${JSON.stringify(content.version)}; this stagegate reads version 1`);
  if (typeof content.id !== 'string') wrong('lacks the id of its pipeline');
  const { environments } = content;
  if (!Array.isArray(environments) || !environments.every((one) => isObject(one) && typeof one.name === 'string')) {
    wrong('environments is not a list of environments with names');
  }
  const required = content.requiredChecks;
  if (required !== undefined) {
    if (!isObject(required)) return wrong('requiredChecks is not an object');
    if (!isStrings(required.branches) || required.branches.length === 0)
      wrong('requiredChecks.branches names no branch');
    if (!isStrings(required.checks) || required.checks.length === 0) wrong('requiredChecks.checks names no check');
    if (required.deployments !== undefined && !isStrings(required.deployments)) {
      wrong('requiredChecks.deployments is not a list of names');
    }
  }
  const settings = content.repositorySettings;
  if (settings !== undefined) {
    if (!isObject(settings)) return wrong('repositorySettings is not an object');
    for (const key of ['shaPinningRequired', 'useImmutableSubject']) {
      if (settings[key] !== undefined && typeof settings[key] !== 'boolean')
        wrong(`repositorySettings.${key} is not true or false`);
    }
    if (![undefined, 'read', 'write'].includes(settings.defaultWorkflowPermissions as string | undefined)) {
      wrong('repositorySettings.defaultWorkflowPermissions is not read or write');
    }
  }
  return content as unknown as PipelineDocument;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
