import { completeVerdict } from '../../../src/checks/rules/complete-verdict';
import { describeCheck } from '../support/describe-check';

const verdict = (needs: string[], condition?: string) => ({
  jobs: {
    build: {},
    test: {},
    warn: { model: { blocking: false } },
    gate: { needs, ...(condition ? { if: condition } : {}), model: { role: 'verdict' as const } },
  },
});

describeCheck(completeVerdict, {
  passes: {
    'a verdict that hears all': verdict(['build', 'test'], '${{ always() }}'),
    'a pipeline that never had one': { jobs: { build: {} } },
  },
  fails: {
    'a job that it does not hear': [
      verdict(['build'], '${{ always() }}'),
      'sample/gate: job "gate" does not hear test; the verdict needs every blocking job',
    ],
    'a verdict that may be skipped': [
      verdict(['build', 'test'], '${{ !cancelled() }}'),
      'sample/gate: job "gate" runs if ${{ !cancelled() }}; the verdict runs always()',
    ],
    'a verdict that is skipped after a failure': [
      verdict(['build', 'test']),
      'sample/gate: job "gate" runs if everything before succeeded; the verdict runs always()',
    ],
  },
});
