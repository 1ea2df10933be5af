import { fastFirst } from '../../../src/checks/rules/fast-first';
import type { JobSpec } from '../../simulate/support/model';
import { describeCheck } from '../support/describe-check';

const job = (stage: string, budgetMinutes: number, more: JobSpec['model'] = {}): JobSpec => ({
  model: { stage, budgetMinutes, vouches: ['checked'], ...more },
});
const stages = (first: JobSpec, second: JobSpec) => ({
  stages: [
    { id: 'one', jobs: ['first'] },
    { id: 'two', jobs: ['second'], after: ['one'] },
  ],
  jobs: { first, second },
});

describeCheck(fastFirst, {
  passes: {
    'fast, then slow': stages(job('one', 3), job('two', 8)),
    'slow, but what comes after reads from it': stages(job('one', 8), job('two', 3, { reads: ['first'] })),
    'slow, but it builds': stages(job('one', 8, { vouches: ['image-built'] }), job('two', 3)),
    'a deployment': stages(job('one', 8), job('two', 3, { deploysTo: 'dev' })),
  },
  fails: {
    'slow, then fast': [
      stages(job('one', 8), job('two', 3)),
      'sample/two: stage "two" (3 min) waits for the slower stage "one" (8 min) and reads nothing from it',
    ],
  },
});
