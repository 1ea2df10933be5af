import { safeTriggers } from '../../../src/checks/rules/safe-triggers';
import { describeCheck, oneJob } from '../support/describe-check';

const on = (events: unknown) => oneJob({}, { workflow: { on: events as object } });

describeCheck(safeTriggers, {
  passes: { 'pushes and pull requests': on({ push: {}, pull_request: {} }) },
  fails: {
    'a privileged run of a proposal': [
      on(['push', 'pull_request_target']),
      'sample: the workflow starts on pull_request_target, which runs with the secrets of the repository on what a stranger proposes',
    ],
    'a run after a run': [
      on({ workflow_run: { workflows: ['ci'] } }),
      'sample: the workflow starts on workflow_run, which runs with the secrets of the repository after a run that a stranger can start',
    ],
  },
});
