import { currentActions } from '../../../src/checks/rules/current-actions';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneStep } from '../support/describe-check';

const OLD = `actions/checkout@${'0'.repeat(40)}`;
const OLD_ATTEST = `actions/attest@${'0'.repeat(40)}`;
const OWN = `acme/own@${'a'.repeat(40)}`;
const { uses, version } = actionReference('actions/checkout');
const at = (versions: Record<string, string>, used = OLD) => ({ ...oneStep({ uses: used }), model: { versions } });

describeCheck(currentActions, {
  passes: {
    'the pin of stagegate': at({ [uses]: version }, uses),
    'a newer version': at({ [OLD]: 'v99.0.0' }),
    'the same version at another commit': at({ [OLD]: version }),
    'an action that stagegate does not know': at({ [OWN]: 'v0.1.0' }, OWN),
    'a version that nobody said': at({}),
    'a version without numbers': at({ [OLD]: 'latest' }),
  },
  fails: {
    'an older patch of the same minor version': [
      at({ [OLD_ATTEST]: 'v4.2.1' }, OLD_ATTEST),
      `sample/work: step "it" of job "work" uses actions/attest v4.2.1; stagegate pins ${actionReference('actions/attest').version}`,
    ],
    'an older major version': [
      at({ [OLD]: 'v6' }),
      `sample/work: step "it" of job "work" uses actions/checkout v6; stagegate pins ${version}`,
    ],
    'the last of an older major version': [
      at({ [OLD]: 'v6.99.99' }),
      `sample/work: step "it" of job "work" uses actions/checkout v6.99.99; stagegate pins ${version}`,
    ],
  },
});
