import { conditionTree, conjunctsOf } from '../../util/condition-tree';
import { isMistake, parseExpression } from '../../util/expressions';
import type { LoweredJob } from '../job';

/**
 * A job with needs says for each blocking one that it succeeded; `!cancelled()` takes the place of GitHub's own
 * `success()`, which would also look at jobs further up that may rightly be skipped.
 */
export function jobCondition(
  needs: readonly string[],
  isBlocking: (job: string) => boolean,
  runsWhen: string | null,
): string | undefined {
  const succeeded = needs.filter(isBlocking).map((need) => `needs.${need}.result == 'success'`);
  const parts = [...(needs.length > 0 ? ['!cancelled()'] : []), ...succeeded, ...(runsWhen === null ? [] : [runsWhen])];
  return parts.length === 0 ? undefined : `\${{ ${parts.join(' && ')} }}`;
}

/** Conditions that all have to hold, as one; those of jobs in a row say much of it twice. */
function together(conditions: readonly string[]): string {
  const parsed = conditions.map((condition) => parseExpression(condition));
  const known = parsed.flatMap((one) => (isMistake(one) ? [] : [conditionTree(one)]));
  if (conditions.length < 2 || known.length < conditions.length) return conditions.join(' && ');
  return conjunctsOf(known).join(' && ');
}

/**
 * For every event, the jobs that are rightly skipped in it: their own condition, or that of a job which they need, does
 * not hold. One expression that yields their ids with blanks between.
 */
export function rightlySkipped(jobs: readonly LoweredJob[], needs: (job: string) => readonly string[]): string {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const conditions = new Map<string, Set<string>>();
  const of = (id: string): Set<string> => {
    const known = conditions.get(id);
    if (known !== undefined) return known;
    const own = new Set<string>();
    conditions.set(id, own);
    const job = byId.get(id);
    if (job?.runsWhen != null) own.add(job.runsWhen);
    for (const need of needs(id)) if (byId.get(need)?.blocking) for (const condition of of(need)) own.add(condition);
    return own;
  };
  const groups = new Map<string, string[]>();
  for (const { id } of jobs) {
    const condition = together([...of(id)]);
    if (condition !== '') groups.set(condition, [...(groups.get(condition) ?? []), id]);
  }
  return [...groups].map(([condition, ids]) => `\${{ !(${condition}) && '${ids.join(' ')}' || '' }}`).join(' ');
}
