import { reportedFailures } from '../../../src/checks/rules/reported-failures';
import { describeCheck } from '../support/describe-check';

const deploy = { model: { deploysTo: 'dev' } };
const notify = (needs: string[], condition: string) => ({
  jobs: { deploy, notify: { needs, if: condition, model: { role: 'notification' as const } } },
});

describeCheck(reportedFailures, {
  passes: {
    'nothing is deployed': { jobs: { build: {} } },
    'a message whatever happens': notify(['deploy'], '${{ always() }}'),
    'a message on failure': notify(['deploy'], '${{ failure() }}'),
    'a request for approval beside it': {
      jobs: {
        ...notify(['deploy'], '${{ always() }}').jobs,
        ask: { if: '${{ !cancelled() }}', model: { role: 'notification' } },
      },
    },
  },
  fails: {
    'no notifier': [{ jobs: { deploy } }, 'sample: deploy may fail and nobody is told: the pipeline has no notifier'],
    'a message on success alone': [
      notify(['deploy'], "${{ github.event_name == 'push' }}"),
      'sample/notify: job "notify" only runs when everything succeeded; a notification runs always() or on failure()',
    ],
    'a deployment that it does not hear': [
      notify([], '${{ always() }}'),
      'sample/notify: job "notify" does not hear deploy; a notification needs every deployment',
    ],
  },
});
