import {
  type NeededPermission,
  permissionsNeededBy,
  permissionsUsedBy,
  usesTokenFreely,
} from '../data/action-permissions';
import type { JobSubject } from './job-subject';
import { isMap } from './plain';
import type { StepSubject } from './step-subject';

type Level = 'none' | 'read' | 'write';

const RANK: { readonly [level: string]: number } = { none: 0, read: 1, write: 2 };

export function isAtLeast(given: string, wanted: string): boolean {
  return (RANK[given] ?? 0) >= (RANK[wanted] ?? 0);
}

/** What the token of a job may do within a scope. Undefined where the workflow says nothing, so that the repository decides. */
export function grantedTo(job: JobSubject, scope: string): Level | undefined {
  const { permissions } = job;
  if (permissions === 'write-all') return 'write';
  if (permissions === 'read-all') return 'read';
  if (!isMap(permissions)) return undefined;
  const level = permissions[scope];
  return level === 'write' || level === 'read' ? level : 'none';
}

export interface StepNeed extends NeededPermission {
  readonly step: StepSubject;
}

/** What the steps of a job cannot do without. */
export function neededBy(job: JobSubject): StepNeed[] {
  return job.steps.flatMap((step) => rows(step, permissionsNeededBy));
}

/** What the steps of a job can make use of. */
export function usedBy(job: JobSubject): StepNeed[] {
  return job.steps.flatMap((step) => rows(step, permissionsUsedBy));
}

/** Whether a step may do anything with the token: it is handed the token, or it is an action that we do not know. */
export function usesToken(step: StepSubject): boolean {
  const { action, uses } = step;
  if (uses && (!action?.pin || usesTokenFreely(action.name))) return true;
  const handed = Object.values(uses ? { ...step.env } : { ...step.job.env, ...step.env, run: step.run });
  return handed.some((text) => /\bgithub\.token\b|\bsecrets\.GITHUB_TOKEN\b/i.test(text));
}

function rows(step: StepSubject, find: typeof permissionsNeededBy): StepNeed[] {
  if (!step.action) return [];
  return find(step.action.name, (name) => step.input(name)).map((need) => ({ ...need, step }));
}
