import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { reportProven } from '../proven';

export const startedJobs = defineCheck({
  id: 'started-jobs',
  title: 'an event starts every job',
  why: 'GitHub skips a job whose condition does not hold, and a skipped job is grey, not red: one that asks for a misspelt event, or for a schedule that the pipeline does not have, is skipped in every run, and nobody notices.',
  source:
    'https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-jobs-with-conditions',
  mend: 'name an event and a ref that the pipeline answers to, add the trigger, or leave the job away',
  severity: Severity.WARNING,
  last: true,
  pipeline: (pipeline, report) => reportProven('started-jobs', pipeline, report),
});
