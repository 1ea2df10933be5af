import { knownAcknowledgements } from '../../../src/checks/rules/known-acknowledgements';
import { describeCheck, oneJob } from '../support/describe-check';

const acknowledging = (rule: string) =>
  oneJob(
    {},
    { model: { acknowledgements: [{ rule, path: 'sample/work', reason: 'we know', owner: null, expires: null }] } },
  );

describeCheck(knownAcknowledgements, {
  passes: { 'a rule that exists': acknowledging('pinned-tools') },
  fails: {
    'a misspelt rule': [
      acknowledging('pined-tools'),
      'sample/work: the acknowledgement names "pined-tools", which is no rule; did you mean "pinned-tools"?',
    ],
  },
});
