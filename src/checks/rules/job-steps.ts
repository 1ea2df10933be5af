import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

export const jobSteps = defineCheck({
  id: 'job-steps',
  title: 'every job has steps',
  why: 'GitHub refuses the whole workflow for one job that does nothing.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps',
  mend: 'give the job a step, or leave the job out',
  severity: Severity.ERROR,
  job: (job, report) => {
    if (job.steps.length === 0 && job.job.uses === undefined) report(`${job.label} has no steps`);
  },
});
