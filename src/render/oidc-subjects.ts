import type { IdentityModel } from '../model/pipeline-model';

/** What is known of the repository; ids where somebody looked them up. */
interface OidcRepository {
  /** `owner/name`; null where only the run knows it. */
  readonly repository: string | null;
  readonly ownerId?: number;
  readonly repositoryId?: number;
}

/** The `sub` claims that a trust policy has to admit, no more and no less. */
interface OidcSubjects {
  /** Repositories that were neither created nor renamed nor transferred after 15 July 2026, unless they opted in. */
  readonly classic: readonly string[];
  /** All others, and those that opted in; OWNER_ID and REPOSITORY_ID stand for ids that are not known. */
  readonly immutable: readonly string[];
}

/** Prints both ids of a repository. */
export const OIDC_IDS_COMMAND = `gh api repos/OWNER/NAME --jq '"\\(.owner.id) \\(.id)"'`;

/**
 * The subjects of the tokens that the jobs of an identity get. A job with an environment has that environment in its
 * subject, whatever it runs on; one without has its ref, or `pull_request`.
 */
export function oidcSubjects(identity: IdentityModel, known: OidcRepository): OidcSubjects {
  const [owner, name] = (known.repository ?? 'OWNER/NAME').split('/');
  const contexts =
    identity.environment === null
      ? identity.refs.map(refContext)
      : [`environment:${withoutColon(identity.environment)}`];
  const withIds = `${owner}@${known.ownerId ?? 'OWNER_ID'}/${name}@${known.repositoryId ?? 'REPOSITORY_ID'}`;
  const unique = [...new Set(contexts)];
  return {
    classic: unique.map((context) => `repo:${owner}/${name}:${context}`),
    immutable: unique.map((context) => `repo:${withIds}:${context}`),
  };
}

function refContext(ref: string): string {
  if (ref === 'pull_request' || ref.startsWith('refs/pull/')) return 'pull_request';
  return `ref:${withoutColon(ref.startsWith('refs/') ? ref : `refs/heads/${ref}`)}`;
}

/** A colon separates the parts of a subject. */
const withoutColon = (value: string): string => value.replace(/:/g, '%3A');
