import { expect, test } from 'vitest';
import { knownAcknowledgements } from '../../../src/checks/rules/known-acknowledgements';
import { describeCheck, findingsFor, oneJob } from '../support/describe-check';

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
    'what is found while the tree is put together': [
      acknowledging('duplicate-job-id'),
      'sample/work: the acknowledgement names "duplicate-job-id", which nobody can acknowledge: it is found while the tree is put together',
    ],
  },
});

test('says how to mend what nobody can acknowledge', () => {
  expect(findingsFor(knownAcknowledgements, acknowledging('duplicate-job-id')).map(({ remedy }) => remedy)).toEqual([
    'remove the acknowledgement; about the finding itself: give one of the two constructs another id',
  ]);
});
