import { Severity } from '../../policy/finding';
import { shown } from '../../util/fail';
import { defineCheck } from '../check';

const HOSTED_LIMIT = 360;
const OWN_LIMIT = 5 * 24 * 60;

export const boundedTime = defineCheck({
  id: 'bounded-time',
  title: 'every job and step has a sensible end',
  why: 'Without a timeout a job that hangs holds its runner, and its deployment group, for six hours; zero ends it at once.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes',
  mend: 'give a timeout of at least one minute',
  severity: Severity.ERROR,
  job: (job, report) => {
    // A job that calls a reusable workflow has no timeout of its own.
    if (job.job.uses !== undefined) return;
    const minutes = job.job['timeout-minutes'];
    const limit = job.runsOn.includes('self-hosted') ? OWN_LIMIT : HOSTED_LIMIT;
    if (minutes === undefined) {
      report(`${job.label} has no timeout; allowed are 1 to ${limit} min`);
    } else if (typeof minutes === 'number' && (minutes <= 0 || minutes > limit)) {
      report(`${job.label} has a timeout of ${shown(minutes)} min; allowed are 1 to ${limit} min`);
    }
  },
  step: (step, report) => {
    const minutes = step.step['timeout-minutes'];
    if (typeof minutes === 'number' && minutes <= 0) {
      report(`${step.fullLabel} has a timeout of ${shown(minutes)} min; allowed is 1 min and more`);
    }
  },
});
