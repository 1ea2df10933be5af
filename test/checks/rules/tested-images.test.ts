import { describe, expect, test } from 'vitest';
import {
  Acknowledgement,
  BuildStage,
  type BuiltImage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  HelmRelease,
  IntegrationStage,
  Job,
  ParallelValidate,
  Pipeline,
  Promotion,
  Reviewer,
  Stage,
  Step,
  Toolchain,
} from '../../../src';
import { testedImages } from '../../../src/checks/rules/tested-images';
import { emptyProject } from '../../support/payment-api';
import { synthesized, withCharts } from '../../support/synthesize';
import { describeCheck, oneJob } from '../support/describe-check';

describeCheck(testedImages, { passes: { 'a pipeline without an image': oneJob({}) }, fails: {} });

interface Parts {
  readonly pipeline: Pipeline;
  readonly api: BuiltImage;
  readonly worker: BuiltImage;
  readonly validate: Stage;
}

/** Two images, both deployed; what differs is how they are tested. */
function twoImages(tests: (parts: Parts) => void, acknowledgements: Acknowledgement[] = []): string[] {
  const pipeline = new Pipeline(withCharts(emptyProject('p'), 'chart'), 'p', {
    toolchain: Toolchain.node({ version: '22' }),
  });
  const builds = ['api', 'worker'].map(
    (id) => new BuildStage(pipeline, id, { registry: ContainerRegistry.ghcr(), repository: `acme/${id}`, after: [] }),
  );
  const [api, worker] = builds.map(({ image }) => image);
  const validate = new ParallelValidate(pipeline, 'validate', { after: builds });
  tests({ pipeline, api, worker, validate });
  for (const [id, image] of Object.entries({ api, worker })) {
    new DeployEnvironment(pipeline, `production-${id}`, {
      image,
      acknowledgements,
      promotion: Promotion.manual({ reviewers: [Reviewer.user('octocat')] }),
      cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
      release: HelmRelease.chart('chart', { name: id, namespace: 'p' }),
    });
  }
  const errors = synthesized(pipeline).findings.filter(({ severity }) => severity === 'error');
  return errors.flatMap(({ rule, path, message, remedy }) => [`${rule} ${path}: ${message}`, remedy]);
}

const integration = ({ pipeline, validate }: Parts, id: string, image: BuiltImage, env = {}) =>
  new IntegrationStage(pipeline, id, { after: [validate], image, env });

const UNTESTED = [
  'tested-images p/production-worker: deploy-production-worker deploys what worker made, which no integration test before it looks at: integration-test looks at what api made',
  'test it in an IntegrationStage of its own (image: worker.image), or hand its digest to the tests that start both images (env: { OTHER_DIGEST: worker.image.digest })',
];

describe('two images', () => {
  test('of which only one is tested', () => {
    expect(twoImages((parts) => integration(parts, 'integration', parts.api))).toEqual(UNTESTED);
  });

  test('of which the tests only mention the other', () => {
    const tests = (parts: Parts) => integration(parts, 'integration', parts.api, { NOTE: parts.worker.digest });
    expect(twoImages(tests)).toEqual(UNTESTED);
  });

  test('of which one is tested after it was deployed', () => {
    const found = twoImages((parts) => {
      integration(parts, 'integration', parts.api);
      const { pipeline, worker } = parts;
      new DeployEnvironment(pipeline, 'dev', {
        image: worker,
        promotion: Promotion.automatic(),
        cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
        release: HelmRelease.chart('chart', { name: 'dev', namespace: 'p' }),
      });
      new IntegrationStage(pipeline, 'late', { image: worker });
    });
    expect(found[0]).toBe(
      'tested-images p/dev: deploy-dev deploys what worker made, which no integration test before it looks at: integration-test looks at what api made, late-test looks at what worker made',
    );
  });

  test.each<[string, (parts: Parts) => void]>([
    ['that no integration test looks at', () => {}],
    [
      'each tested in a stage of its own',
      (parts) => {
        integration(parts, 'integration', parts.api);
        integration(parts, 'background', parts.worker);
      },
    ],
    [
      'tested together',
      (parts) => integration(parts, 'integration', parts.api, { WORKER_DIGEST: parts.worker.digest }),
    ],
    [
      'of which one is tested by a job of its own',
      (parts) => {
        integration(parts, 'integration', parts.api);
        new Job(new Stage(parts.pipeline, 'queue', { after: [parts.validate] }), 'queue', {
          env: { DIGEST: parts.worker.digest },
          steps: [Step.run('test', 'scripts/test-worker.sh')],
          vouches: ['integration-tested'],
        });
      },
    ],
  ])('%s', (_, tests) => {
    expect(twoImages(tests)).toEqual([]);
  });

  test('of which somebody says that other tests are enough', () => {
    const enough = Acknowledgement.of('tested-images', { reason: 'the worker shares its code with the api' });
    expect(twoImages((parts) => integration(parts, 'integration', parts.api), [enough])).toEqual([]);
  });
});
