import { legsOf } from '../../model/matrix';
import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { mapOf } from '../plain';

const MOST_JOBS = 256;
const MOST_COUNTED = 10_000;

export const matrixSize = defineCheck({
  id: 'matrix-size',
  title: 'a matrix makes at most 256 jobs',
  why: 'GitHub refuses a run whose matrix makes more.',
  source: 'https://docs.github.com/en/actions/reference/limits',
  mend: 'drop a dimension, exclude combinations, or split the job',
  severity: Severity.ERROR,
  job: (job, report) => {
    const matrix = mapOf(mapOf(job.job.strategy).matrix);
    const combinations = Object.entries(matrix)
      .filter(([name]) => name !== 'include' && name !== 'exclude')
      .flatMap(([, values]) => (Array.isArray(values) ? [values.length] : []))
      .reduce((product, length) => product * length, 1);
    // Beyond that many no `exclude` helps, and there is no need to write them all out.
    const jobs = combinations > MOST_COUNTED ? combinations : legsOf(matrix).length;
    if (jobs > MOST_JOBS) report(`the matrix of ${job.label} makes ${jobs} jobs; GitHub allows ${MOST_JOBS}`);
  },
});
