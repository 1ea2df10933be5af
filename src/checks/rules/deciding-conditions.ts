import { Severity } from '../../policy/finding';
import { expressionsIn } from '../../util/expressions';
import { shown } from '../../util/fail';
import { defineCheck, type Report } from '../check';

export const decidingConditions = defineCheck({
  id: 'deciding-conditions',
  title: 'every condition can come out either way',
  why: 'A text around an expression, even a line break, makes the condition a text, and every text is true: the job or step always runs.',
  source: 'https://github.com/actions/runner/issues/1173',
  mend: 'put the whole condition into one expression, on one line, or drop it',
  severity: Severity.ERROR,
  job: (job, report) => {
    look(job.label, job.job.if, report);
    for (const step of job.steps) look(step.fullLabel, step.step.if, report);
    for (const { step, source, isCondition, reads, calls } of job.expressions) {
      if (!isCondition || reads.length > 0 || calls.some((name) => DECIDING.has(name))) continue;
      report(
        `the condition of ${step?.fullLabel ?? job.label} is the same in every run: ${shown(source)} asks for nothing`,
      );
    }
  },
});

/** Functions whose answer depends on the run; `always()` is how one says that something runs whatever happens. */
const DECIDING = new Set(['always', 'success', 'failure', 'cancelled', 'hashFiles']);

/** What GitHub takes for a text, or is no expression at all. */
function look(owner: string, condition: unknown, report: Report): void {
  if (typeof condition === 'boolean' || typeof condition === 'number') {
    report(`the condition of ${owner} is ${condition}, whatever happens`);
  } else if (typeof condition === 'string') {
    const [first, ...more] = expressionsIn(condition);
    if (!first || (more.length === 0 && first.start === 0 && first.end === condition.length)) return;
    report(`the condition of ${owner} is always true: ${shown(condition)} has text outside \${{ }}`);
  }
}
