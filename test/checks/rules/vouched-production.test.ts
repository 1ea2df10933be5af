import { vouchedProduction } from '../../../src/checks/rules/vouched-production';
import { describeCheck } from '../support/describe-check';

const vouching = (name: string, ...vouches: string[]) => ({
  jobs: { work: { model: { vouches } }, deploy: { model: { deploysTo: name } } },
  environments: [{ name, job: 'deploy' }],
});

describeCheck(vouchedProduction, {
  passes: {
    'scanned and tested': vouching('production', 'image-built', 'image-scanned', 'integration-tested'),
    'nothing that could be scanned': vouching('production', 'unit-tested'),
    'an environment that nobody protects': vouching('dev', 'image-built'),
  },
  fails: {
    'no scan': [
      vouching('eu-prod', 'image-built', 'unit-tested'),
      'sample/eu-prod: environment "eu-prod" gets an image that no blocking job vouches for: image-scanned is missing',
    ],
    'a scan that does not block': [
      {
        ...vouching('production', 'image-built', 'unit-tested'),
        jobs: {
          work: { model: { vouches: ['image-built', 'unit-tested'] } },
          scan: { model: { vouches: ['image-scanned'], blocking: false } },
        },
      },
      'sample/production: environment "production" gets an image that no blocking job vouches for: image-scanned is missing',
    ],
    'neither, for an environment that is reviewed': [
      {
        jobs: { build: { model: { vouches: ['image-built'] } } },
        environments: [{ name: 'customer', job: 'deploy', reviewers: { users: ['ada'], teams: [] } }],
      },
      'sample/customer: environment "customer" gets an image that no blocking job vouches for: image-scanned and unit-tested or integration-tested are missing',
    ],
  },
});
