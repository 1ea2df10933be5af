import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { completeVerdict } from '../../../src/checks/rules/complete-verdict';
import { smallTree } from '../../support/small-tree';
import { synthesized, told } from '../../support/synthesize';
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

describe('a job that a patch adds', () => {
  const patched = (job: object) => {
    const { pipeline } = smallTree();
    pipeline.patch(JsonPatch.add('/jobs/extra', { 'runs-on': 'ubuntu-24.04', 'timeout-minutes': 5, ...job }));
    return told(synthesized(pipeline).findings).filter((one) => one.includes('complete-verdict'));
  };
  const steps = [{ run: 'exit 1' }];

  test('is to be heard as well', () => {
    expect(patched({ permissions: {}, steps })).toEqual([
      'error complete-verdict api/pipeline-gate: job "pipeline-gate" does not hear extra; the verdict needs every blocking job',
    ]);
  });

  test('unless it only warns', () => {
    expect(patched({ permissions: {}, steps, 'continue-on-error': true })).toEqual([]);
  });
});
