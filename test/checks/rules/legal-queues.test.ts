import { legalQueues } from '../../../src/checks/rules/legal-queues';
import { describeCheck, oneJob } from '../support/describe-check';

describeCheck(legalQueues, {
  passes: {
    'no group': oneJob({}),
    'a queue that does not cancel': oneJob({ concurrency: { group: 'a', queue: 'max', 'cancel-in-progress': false } }),
  },
  fails: {
    'a queue that cancels': [
      oneJob({ concurrency: { group: 'a', queue: 'max', 'cancel-in-progress': true } }),
      'sample/work: group "a" of job "work" has queue: max and cancel-in-progress: true; a queue cannot cancel',
    ],
    'a queue that may cancel, for the whole workflow': [
      oneJob({}, { workflow: { concurrency: { group: 'a', queue: 'max', 'cancel-in-progress': '${{ vars.A }}' } } }),
      'sample: group "a" of the workflow has queue: max and cancel-in-progress: ${{ vars.A }}; a queue cannot cancel',
    ],
  },
});
