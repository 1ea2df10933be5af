import { barrierCost } from '../../../src/checks/rules/barrier-cost';
import type { PipelineSpec } from '../../simulate/support/model';
import { describeCheck } from '../support/describe-check';

const pipeline = (integrationReads: string[], schedule: 'staged' | 'dataflow' = 'staged'): PipelineSpec => ({
  model: { schedule },
  jobs: {
    build: { model: { budgetMinutes: 4 } },
    test: { needs: ['build'], model: { budgetMinutes: 5 } },
    integration: { needs: ['test'], model: { budgetMinutes: 8, reads: integrationReads } },
    deploy: { needs: ['integration'], model: { budgetMinutes: 3, deploysTo: 'dev' } },
  },
});

describeCheck(barrierCost, {
  passes: {
    'no time lost': pipeline([], 'dataflow'),
    'nothing to release': { jobs: { build: { model: { budgetMinutes: 4 } }, test: { needs: ['build'] } } },
  },
  fails: {
    'a job that could start with the build': [
      pipeline(['build']),
      'sample: the barriers between the stages cost 5 of the 17 min before the first deployment',
    ],
  },
});
