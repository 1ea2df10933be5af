import { expect, test } from 'vitest';
import { jobSteps } from '../../../src/checks/rules/job-steps';
import { smallTree } from '../../support/small-tree';
import { synthesized, told } from '../../support/synthesize';
import { describeCheck, oneJob } from '../support/describe-check';

describeCheck(jobSteps, {
  passes: {
    'a step': oneJob({}),
    'a workflow that is called, which has its own': oneJob({ uses: './.github/workflows/x.yml', steps: [] } as object),
  },
  fails: { 'no step': [oneJob({ steps: [] }), 'sample/work: job "work" has no steps'] },
});

test('stops a job that does nothing at all', () => {
  const { pipeline } = smallTree({ job: { checkout: false, steps: [] } });
  expect(told(synthesized(pipeline).findings)).toContain('error job-steps api/own/extra: job "extra" has no steps');
});
