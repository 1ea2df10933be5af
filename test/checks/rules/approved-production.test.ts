import { approvedProduction } from '../../../src/checks/rules/approved-production';
import { describeCheck } from '../support/describe-check';

const environment = (name: string, protection: object = {}) => ({
  jobs: {},
  environments: [{ name, job: 'deploy', ...protection }],
});

describeCheck(approvedProduction, {
  passes: {
    reviewers: environment('production', { reviewers: { users: [], teams: ['acme/leads'] } }),
    'a protection app': environment('production', { protectionApps: ['guard'] }),
    'what is not production': environment('pre-production'),
    'a name that only contains it': environment('products'),
  },
  fails: {
    'nobody, for production': [
      environment('production'),
      'sample/production: environment "production" has no reviewer and no protection app; production needs one of them',
    ],
    'nobody, for one production of several': [
      environment('eu-west-Prod'),
      'sample/eu-west-Prod: environment "eu-west-Prod" has no reviewer and no protection app; production needs one of them',
    ],
  },
});
