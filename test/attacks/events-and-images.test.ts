import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import {
  Acknowledgement,
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  HelmRelease,
  Notifier,
  ParallelValidate,
  Pipeline,
  Promotion,
  Step,
  Toolchain,
} from '../../src';
import { aws, emptyProject } from '../support/payment-api';
import { jobOf, synthesized, withCharts } from '../support/synthesize';
import { child, found, passed, scanOf, service } from './support';

describe('an event that was not thought of', () => {
  test('pull requests of other activities read no secret either', () => {
    const pipeline = service();
    pipeline.patch(
      JsonPatch.add('/on/pull_request/types', ['labeled']),
      JsonPatch.add('/jobs/unit-test/env', { TOKEN: '${{ secrets.TOKEN }}' }),
    );
    expect(found(pipeline)).toEqual([
      'secretless-pull-requests: pull request into main: the environment of job unit-test reads a secret, for every step',
    ]);
  });

  test('a pull request that takes every secret by one expression', () => {
    const pipeline = service();
    const step = { id: 'own', run: 'true', env: '${{ fromJSON(secrets.ALL) }}' };
    pipeline.patch(JsonPatch.add('/jobs/unit-test/steps/1', step));
    Acknowledgement.of('written-out-maps', { reason: 'too many to write out' }).on(pipeline);
    expect(found(pipeline)).toEqual([
      'secretless-pull-requests: pull request into main: step "own" of unit-test reads a secret',
    ]);
  });

  test('a pull request that a step of the build takes for a release', () => {
    const pipeline = service();
    child<BuildStage>(pipeline, 'build')
      .job.step('image')
      .insertBefore(Step.run('own', 'echo PUBLISH=true >> "$GITHUB_ENV"'));
    expect(found(pipeline)[0]).toContain('its step "own" changes what the steps behind it run');
  });

  test('a pull request into the one branch that a step asks for', () => {
    const pipeline = service();
    const step = { id: 'own', run: 'true', if: "github.base_ref == 'release/9'", env: { T: '${{ secrets.TOKEN }}' } };
    pipeline.patch(
      JsonPatch.add('/on/pull_request/branches/1', 'release/*'),
      JsonPatch.add('/jobs/unit-test/steps/1', step),
    );
    expect(found(pipeline)).toEqual([
      'secretless-pull-requests: pull request into release/9: step "own" of unit-test reads a secret',
    ]);
  });

  test('the one release branch on which the scan gives no verdict', () => {
    const pipeline = service({ branches: ['main', 'release/*'] });
    scanOf(pipeline).step('verdict').patch(JsonPatch.add('/if', "github.ref != 'refs/heads/release/9'"));
    expect(found(pipeline)).toEqual([
      passed('its step "verdict" only runs if github.ref != \'refs/heads/release/9\'').replace('main', 'release/9'),
    ]);
  });
});

test('a workflow that is called with secrets is told of: nothing proves what it deploys', () => {
  const pipeline = service({ strict: true });
  pipeline.patch(
    JsonPatch.add('/jobs/own', {
      uses: './.github/workflows/deploy.yml',
      needs: ['build'],
      secrets: { KUBECONFIG: '${{ secrets.KUBECONFIG }}' },
    }),
  );
  const { findings, files } = synthesized(pipeline);
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toContain(
    'named-environments: job "own" calls ./.github/workflows/deploy.yml with secrets or an identity: what that deploys, and behind which gates, nothing proves',
  );
  expect(files).toEqual([]);
});

describe('an image that nobody scanned', () => {
  test.each(['NOTE', 'OTHER_DIGEST'])('rides on the scan of another, which only mentions it as %s', (variable) => {
    const pipeline = new Pipeline(withCharts(emptyProject(), 'charts/api'), 'api', {
      toolchain: Toolchain.node({ version: '22' }),
    });
    const [api, worker] = ['api', 'worker'].map(
      (id) => new BuildStage(pipeline, id, { registry: ContainerRegistry.ghcr(), repository: `acme/${id}` }),
    );
    new ParallelValidate(pipeline, 'validate', {
      securityScan: { image: api.image, env: { [variable]: worker.image.digest } },
    });
    new DeployEnvironment(pipeline, 'dev', {
      promotion: Promotion.automatic(),
      image: worker.image,
      cluster: Cluster.eks({ name: 'dev', credentials: aws('AWS_DEV_ROLE') }),
      release: HelmRelease.chart('charts/api', { namespace: 'api' }),
    });
    expect(found(pipeline)).toEqual([
      "proven-gates: api and worker both build an image: what one made is not what the other's gates looked at",
    ]);
  });
});

describe('a setting that splits a job', () => {
  const legs = { matrix: { region: ['eu', 'us'] } };
  test.each<[string, JsonPatch, ...string[]]>([
    [
      'an image built in legs',
      JsonPatch.add('/jobs/build/strategy', legs),
      'proven-gates: build runs in 2 legs: the digest that it hands on is that of whichever ends last',
      'distinct-artifacts: step "hand-on" of job "build" keeps an artifact "image-build" in each of 2 legs',
    ],
    [
      'a deployment in legs',
      JsonPatch.add('/jobs/deploy-production/strategy', legs),
      'proven-gates: deploy-production deploys to production in 2 legs: each waits for an approval of its own, and all go the same way at once',
    ],
    [
      'a deployment that may fail unnoticed',
      JsonPatch.add('/jobs/deploy-production/continue-on-error', true),
      'proven-gates: deploy-production deploys to production and may fail unnoticed: jobs after it and every message take it for a success',
    ],
  ])('%s', (_, patch, ...expected) => {
    const pipeline = service();
    pipeline.patch(patch);
    expect(found(pipeline)).toEqual(expected);
  });
});

describe('a message that depends on another', () => {
  test('goes out although the first chat cannot be reached', () => {
    const notifiers = ['A', 'B'].map((webhookSecret) => Notifier.slack({ webhookSecret }));
    const { steps } = jobOf(service({ notifiers }), 'notify');
    expect(steps?.find(({ id }) => id === 'send-2')?.if).toBe(
      "${{ !cancelled() && steps.message.outcome == 'success' }}",
    );
  });
});

describe('a secret in reach of what a pull request runs', () => {
  test('stands in the environment of the whole workflow', () => {
    const pipeline = service({ env: { TOKEN: '${{ secrets.NPM_TOKEN }}' } });
    expect(found(pipeline)).toEqual([
      'secretless-pull-requests: pull request into main: the environment of the whole workflow reads a secret, for every step',
    ]);
  });
});

describe('a patch that takes away what other outputs show', () => {
  test('the name of the workflow: the page falls back to its id', () => {
    const pipeline = service();
    pipeline.patch(JsonPatch.remove('/name'));
    const page = synthesized(pipeline).files.find(({ path }) => path === 'docs/pipelines/payment-api.md');
    expect(page?.content).toContain('\n# payment-api: how it is delivered\n');
  });
});
