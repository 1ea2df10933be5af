import { expect, test } from 'vitest';
import { Condition, Job, Stage, Step } from '../../../src';
import { startedJobs } from '../../../src/checks/rules/started-jobs';
import type { PipelineSpec } from '../../simulate/support/model';
import { smallTree } from '../../support/small-tree';
import { synthesized, told } from '../../support/synthesize';
import { describeCheck } from '../support/describe-check';

/** Two jobs, the second under a condition. */
const conditional = (condition: string, on: PipelineSpec['on'] = { push: { branches: ['main'] } }): PipelineSpec => ({
  on,
  jobs: { build: {}, late: { needs: ['build'], if: condition } },
});

const NEVER = 'sample/late: late never runs: its condition holds for no event; the pipeline answers to push (main)';

describeCheck(startedJobs, {
  passes: {
    'jobs without a condition': { on: { push: {} }, jobs: { work: {} } },
    'a job for one of several events': conditional("github.event_name == 'schedule'", {
      push: { branches: ['main'] },
      schedule: [{ cron: '17 4 * * 1' }],
    }),
    'a job for a branch that the trigger lets in': conditional("github.ref == 'refs/heads/release/1'", {
      push: { branches: ['release/*'] },
    }),
    'what nobody knows beforehand': conditional("vars.LATE == 'yes' || needs.build.outputs.late == 'yes'"),
    'a pipeline of which nothing can be proven': conditional('fromJSON('),
  },
  fails: {
    'a misspelt event': [conditional("!cancelled() && github.event_name == 'pusch'"), NEVER],
    'a branch that no trigger lets in': [conditional("github.ref == 'refs/heads/develop'"), NEVER],
    'a job that is switched off': [conditional('false'), NEVER],
  },
});

test('a job for a schedule that nobody declared is told by its own condition', () => {
  const { pipeline } = smallTree();
  new Job(new Stage(pipeline, 'nightly'), 'deep-scan', {
    condition: Condition.event('schedule'),
    steps: [Step.run('scan', 'echo scan')],
  });
  expect(told(synthesized(pipeline).findings)).toContain(
    "warning started-jobs api/nightly/deep-scan: deep-scan never runs: github.event_name == 'schedule' holds for no event; the pipeline answers to push (main), pull_request, merge_group, workflow_dispatch",
  );
});
