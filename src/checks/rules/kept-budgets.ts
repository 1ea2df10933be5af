import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

export const keptBudgets = defineCheck({
  id: 'kept-budgets',
  title: 'a budget is smaller than the timeout behind it',
  why: 'A budget is reported when it is broken; a job that GitHub ends before can never break it.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes',
  mend: 'lower the budget, or raise the timeout',
  severity: Severity.WARNING,
  job: (job, report) => {
    const budget = job.model?.budgetMinutes ?? 0;
    const timeout = job.job['timeout-minutes'];
    if (typeof timeout !== 'number' || timeout <= 0 || budget <= timeout) return;
    report(
      `${job.label} has a budget of ${budget} min and a timeout of ${timeout} min; the budget must not be above it`,
    );
  },
});
