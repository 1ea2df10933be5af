import type { Client } from '../github/client';
import { UsageError } from '../usage-error';
import { Resolver } from './desired';
import { desiredRepository } from './desired-repository';
import type { EnvironmentFile } from './files';
import { listEnvironments, readEnvironment } from './live-environments';
import { type LiveRepository, NoRulesets, readActionsAppId, readLiveRepository } from './live-repository';
import type { PipelineDocument } from './pipeline-document';
import type { Plan, Section } from './plan';
import { planEnvironment } from './plan-environment';
import { isDegraded, onlyBranches } from './plan-limits';
import { planRepository } from './plan-repository';
import { environmentPath, type Repository, readRepository } from './repository';
import { type KnownIds, Reviewers } from './reviewers';
import { refuseOldServer } from './server-version';
import { sameName } from './state';

interface Wishes {
  readonly files: readonly EnvironmentFile[];
  readonly pipelines: readonly PipelineDocument[];
  readonly knownIds: KnownIds;
}

interface PlanOptions {
  /** Environments to look at; empty: all, and the repository. */
  readonly only: readonly string[];
  /** Unmanaged environments to delete. */
  readonly delete: readonly string[];
  readonly allowDegraded: boolean;
  readonly adminBypass: boolean;
  readonly progress: (text: string) => void;
}

export interface Planned {
  readonly plan: Plan;
  readonly repository: Repository;
  readonly ids: KnownIds;
  /** What GitHub says about administrators, by environment. */
  readonly adminsCanBypass: ReadonlyMap<string, boolean | null>;
}

/** Reads both sides and compares them. Writes nothing; throws where something must not be begun. */
export async function makePlan(
  client: Client,
  api: string,
  fullName: string,
  wishes: Wishes,
  options: PlanOptions,
): Promise<Planned> {
  const files = selectFiles(wishes, options);
  const repository = await readRepository(client, fullName, api);
  const notes: string[] = [];
  const current = `${repository.owner}/${repository.name}`;
  if (!sameName(current, fullName)) notes.push(`${fullName} is now ${current}`);
  refuseOldServer(repository, files, options.only.length === 0 ? wishes.pipelines : [], notes);
  const degraded = isDegraded(repository, files, options.allowDegraded, notes);

  options.progress('environments');
  const listed = await listEnvironments(client, repository, files.length + options.delete.length > 0);
  const reviewers = new Reviewers(client, repository, wishes.knownIds);
  const resolver = new Resolver(client, repository, reviewers);
  const sections: Section[] = [];
  const adminsCanBypass = new Map<string, boolean | null>();
  for (const file of files) {
    options.progress(file.name);
    const api = listed.find(({ name }) => sameName(name, file.name));
    const asked = {
      variables: Object.keys(file.variables).length + file.requiredVariables.length > 0,
      secrets: file.requiredSecrets.length > 0,
    };
    const live = api ? await readEnvironment(client, repository, api, asked) : null;
    const desired = await resolver.resolve(file, live, { degraded, adminBypass: options.adminBypass });
    sections.push(planEnvironment(repository, desired, live, degraded || onlyBranches(repository, desired, live)));
    adminsCanBypass.set(desired.name, live?.adminsCanBypass ?? null);
    if (file.adminsCanBypass !== null && !options.adminBypass) {
      notes.push(`${file.name}: admins_can_bypass is neither compared nor set without --admin-bypass`);
    }
  }
  if (reviewers.problems.length > 0) throw new UsageError(reviewers.problems.join('\n'));

  if (options.only.length === 0) {
    options.progress('repository');
    sections.push(...(await repositorySections(client, repository, wishes, degraded, notes)));
  }
  const undescribed = listed
    .map(({ name }) => name)
    .filter((name) => !wishes.files.some((file) => sameName(file.name, name)));
  sections.push(...options.delete.map((name) => deletion(repository, name, undescribed, wishes.files)));
  const unmanaged = undescribed.filter((name) => !options.delete.some((deleted) => sameName(deleted, name)));
  return {
    plan: { repository: current, sections, unmanaged, notes },
    repository,
    ids: reviewers.ids(),
    adminsCanBypass,
  };
}

function selectFiles({ files, pipelines }: Wishes, options: PlanOptions): readonly EnvironmentFile[] {
  const problems: string[] = [];
  for (const { id, environments } of pipelines) {
    for (const { name } of environments) {
      if (!files.some((file) => sameName(file.name, name))) {
        problems.push(`${id} deploys to ${name}, but no file in .github/environments describes it\n→ run npx projen`);
      }
    }
  }
  const unknown = options.only.filter((name) => !files.some((file) => sameName(file.name, name)));
  problems.push(...unknown.map((name) => `no file in .github/environments describes ${name}`));
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  if (options.only.length === 0) return files;
  return files.filter((file) => options.only.some((name) => sameName(name, file.name)));
}

async function repositorySections(
  client: Client,
  repository: Repository,
  { pipelines }: Wishes,
  degraded: boolean,
  notes: string[],
): Promise<Section[]> {
  if (!pipelines.some(({ requiredChecks, repositorySettings }) => requiredChecks || repositorySettings)) return [];
  let desired = desiredRepository(pipelines, await readActionsAppId(client, repository));
  let live: LiveRepository;
  try {
    live = await readLiveRepository(client, repository, desired);
  } catch (error) {
    if (!degraded || !(error instanceof NoRulesets)) throw error;
    notes.push('the ruleset is left out, as --allow-degraded says: this plan has none in private repositories');
    desired = { ...desired, rulesets: [] };
    live = await readLiveRepository(client, repository, desired);
  }
  if (live.subject?.sub_claim_prefix) notes.push(`OIDC subjects begin with ${live.subject.sub_claim_prefix}`);
  return [planRepository(repository, desired, live)];
}

function deletion(
  repository: Repository,
  name: string,
  undescribed: readonly string[],
  files: readonly EnvironmentFile[],
): Section {
  const file = files.find((one) => sameName(one.name, name));
  if (file)
    throw new UsageError(
      `${name} is described by ${file.file} and is not deleted\n→ take it out of the pipeline first`,
    );
  const live = undescribed.find((one) => sameName(one, name));
  if (live === undefined) {
    const rest =
      undescribed.length > 0 ? `no file describes ${undescribed.join(', ')}` : 'files describe all that exist';
    throw new UsageError(`--delete: there is no environment ${name} on GitHub\n→ ${rest}`);
  }
  const text = 'environment, with its secrets, variables and rules; jobs that wait for it fail';
  return {
    title: live,
    environment: live,
    changes: [{ sign: '-', text, weaker: true }],
    operations: [{ title: `delete ${live}`, method: 'DELETE', path: environmentPath(repository, live) }],
    missing: [],
  };
}
