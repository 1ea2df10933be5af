import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

export const rareAlways = defineCheck({
  id: 'rare-always',
  title: 'only the verdict and the notification run whatever happens',
  why: 'A job with `always()` runs after failures and even after the run was cancelled: what it deploys or pushes nobody has checked.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#always',
  mend: "say !cancelled() and name the results that the job depends on, such as needs.build.result == 'success'",
  severity: Severity.ERROR,
  job: (job, report) => {
    if (job.role !== 'work') return;
    if (!job.expressions.some(({ step, isCondition, calls }) => !step && isCondition && calls.includes('always')))
      return;
    report(
      `${job.label} runs always(), also after a failure or a cancellation; only the verdict and the notification may`,
    );
  },
});
