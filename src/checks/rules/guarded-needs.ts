import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';
import { listed } from '../text';

/** With one of these in its condition a job no longer waits for success by itself. */
const UNGUARDED = new Set(['always', 'cancelled', 'failure']);

export const guardedNeeds = defineCheck({
  id: 'guarded-needs',
  title: 'a job that asks how the run fares names the result of every job that it needs',
  why: 'With `!cancelled()` or `failure()` in its condition, a job runs although a job that it needs has failed or was skipped, unless the condition says otherwise.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions',
  mend: "add && needs.<job>.result == 'success' to the condition for each of them",
  severity: Severity.ERROR,
  job: (job, report) => {
    if (job.role !== 'work') return;
    const conditions = job.expressions.filter(({ step, isCondition }) => !step && isCondition);
    // always() is a finding of its own.
    const calls = conditions.flatMap((use) => use.calls);
    if (calls.includes('always') || !calls.some((name) => UNGUARDED.has(name))) return;
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
