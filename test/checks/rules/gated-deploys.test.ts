import { gatedDeploys } from '../../../src/checks/rules/gated-deploys';
import type { JobSpec, PipelineSpec } from '../../simulate/support/model';
import { describeCheck } from '../support/describe-check';

/** build, then a scan and a test, then dev, a soak test, and production. */
function delivery(changes: { readonly [job: string]: JobSpec } = {}): PipelineSpec {
  return {
    stages: ['build', 'validate', 'dev', 'soak', 'production'].map((id) => ({ id })),
    jobs: {
      build: { model: { stage: 'build', vouches: ['image-built'] } },
      scan: { needs: ['build'], model: { stage: 'validate', vouches: ['image-scanned'] } },
      test: { needs: ['build'], model: { stage: 'validate', vouches: ['unit-tested'] } },
      dev: { needs: ['scan', 'test'], model: { stage: 'dev', deploysTo: 'dev' } },
      soak: { needs: ['dev'], model: { stage: 'soak', vouches: ['soaked'] } },
      production: { needs: ['soak'], model: { stage: 'production', deploysTo: 'production' } },
      ...changes,
    },
  };
}

describeCheck(gatedDeploys, {
  passes: {
    'deployments behind every gate before them': delivery(),
    'a check that only warns': delivery({
      test: { needs: ['build'], model: { stage: 'validate', vouches: ['unit-tested'], blocking: false } },
      dev: { needs: ['scan'], model: { stage: 'dev', deploysTo: 'dev' } },
    }),
    'a job that vouches for nothing': delivery({ docs: { model: { stage: 'validate' } } }),
    'a result that is asked for without the need, which is a finding of its own': delivery({
      dev: {
        needs: ['test'],
        if: "${{ !cancelled() && needs.test.result == 'success' && needs.scan.result == 'success' }}",
        model: { stage: 'dev', deploysTo: 'dev' },
      },
    }),
  },
  fails: {
    'a gate that no deployment waits for, told once': [
      delivery({ dev: { needs: ['test'], model: { stage: 'dev', deploysTo: 'dev' } } }),
      'sample/scan: dev and production deploy without waiting for job "scan", which vouches for image-scanned',
    ],
    'a gate between two deployments': [
      delivery({ production: { needs: ['dev'], model: { stage: 'production', deploysTo: 'production' } } }),
      'sample/soak: production deploys without waiting for job "soak", which vouches for soaked',
    ],
    'a gate behind a job that does not block': [
      delivery({
        warn: { needs: ['scan'], model: { stage: 'validate', blocking: false } },
        dev: { needs: ['warn', 'test'], model: { stage: 'dev', deploysTo: 'dev' } },
      }),
      'sample/scan: dev and production deploy without waiting for job "scan", which vouches for image-scanned',
    ],
  },
});
