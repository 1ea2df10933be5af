import { guardedNeeds } from '../../../src/checks/rules/guarded-needs';
import { describeCheck } from '../support/describe-check';

const after = (condition: string | undefined, needs = ['build', 'scan']) => ({
  jobs: {
    build: {},
    scan: {},
    warn: { model: { blocking: false } },
    deploy: { needs, ...(condition === undefined ? {} : { if: condition }) },
  },
});

describeCheck(guardedNeeds, {
  passes: {
    'no condition: GitHub waits for success': after(undefined),
    'a condition that does not ask how the run fares': after("${{ github.ref == 'refs/heads/main' }}"),
    'every result named': after(
      "${{ !cancelled() && needs.build.result == 'success' && needs.scan.result == 'success' }}",
    ),
    'a job that only warns': after("${{ !cancelled() && needs.build.result == 'success' }}", ['build', 'warn']),
    'a job that cleans up after a failure': after('${{ failure() }}'),
    'the verdict': {
      jobs: { build: {}, gate: { needs: ['build'], if: '${{ !cancelled() }}', model: { role: 'verdict' } } },
    },
  },
  fails: {
    'a result that is not named': [
      after("${{ !cancelled() && needs.build.result == 'success' }}"),
      'sample/deploy: job "deploy" runs whatever comes of scan: its condition does not name its result',
    ],
    'success or failure': [
      after('${{ success() || failure() }}', ['scan']),
      'sample/deploy: job "deploy" runs whatever comes of scan: its condition does not name its result',
    ],
    'none named': [
      after('${{ failure() || !cancelled() }}'),
      'sample/deploy: job "deploy" runs whatever comes of build and scan: its condition does not name their results',
    ],
  },
});
