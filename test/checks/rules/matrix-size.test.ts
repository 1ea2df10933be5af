import { matrixSize } from '../../../src/checks/rules/matrix-size';
import { describeCheck, oneJob } from '../support/describe-check';

const matrix = (...lengths: number[]) =>
  oneJob({
    strategy: { matrix: Object.fromEntries(lengths.map((length, index) => [`d${index}`, [...Array(length).keys()]])) },
  });

describeCheck(matrixSize, {
  passes: { 'no matrix': oneJob({}), '256 jobs': matrix(16, 16) },
  fails: {
    '272 jobs': [matrix(16, 17), 'sample/work: the matrix of job "work" makes 16 × 17 = 272 jobs; GitHub allows 256'],
  },
});
