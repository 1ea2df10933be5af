import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { mapOf } from '../plain';

const MOST_JOBS = 256;

export const matrixSize = defineCheck({
  id: 'matrix-size',
  title: 'a matrix makes at most 256 jobs',
  why: 'GitHub refuses a run whose matrix makes more.',
  source: 'https://docs.github.com/en/actions/reference/limits',
  mend: 'drop a dimension, or split the job',
  severity: Severity.ERROR,
  job: (job, report) => {
    const dimensions = Object.entries(mapOf(mapOf(job.job.strategy).matrix))
      .filter(([name]) => name !== 'include' && name !== 'exclude')
      .flatMap(([, values]) => (Array.isArray(values) ? [values.length] : []));
    const jobs = dimensions.reduce((product, length) => product * length, 1);
    if (jobs <= MOST_JOBS) return;
    report(`the matrix of ${job.label} makes ${dimensions.join(' × ')} = ${jobs} jobs; GitHub allows ${MOST_JOBS}`);
  },
});
