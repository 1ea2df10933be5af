import type { Client } from '../github/client';
import { fields, number, text } from '../github/shapes';
import { pathOf, type Repository } from './repository';
import type { Reviewer } from './state';

/** Ids that names had when somebody last looked; a name that has another id now is somebody else. */
export interface KnownIds {
  readonly users: { readonly [login: string]: number };
  readonly teams: { readonly [slug: string]: number };
}

export const LOCK_FILE = '.stagegate/reviewers.lock';

const USER = fields({ id: number, login: text, type: text });
const PERMISSION = fields({ permission: text });
const TEAM = fields({ id: number, slug: text });

/** Finds the ids behind logins and team slugs, once each, and collects what is wrong with them. */
export class Reviewers {
  readonly problems: string[] = [];
  private readonly found = new Map<string, Reviewer | string>();

  constructor(
    private readonly client: Client,
    private readonly repository: Repository,
    private readonly known: KnownIds,
  ) {}

  async resolve(users: readonly string[], teams: readonly string[], environment: string): Promise<Reviewer[]> {
    const reviewers: Reviewer[] = [];
    const names = [...users.map((name) => ['User', name] as const), ...teams.map((name) => ['Team', name] as const)];
    for (const [type, name] of names) {
      const result = await this.once(type, name);
      if (typeof result === 'string') this.problems.push(`${environment}: ${result}`);
      else reviewers.push(result);
    }
    return reviewers;
  }

  /** Everything that was found, to be written down for the next time. */
  ids(): KnownIds {
    const found = [...this.found.values()].filter((result) => typeof result !== 'string');
    const pick = (type: Reviewer['type']) =>
      Object.fromEntries(
        found.filter((reviewer) => reviewer.type === type).map(({ name, id }) => [name.toLowerCase(), id]),
      );
    return { users: pick('User'), teams: pick('Team') };
  }

  /** The reviewer, or what is wrong with the name. */
  private async once(type: Reviewer['type'], name: string): Promise<Reviewer | string> {
    const key = `${type}:${name.toLowerCase()}`;
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const result = type === 'User' ? await this.user(name) : await this.team(name);
    const checked = typeof result === 'string' ? result : this.unchanged(result);
    this.found.set(key, checked);
    return checked;
  }

  private async user(login: string): Promise<Reviewer | string> {
    const data = await this.client.find(`/users/${login}`, USER);
    if (data === null) return `there is no user ${login}`;
    if (data.type !== 'User') return `${login} is not a person but of type ${data.type}`;
    if (data.login.toLowerCase() !== login.toLowerCase())
      return `${login} is ambiguous: GitHub answers with ${data.login}`;
    const access = await this.client.find(`${pathOf(this.repository)}/collaborators/${login}/permission`, PERMISSION);
    if (access === null || access.permission === 'none') {
      return `user ${login} has no read access to ${this.repository.owner}/${this.repository.name}`;
    }
    return { type: 'User', id: data.id, name: data.login };
  }

  private async team(name: string): Promise<Reviewer | string> {
    const [organisation, slug] = name.split('/');
    const path = `/orgs/${organisation}/teams/${encodeURIComponent(slug)}`;
    const data = await this.client.find(path, TEAM);
    if (data === null)
      return `there is no team ${name}, or the token may not see it (organisation permission Members: read)`;
    if (data.slug.toLowerCase() !== slug.toLowerCase()) return `${name} is ambiguous: GitHub answers with ${data.slug}`;
    const hasAccess = await this.client.exists(`${path}/repos/${this.repository.owner}/${this.repository.name}`);
    if (!hasAccess) return `team ${name} has no read access to ${this.repository.owner}/${this.repository.name}`;
    return { type: 'Team', id: data.id, name: `${organisation}/${data.slug}` };
  }

  private unchanged(reviewer: Reviewer): Reviewer | string {
    const ids = reviewer.type === 'User' ? this.known.users : this.known.teams;
    const id = ids[reviewer.name.toLowerCase()];
    if (id === undefined || id === reviewer.id) return reviewer;
    return `${reviewer.name} had the id ${id} and has ${reviewer.id} now: somebody else under the same name\n→ find out why; then take the old id out of ${LOCK_FILE}`;
  }
}
