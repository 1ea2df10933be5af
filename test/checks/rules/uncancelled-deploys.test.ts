import { uncancelledDeploys } from '../../../src/checks/rules/uncancelled-deploys';
import type { WorkflowConcurrency } from '../../../src/model/workflow';
import { describeCheck } from '../support/describe-check';

const lane = { group: 'deploy-app-dev', 'cancel-in-progress': false };
const own = 'app-${{ github.event.pull_request.number || github.run_id }}';
const deploy = (workflow: WorkflowConcurrency | undefined, concurrency: WorkflowConcurrency | undefined = lane) => ({
  ...(workflow ? { workflow: { concurrency: workflow } } : {}),
  jobs: { deploy: { ...(concurrency.group ? { concurrency } : {}), model: { deploysTo: 'dev' } } },
  environments: [{ name: 'dev', job: 'deploy', reviewers: { users: ['ada'], teams: [] } }],
});

describeCheck(uncancelledDeploys, {
  passes: {
    'a lane of its own, pull requests cancelled': deploy({
      group: own,
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    }),
    'no group for the workflow': deploy(undefined),
    'a workflow that deploys nothing': {
      jobs: { build: {} },
      workflow: { concurrency: { group: 'a', 'cancel-in-progress': true } },
    },
  },
  fails: {
    'every run cancelled': [
      deploy({ group: own, 'cancel-in-progress': true }),
      `sample: the workflow's group "${own}" cancels runs in progress on push: cancel-in-progress is true`,
    ],
    'releases cancelled by an expression': [
      deploy({ group: own, 'cancel-in-progress': "${{ github.ref == 'refs/heads/main' }}" }),
      `sample: the workflow's group "${own}" cancels runs in progress on push: cancel-in-progress is \${{ github.ref == 'refs/heads/main' }}`,
    ],
    'one line for all releases': [
      deploy({ group: 'app-${{ github.ref }}', 'cancel-in-progress': false }),
      'sample: every release waits in the workflow\'s group "app-${{ github.ref }}": one that waits for approval stops all others',
    ],
    'a job that is no deployment in the lane of one, in another case': [
      {
        jobs: {
          lint: { concurrency: { group: 'Deploy-App-Dev', 'cancel-in-progress': true } },
          deploy: { concurrency: lane, model: { deploysTo: 'dev' } },
        },
      },
      'sample/lint: job "lint" stands in the group "Deploy-App-Dev" of job "deploy": it ends or replaces deployments',
    ],
    'no lane': [
      deploy(undefined, { group: '' }),
      'sample/deploy: job "deploy" deploys to dev without a concurrency group: two runs may deploy at the same time',
    ],
    'a lane that cancels': [
      deploy(undefined, { ...lane, 'cancel-in-progress': true }),
      'sample/deploy: job "deploy" deploys to dev in a group with cancel-in-progress: true; a deployment is never cancelled',
    ],
    'a lane of every run its own': [
      deploy(undefined, { group: 'deploy-${{ github.run_id }}' }),
      'sample/deploy: job "deploy" deploys to dev in the group "deploy-${{ github.run_id }}"; only a literal is the same in every run',
    ],
  },
});
