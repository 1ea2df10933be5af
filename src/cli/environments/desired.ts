import type { Client } from '../github/client';
import { UsageError } from '../usage-error';
import type { EnvironmentFile } from './files';
import { APP, availableApps } from './protection-rules';
import { environmentPath, type Repository } from './repository';
import type { Reviewers } from './reviewers';
import type { DesiredEnvironment, LiveEnvironment, ProtectionApp, RefPolicy } from './state';
import { upper } from './state';

/** Turns names of a settings file into what GitHub's API takes. */
export class Resolver {
  constructor(
    private readonly client: Client,
    private readonly repository: Repository,
    private readonly reviewers: Reviewers,
  ) {}

  /** @param degraded the plan lacks reviewers, wait timer and custom rules, and somebody accepts that */
  async resolve(
    file: EnvironmentFile,
    live: LiveEnvironment | null,
    options: { readonly degraded: boolean; readonly adminBypass: boolean },
  ): Promise<DesiredEnvironment> {
    const policies: RefPolicy[] = [
      ...file.branches.map((pattern): RefPolicy => ({ type: 'branch', pattern })),
      ...file.tags.map((pattern): RefPolicy => ({ type: 'tag', pattern })),
    ];
    const { degraded } = options;
    return {
      name: live?.name ?? file.name,
      reviewers: degraded ? [] : await this.reviewers.resolve(file.users, file.teams, file.name),
      preventSelfReview: degraded ? false : file.preventSelfReview,
      waitTimer: degraded ? 0 : file.waitTimer,
      refs: policies.length > 0 ? 'listed' : 'any',
      policies,
      apps: degraded ? [] : await this.apps(file, live),
      adminsCanBypass: options.adminBypass ? file.adminsCanBypass : null,
      variables: new Map(Object.entries(file.variables).map(([name, value]) => [name.toUpperCase(), value])),
      requiredVariables: upper(file.requiredVariables),
      requiredSecrets: upper(file.requiredSecrets),
    };
  }

  /** An app that GitHub already shows here needs no further question; else ask for it by its slug. */
  private async apps(file: EnvironmentFile, live: LiveEnvironment | null): Promise<ProtectionApp[]> {
    const apps: ProtectionApp[] = [];
    let available: ProtectionApp[] | undefined;
    for (const slug of file.protectionApps) {
      let app = live?.apps.find((candidate) => candidate.slug === slug);
      if (!app && live) {
        available ??= await availableApps(this.client, environmentPath(this.repository, live.name));
        app = available.find((candidate) => candidate.slug === slug);
        if (!app) {
          throw new UsageError(
            `${file.name}: the app ${slug} offers no deployment protection rule here; available are: ${available.map((one) => one.slug).join(', ') || 'none'}\n→ install the app on ${this.repository.owner}/${this.repository.name}`,
          );
        }
      }
      if (!app) {
        app = (await this.client.find(`/apps/${slug}`, APP)) ?? undefined;
        if (!app) throw new UsageError(`${file.name}: there is no GitHub App ${slug}`);
      }
      apps.push({ id: app.id, slug: app.slug });
    }
    return apps;
  }
}
