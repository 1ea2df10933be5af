import { UsageError } from '../usage-error';
import type { EnvironmentFile } from './files';
import type { PipelineDocument } from './pipeline-document';
import type { Repository } from './repository';

/**
 * What GitHub Enterprise Server has not always had, with the first version whose description of the REST API has it
 * (github.com/github/rest-api-description). Where GitHub's documentation names a version, it is the same; only rulesets came to
 * the web pages with 3.10 already.
 */
export const FEATURES: { readonly [name in Feature]: FeatureFacts } = {
  customRules: { since: '3.10', name: 'custom protection rules', without: 'leave `protectionApps` out' },
  preventSelfReview: { since: '3.11', name: 'prevent_self_review', without: 'say `preventSelfReview: false`' },
  rulesets: {
    since: '3.11',
    name: 'the REST API of rulesets',
    without: 'leave `requireGate` out',
  },
  tags: { since: '3.12', name: 'patterns of tags', without: 'leave `tags` out' },
  shaPinning: { since: '3.19', name: 'actions by full commit SHA only', without: 'leave `pinActions` out' },
  // Older descriptions have both below another path.
  variables: { since: '3.9', name: 'variables of environments', without: null },
  secrets: { since: '3.9', name: 'names of secrets of environments', without: null },
};

type Feature = 'customRules' | 'preventSelfReview' | 'rulesets' | 'tags' | 'shaPinning' | 'variables' | 'secrets';

interface FeatureFacts {
  readonly since: string;
  readonly name: string;
  /** What to do without it; null where an older server may have it all the same. */
  readonly without: string | null;
}

/** Whether the server has it; null where nobody can tell. github.com and data residency have all of it. */
export function hasFeature({ serverVersion }: Repository, feature: Feature): boolean | null {
  if (serverVersion === null) return true;
  const [major, minor] = /(\d+)\.(\d+)/.exec(serverVersion)?.slice(1).map(Number) ?? [];
  if (major === undefined) return null;
  const { since, without } = FEATURES[feature];
  const [needsMajor, needsMinor] = since.split('.').map(Number);
  if (major > needsMajor || (major === needsMajor && minor >= needsMinor)) return true;
  return without === null ? null : false;
}

/** Stops where a server is too old for what is asked of it, with everything that it lacks; warns where nobody can tell. */
export function refuseOldServer(
  repository: Repository,
  files: readonly EnvironmentFile[],
  pipelines: readonly PipelineDocument[],
  notes: string[],
): void {
  const problems: string[] = [];
  for (const [feature, askedBy] of asked(files, pipelines)) {
    const { name, since, without } = FEATURES[feature];
    const has = hasFeature(repository, feature);
    if (has === true || askedBy.length === 0) continue;
    const what = `${name} (${askedBy.join(', ')})`;
    if (has === null) {
      notes.push(
        `this server (${repository.serverVersion}) may not know ${what}: GitHub Enterprise Server ${since} does`,
      );
    } else {
      problems.push(
        `this GitHub Enterprise Server (${repository.serverVersion}) does not know ${what}; ${since} does\n→ ${without}, or update the server`,
      );
    }
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
}

function asked(files: readonly EnvironmentFile[], pipelines: readonly PipelineDocument[]): [Feature, string[]][] {
  const environments = (asks: (file: EnvironmentFile) => boolean) => files.filter(asks).map(({ name }) => name);
  const repository = (asks: (pipeline: PipelineDocument) => boolean) => pipelines.filter(asks).map(({ id }) => id);
  return [
    ['preventSelfReview', environments((file) => file.preventSelfReview)],
    ['tags', environments((file) => file.tags.length > 0)],
    ['customRules', environments((file) => file.protectionApps.length > 0)],
    ['secrets', environments((file) => file.requiredSecrets.length > 0)],
    ['variables', environments((file) => Object.keys(file.variables).length + file.requiredVariables.length > 0)],
    ['rulesets', repository(({ requiredChecks }) => requiredChecks !== undefined)],
    ['shaPinning', repository(({ repositorySettings }) => repositorySettings?.shaPinningRequired !== undefined)],
  ];
}
