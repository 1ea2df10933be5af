import { singleDeployment } from '../../../src/checks/rules/single-deployment';
import { describeCheck } from '../support/describe-check';

const reviewed = { name: 'production', job: 'deploy', reviewers: { users: ['ada'], teams: [] } };

describeCheck(singleDeployment, {
  passes: {
    'one job for each environment': {
      jobs: { a: { model: { deploysTo: 'dev' } }, b: { model: { deploysTo: 'staging' } } },
    },
    'a second job in an environment without reviewers': {
      jobs: { a: { model: { deploysTo: 'dev' } }, b: { environment: { name: 'dev' } } },
      environments: [{ name: 'dev', job: 'a' }],
    },
  },
  fails: {
    'two deployments to one environment, whatever the case': [
      { jobs: { a: { model: { deploysTo: 'staging' } }, b: { model: { deploysTo: 'Staging' } } } },
      'sample/b: environment "Staging" is deployed by job "a" and by job "b"; one job may',
    ],
    'a second job in a reviewed environment': [
      {
        jobs: { smoke: { environment: { name: 'production' } }, deploy: { model: { deploysTo: 'production' } } },
        environments: [reviewed],
      },
      'sample/smoke: environment "production" is reviewed and named by job "deploy" and by job "smoke": two approvals for one deployment',
    ],
  },
});
