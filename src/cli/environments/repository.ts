import type { Client } from '../github/client';
import { GitHubError } from '../github/errors';
import { fields, flag, number, optional, type TypeOf, text } from '../github/shapes';

/** The repository as GitHub knows it: its name may have changed since it was written down. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly id: number;
  readonly ownerId: number;
  readonly ownerType: 'User' | 'Organization';
  readonly private: boolean;
  readonly defaultBranch: string;
  /** Enterprise Server or data residency: everything that the Enterprise plan has. */
  readonly enterpriseServer: boolean;
  /** What a GitHub Enterprise Server says its version is, such as `3.15.0`; null for all others. */
  readonly serverVersion: string | null;
  /** Name of the owner's plan; null where GitHub does not show it. */
  readonly plan: string | null;
}

const REPOSITORY = fields({
  id: number,
  full_name: text,
  private: flag,
  default_branch: text,
  owner: fields({ id: number, type: text }),
});

const ORGANISATION = fields({ plan: optional(fields({ name: text })) });

export async function readRepository(client: Client, fullName: string, api: string): Promise<Repository> {
  let answer: { headers: Headers; data: TypeOf<typeof REPOSITORY> };
  try {
    answer = await client.answer(`/repos/${fullName}`, REPOSITORY);
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 404) throw error;
    throw new GitHubError(
      `${fullName} does not exist, or the token may not see it\n→ it needs Metadata: read`,
      'refused',
      404,
    );
  }
  const { data, headers } = answer;
  const [owner, name] = data.full_name.split('/');
  const serverVersion = headers.get('x-github-enterprise-version');
  const enterpriseServer = serverVersion !== null || new URL(api).hostname.endsWith('.ghe.com');
  const ownerType = data.owner.type === 'Organization' ? 'Organization' : 'User';
  const plan = data.private && !enterpriseServer && ownerType === 'Organization' ? await readPlan(client, owner) : null;
  return {
    owner,
    name,
    id: data.id,
    ownerId: data.owner.id,
    ownerType,
    private: data.private,
    defaultBranch: data.default_branch,
    enterpriseServer,
    serverVersion,
    plan,
  };
}

export const pathOf = (repository: Repository): string => `/repos/${repository.owner}/${repository.name}`;

export const environmentPath = (repository: Repository, environment: string): string =>
  `${pathOf(repository)}/environments/${encodeURIComponent(environment)}`;

/** GitHub shows the plan to owners of the organisation only. */
async function readPlan(client: Client, organisation: string): Promise<string | null> {
  const found = await client.find(`/orgs/${organisation}`, ORGANISATION, [403, 404]);
  return found?.plan?.name ?? null;
}
