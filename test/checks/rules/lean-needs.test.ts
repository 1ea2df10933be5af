import { leanNeeds } from '../../../src/checks/rules/lean-needs';
import { describeCheck, step } from '../support/describe-check';

const deploy = (keys: object) => ({
  jobs: { build: { outputs: { digest: 'x' } }, test: { needs: ['build'] }, lint: { needs: ['build'] }, deploy: keys },
});

describeCheck(leanNeeds, {
  passes: {
    'needs side by side': deploy({ needs: ['test', 'lint'] }),
    'a need whose output is read': deploy({
      needs: ['build', 'test'],
      steps: [step('go', { env: { D: '${{ needs.build.outputs.digest }}' } })],
    }),
    'a verdict, which reads them all': deploy({ needs: ['build', 'test'], model: { role: 'verdict' } }),
    'jobs out of order, which is a finding of its own': {
      jobs: { a: { needs: ['b', 'c'] }, b: { needs: ['c'] }, c: { needs: ['a'] } },
    },
  },
  fails: {
    'a need that two others imply': [
      deploy({ needs: ['build', 'test', 'lint'] }),
      'sample/deploy: job "deploy" needs build, which test and lint already wait for',
    ],
    'a need of which only the result is read': [
      deploy({ needs: ['build', 'test'], if: "${{ !cancelled() && needs.build.result == 'success' }}" }),
      'sample/deploy: job "deploy" needs build, which test already waits for',
    ],
    'a need given twice': [deploy({ needs: ['test', 'test'] }), 'sample/deploy: job "deploy" needs test twice'],
  },
});
