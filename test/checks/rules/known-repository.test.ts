import { knownRepository } from '../../../src/checks/rules/known-repository';
import type { IdentityModel } from '../../../src/model/pipeline-model';
import { describeCheck, oneJob } from '../support/describe-check';

const role = (name: string): IdentityModel => ({
  provider: 'AWS',
  role: name,
  audience: 'sts.amazonaws.com',
  usedBy: ['work'],
  environment: null,
  refs: ['refs/heads/main'],
  mayDo: 'push',
});
const roles = (repository: string | null, ...names: string[]) =>
  oneJob({}, { model: { repository, identities: names.map(role) } });

describeCheck(knownRepository, {
  passes: { 'a repository that is known': roles('acme/payment-api', 'PUSH'), 'no role': roles(null) },
  fails: {
    'one role': [
      roles(null, 'PUSH'),
      'sample: the repository is not known, so the subjects of one role are printed with OWNER/NAME',
    ],
    'several roles': [
      roles(null, 'PUSH', 'DEPLOY'),
      'sample: the repository is not known, so the subjects of 2 roles are printed with OWNER/NAME',
    ],
  },
});
