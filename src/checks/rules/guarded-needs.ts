import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';
import { listed } from '../text';

/**
 * Whether a job with these calls in its condition may go on after a job that it needs has not succeeded. One that only
 * asks failure() is there to clean up; always() is a finding of its own.
 */
function isUnguarded(calls: readonly string[], deploys: boolean): boolean {
  if (calls.includes('always')) return false;
  return calls.includes('cancelled') || (calls.includes('failure') && (deploys || calls.includes('success')));
}

export const guardedNeeds = defineCheck({
  id: 'guarded-needs',
  title: 'a job that asks how the run fares names the result of every job that it needs',
  why: 'With `!cancelled()` or `failure()` in its condition, a job runs although a job that it needs has failed or was skipped, unless the condition says otherwise.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions',
  mend: "add && needs.build.result == 'success' to the condition, for each of them",
  severity: Severity.ERROR,
  job: (job, report) => {
    if (job.role !== 'work') return;
    const conditions = job.expressions.filter(({ step, isCondition }) => !step && isCondition);
    if (
      !isUnguarded(
        conditions.flatMap(({ calls }) => calls),
        job.deploysTo !== undefined,
      )
    )
      return;
    const named = new Set(
      conditions
        .flatMap(({ reads }) => reads)
        .filter(([context]) => context === 'needs')
        .map(([, name = ANY]) => name.toLowerCase()),
    );
    if (named.has(ANY)) return;
    const missing = job.needs.filter((need) => job.pipeline.job(need)?.blocks && !named.has(need.toLowerCase()));
    if (missing.length === 0) return;
    report(
      `${job.label} runs whatever comes of ${listed(missing)}: its condition does not name ${missing.length > 1 ? 'their results' : 'its result'}`,
    );
  },
});
