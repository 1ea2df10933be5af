import { currentRuntimes } from '../../../src/checks/rules/current-runtimes';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneStep } from '../support/describe-check';

describeCheck(currentRuntimes, {
  passes: {
    'a current release': oneStep({ uses: actionReference('pnpm/action-setup').uses }),
    'a command': oneStep({ run: 'true' }),
  },
  fails: {
    'an action that was never moved on': [
      oneStep({ uses: 'azure/docker-login@v2' }),
      'sample/work: step "it" of job "work" uses azure/docker-login, which runs on node20; runners have node24',
    ],
    'an old release': [
      oneStep({ uses: 'pnpm/action-setup@fe02b34f77f8bc703788d5817da081398fad5dd2' }),
      'sample/work: step "it" of job "work" uses pnpm/action-setup, which runs on node20; runners have node24',
    ],
  },
});
