import { rareAlways } from '../../../src/checks/rules/rare-always';
import { describeCheck, oneJob, oneStep } from '../support/describe-check';

describeCheck(rareAlways, {
  passes: {
    'no condition': oneJob({}),
    'the verdict': oneJob({ if: '${{ always() }}', model: { role: 'verdict' } }),
    'the notification': oneJob({ if: '${{ always() }}', model: { role: 'notification' } }),
    'a step': oneStep({ if: '${{ always() }}' }),
  },
  fails: {
    'any other job': [
      oneJob({ if: "${{ always() && github.ref == 'refs/heads/main' }}" }),
      'sample/work: job "work" runs always(), also after a failure or a cancellation; only the verdict and the notification may',
    ],
  },
});
