import { pinnedTools } from '../../../src/checks/rules/pinned-tools';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneStep } from '../support/describe-check';

const helm = (inputs: Record<string, string>) =>
  oneStep({ uses: actionReference('azure/setup-helm').uses, with: inputs });

describeCheck(pinnedTools, {
  passes: {
    'an exact version': helm({ version: 'v4.2.4' }),
    'a version that the run knows': helm({ version: '${{ vars.HELM }}' }),
    'an action that installs nothing': oneStep({ uses: actionReference('actions/checkout').uses }),
  },
  fails: {
    'no version': [
      helm({}),
      `sample/work: step "it" of job "work" installs no version by azure/setup-helm; allowed is an exact one, such as v1.2.3, in 'version'`,
    ],
    'a floating version': [
      helm({ version: 'latest' }),
      `sample/work: step "it" of job "work" installs version "latest" by azure/setup-helm; allowed is an exact one, such as v1.2.3, in 'version'`,
    ],
  },
});
