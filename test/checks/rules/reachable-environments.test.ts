import { describe, expect, test } from 'vitest';
import { DeployEnvironment, HelmRelease, Promotion, Reviewer } from '../../../src';
import { reachableEnvironments } from '../../../src/checks/rules/reachable-environments';
import { Severity } from '../../../src/policy/finding';
import type { JobSpec, PipelineSpec } from '../../simulate/support/model';
import { step } from '../../simulate/support/model';
import { emptyProject, paymentApi } from '../../support/payment-api';
import { smallTree } from '../../support/small-tree';
import { synthesized, told, withCharts } from '../../support/synthesize';
import { describeCheck } from '../support/describe-check';

const RELEASES = "startsWith(github.ref, 'refs/heads/release/')";

/** Build, dev from main, production from releases. */
function delivery(
  production: JobSpec,
  rest: Partial<PipelineSpec> = {},
  dev: JobSpec = {},
  push: Parameters<typeof step>[1] = {},
): PipelineSpec {
  const digest = { DIGEST: '${{ needs.build.outputs.digest }}' };
  return {
    on: { push: { branches: ['main', 'release/*'] } },
    stages: ['build', 'dev', 'production'].map((id) => ({ id })),
    environments: [
      { name: 'dev', job: 'deploy-dev', branches: [] },
      { name: 'production', job: 'deploy-production', branches: ['release/*'], tags: ['v*'] },
    ],
    ...rest,
    jobs: {
      build: {
        outputs: { digest: '${{ steps.push.outputs.digest }}' },
        steps: [step('push', push)],
        model: { stage: 'build', vouches: ['image-built', 'image-scanned'] },
      },
      'deploy-dev': {
        needs: ['build'],
        environment: { name: 'dev' },
        env: digest,
        ...dev,
        model: { stage: 'dev', deploysTo: 'dev' },
      },
      'deploy-production': {
        needs: ['build', 'deploy-dev'],
        if: RELEASES,
        environment: { name: 'production' },
        env: digest,
        ...production,
        model: { stage: 'production', deploysTo: 'production' },
      },
    },
  };
}

const FROM = 'nothing is ever deployed to production: it takes what comes from branch release/*, tag v*';

describeCheck(reachableEnvironments, {
  passes: {
    'every environment is deployed to': delivery({}),
    'a person may start it': delivery({}, { on: { push: { branches: ['main'] }, workflow_dispatch: {} } }),
    'nobody knows beforehand': delivery({ if: `${RELEASES} && vars.OPEN == 'yes'` }),
    'a pipeline of which nothing can be proven': delivery({ if: 'fromJSON(' }),
  },
  fails: {
    'no event starts a run there': [
      delivery({}, { on: { push: { branches: ['main'] } } }),
      `sample/deploy-production: ${FROM}, where nothing starts a run; the pipeline answers to push (main)`,
    ],
    'what it waits for never runs there, told where it begins': [
      delivery({}, {}, { if: "github.ref == 'refs/heads/main'" }),
      `sample/deploy-production: ${FROM}, where deploy-dev, which deploy-production waits for, never runs; the pipeline answers to push (main, release/*)`,
    ],
    'what it waits for runs there for another event only': [
      delivery(
        { if: "startsWith(github.ref, 'refs/tags/v') && github.event_name == 'push'" },
        { on: { push: { tags: ['v*'] }, workflow_dispatch: {} } },
        { if: "github.event_name == 'workflow_dispatch'" },
      ),
      `sample/deploy-production: ${FROM}, where deploy-dev, which deploy-production waits for, never runs on push to tag vx; the pipeline answers to push (tag v*), workflow_dispatch`,
    ],
    'its own condition never holds there': [
      delivery({ if: `${RELEASES} && github.event_name == 'release'` }),
      `sample/deploy-production: ${FROM}, where the condition of deploy-production never holds; the pipeline answers to push (main, release/*)`,
    ],
    'an image is pushed on some of its refs only': [
      delivery({}, {}, {}, { if: "github.ref != 'refs/heads/release/1'" }),
      ...['deploy-dev', 'deploy-production'].map(
        (job) => `sample/${job}: ${job} starts on push to release/1, where no digest is handed on, so that it fails`,
      ),
    ],
    'no image is pushed there': [
      delivery({}, {}, {}, { if: "github.ref == 'refs/heads/main'" }),
      'sample/deploy-dev: deploy-dev starts on push to release/x, where no digest is handed on, so that it fails',
      `sample/deploy-production: ${FROM}, where no digest is handed on; the pipeline answers to push (main, release/*)`,
    ],
  },
});

describe('production promoted from release branches', () => {
  const promoted = (branches: string[]) => {
    const pipeline = paymentApi(withCharts(emptyProject(), 'charts/payment-api'), { branches });
    const dev = pipeline.node.findChild('dev') as DeployEnvironment;
    const { options } = dev as unknown as { options: ConstructorParameters<typeof DeployEnvironment>[2] };
    new DeployEnvironment(pipeline, 'late', {
      ...options,
      after: [dev],
      promotion: Promotion.manual({ reviewers: [Reviewer.user('ada')], branches: ['release/*'] }),
      release: HelmRelease.chart('charts/payment-api', { namespace: 'late' }),
    });
    const { findings } = synthesized(pipeline);
    return findings
      .filter(({ severity }) => severity === Severity.ERROR)
      .map(({ rule, path, message, remedy }) => ({ rule, path, message, remedy }));
  };

  test('which is fine where dev takes them too', () => {
    expect(promoted(['main', 'release/*'])).toEqual([]);
  });

  test('behind dev, which takes main only, is told with what to do', () => {
    expect(promoted(['main'])).toEqual([
      {
        rule: 'reachable-environments',
        path: 'payment-api/late',
        message:
          'nothing is ever deployed to late: it takes what comes from branch release/*, where deploy-dev, which deploy-late waits for, never runs; the pipeline answers to push (main), pull_request, merge_group, workflow_dispatch',
        remedy:
          'let deploy-dev run there too, or promote from where it runs; what no deployment is to wait for stands in a stage behind them',
      },
    ]);
  });
});

test('a promotion from tags that the pipeline does not release is told', () => {
  const { pipeline } = smallTree({
    deploy: {
      promotion: Promotion.manual({ reviewers: [Reviewer.user('ada')], branches: ['main'], tags: ['v*'] }),
    },
  });
  const { findings } = synthesized(pipeline);
  expect(told(findings.filter(({ severity }) => severity === Severity.ERROR))).toEqual([
    'error reachable-environments api/production: deploy-production starts on manual start on tag vx, where no digest is handed on, so that it fails',
  ]);
});
