import type { IdentityModel, InstructionModel, SettingModel } from '../../model/pipeline-model';
import type { WorkflowPermissions } from '../../model/workflow';
import { PermissionLevel } from '../../values/permission';
import type { LoweredJob } from '../job';

/** The rights of a job: for each scope the widest that a contribution asks for, in the order of the alphabet. */
export function permissionsOf(job: LoweredJob): WorkflowPermissions {
  const levels = new Map<string, string>();
  for (const { scope, level } of job.permissions) {
    if (levels.get(scope) !== PermissionLevel.WRITE) levels.set(scope, level);
  }
  return Object.fromEntries([...levels].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Why a job has each right: the first reason for the level that it comes to. */
export function reasonsOf(job: LoweredJob): { [scope: string]: string } {
  const granted = permissionsOf(job);
  const decisive = job.permissions.filter(({ scope, level }) => granted[scope] === level);
  return Object.fromEntries([...decisive].reverse().map(({ scope, reason }) => [scope as string, reason]));
}

/** Every secret and variable once for each place where it has to be set. */
export function settingsOf(jobs: readonly LoweredJob[]): SettingModel[] {
  const found = new Map<string, SettingModel>();
  for (const job of jobs) {
    for (const { name, kind, description, repositoryLevel, optional = false } of job.settings) {
      const environment = repositoryLevel ? null : job.deploysTo;
      const key = JSON.stringify([name.toUpperCase(), kind, environment]);
      const known = found.get(key);
      found.set(key, {
        name,
        kind,
        environment,
        description,
        optional: optional && (known?.optional ?? true),
        usedBy: [...new Set([...(known?.usedBy ?? []), job.id])],
      });
    }
  }
  return [...found.values()];
}

/** Every cloud role once for each environment in which it is assumed. */
export function identitiesOf(jobs: readonly LoweredJob[]): IdentityModel[] {
  const found = new Map<string, IdentityModel>();
  for (const job of jobs) {
    for (const { provider, role, audience, mayDo } of job.identities) {
      const key = JSON.stringify([provider, role, job.deploysTo]);
      const known = found.get(key);
      found.set(key, {
        provider,
        role,
        audience,
        usedBy: [...new Set([...(known?.usedBy ?? []), job.id])],
        environment: job.deploysTo,
        refs: job.identityRefs,
        mayDo:
          known === undefined || known.mayDo.includes(mayDo) ? (known?.mayDo ?? mayDo) : `${known.mayDo}; ${mayDo}`,
      });
    }
  }
  return [...found.values()];
}

/** Instructions of the same heading and text once. */
export function instructionsOf(jobs: readonly LoweredJob[]): InstructionModel[] {
  const found = new Map<string, InstructionModel>();
  for (const { title, text } of jobs.flatMap(({ instructions }) => instructions)) {
    found.set(JSON.stringify([title, text]), { title, text });
  }
  return [...found.values()];
}
