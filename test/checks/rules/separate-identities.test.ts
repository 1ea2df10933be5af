import { separateIdentities } from '../../../src/checks/rules/separate-identities';
import { describeCheck, oneJob } from '../support/describe-check';

const job = (foreignCode: boolean, level: string) =>
  oneJob({ permissions: { 'id-token': level }, model: { foreignCode } });

describeCheck(separateIdentities, {
  passes: { 'an identity alone': job(false, 'write'), 'foreign code alone': job(true, 'none') },
  fails: {
    both: [
      job(true, 'write'),
      'sample/work: job "work" runs code of the repository or its dependencies, and has id-token: write; a job has one or the other',
    ],
  },
});
