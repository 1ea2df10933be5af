import { conditionTree, decidingLeaves, type Truth } from '../util/condition-tree';
import {
  conditionOf,
  evaluate,
  isMistake,
  isTruthy,
  type ParsedExpression,
  parseExpression,
  references,
} from '../util/expressions';
import type { JobSubject } from './job-subject';

/** What holds for every pull request. */
const GITHUB = { event_name: 'pull_request', ref: 'refs/pull/1/merge', ref_name: '1/merge', ref_type: 'branch' };

const known = new WeakMap<JobSubject, boolean>();

/** Whether a job may run for a pull request, as far as its condition and those of the jobs that it waits for tell. */
export function mayRunOnPullRequests(job: JobSubject): boolean {
  const before = known.get(job);
  if (before !== undefined) return before;
  const { pipeline, condition } = job;
  const parsed = parseExpression(conditionOf(condition));
  const mayRun =
    pipeline.triggers.pull_request !== undefined &&
    (isMistake(parsed) || decidingLeaves(conditionTree(parsed), (leaf) => truthOf(leaf, job)).holds !== false);
  known.set(job, mayRun);
  return mayRun;
}

function truthOf(leaf: ParsedExpression, job: JobSubject): Truth {
  const { paths, functions } = references(leaf);
  const skipped = skippedNeeds(job);
  if (functions.some((name) => /^(?:failure|cancelled|hashFiles)$/i.test(name))) return null;
  if (functions.some((name) => /^success$/i.test(name))) return skipped.length > 0 ? false : null;
  const isSettled = ([context, name = '']: readonly string[]) =>
    context === 'github' ? Object.hasOwn(GITHUB, name) : context === 'needs' && skipped.includes(name);
  if (!paths.every(isSettled)) return null;
  const needs = Object.fromEntries(skipped.map((need) => [need, { result: 'skipped', outputs: {} }]));
  return isTruthy(evaluate(leaf, { github: GITHUB, needs }));
}

/** Needs that surely do not run; a job that waits for itself is a finding of its own. */
function skippedNeeds({ pipeline, needs }: JobSubject): readonly string[] {
  if (!pipeline.isOrdered) return [];
  return needs.filter((need) => {
    const needed = pipeline.job(need);
    return needed !== undefined && !mayRunOnPullRequests(needed);
  });
}
