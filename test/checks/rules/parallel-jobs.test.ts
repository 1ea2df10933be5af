import { parallelJobs } from '../../../src/checks/rules/parallel-jobs';
import { describeCheck, step } from '../support/describe-check';

const pair = (keys: object, stage = 'validate') => ({
  jobs: {
    lint: { outputs: { report: 'x' }, model: { stage: 'validate' } },
    test: { needs: ['lint'], ...keys, model: { stage } },
  },
});

describeCheck(parallelJobs, {
  passes: {
    'a job that reads the other': pair({ steps: [step('go', { env: { R: '${{ needs.lint.outputs.report }}' } })] }),
    'a job of another stage': pair({}, 'integration'),
  },
  fails: {
    'a job that only waits': [
      pair({ if: "${{ !cancelled() && needs.lint.result == 'success' }}" }),
      'sample/test: job "test" waits for lint of its own stage "validate" and reads nothing from it',
    ],
  },
});
