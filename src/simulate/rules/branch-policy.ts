import type { EnvironmentModel } from '../../model/environment-model';
import { branchOf, tagOf } from '../events';
import { policyMatches } from '../ref-filter';

/**
 * Whether the environment lets a job in that executes on the ref. Without any pattern every ref may come in. A pattern may
 * also name a whole ref, as `refs/pull/*\/merge` does. A job that is refused fails before its first step.
 *
 * Source: GitHub docs, "Deployments and environments", "Deployment branches and tags"; changelog of 2025-11-07.
 */
export function admitsRef({ branches, tags }: Pick<EnvironmentModel, 'branches' | 'tags'>, ref: string): boolean {
  if (branches.length === 0 && tags.length === 0) return true;
  const names = (patterns: readonly string[], name: string | undefined) =>
    patterns.some((pattern) => policyMatches(pattern, ref) || (name !== undefined && policyMatches(pattern, name)));
  return names(branches, branchOf(ref)) || names(tags, tagOf(ref));
}
