import { matrixSize } from '../../../src/checks/rules/matrix-size';
import { describeCheck, oneJob } from '../support/describe-check';

const matrix = (...lengths: number[]) =>
  oneJob({
    strategy: { matrix: Object.fromEntries(lengths.map((length, index) => [`d${index}`, [...Array(length).keys()]])) },
  });

const with257 = (more: object) => ({
  strategy: { matrix: { d: [...Array(257).keys()], ...more } },
});

describeCheck(matrixSize, {
  passes: {
    'no matrix': oneJob({}),
    '256 jobs': matrix(16, 16),
    '257 jobs of which one is excluded': oneJob(with257({ exclude: [{ d: 3 }] })),
    'one that is included in others': oneJob({
      strategy: { matrix: { d: [...Array(256).keys()], include: [{ d: 3, more: true }] } },
    }),
    'one that only the run knows': oneJob({
      strategy: { matrix: "${{ fromJSON('{}') }}" as unknown as Record<string, never[]> },
    }),
  },
  fails: {
    '272 jobs': [matrix(16, 17), 'sample/work: the matrix of job "work" makes 272 jobs; GitHub allows 256'],
    'one more that is included': [
      oneJob({ strategy: { matrix: { d: [...Array(256).keys()], include: [{ d: 256 }] } } }),
      'sample/work: the matrix of job "work" makes 257 jobs; GitHub allows 256',
    ],
    'more than can be counted': [
      matrix(1000, 1000, 1000),
      'sample/work: the matrix of job "work" makes 1000000000 jobs; GitHub allows 256',
    ],
  },
});
