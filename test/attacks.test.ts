import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  HelmRelease,
  type IntegrationStage,
  Job,
  Notifier,
  ParallelValidate,
  Pipeline,
  type PipelineOptions,
  Promotion,
  Stage,
  Step,
  Toolchain,
} from '../src';
import { aws, emptyProject, paymentApi } from './support/payment-api';
import { jobOf, synthesized, withCharts } from './support/synthesize';

/*
 * Guards: each way in which somebody tried to get an image past its gates, or to switch a gate off, is found and writes
 * nothing. Named after the attack.
 */

const service = (options: PipelineOptions = {}) =>
  paymentApi(withCharts(emptyProject(), 'charts/payment-api'), options);

function found(pipeline: Pipeline): string[] {
  const { findings, files } = synthesized(pipeline);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) expect(files).toEqual([]);
  return errors.map(({ rule, message }) => `${rule}: ${message.split('\n')[0]}`);
}

function child<T>(pipeline: Pipeline, id: string): T {
  return pipeline.node.findChild(id) as T;
}

const scanOf = (pipeline: Pipeline) => child<ParallelValidate>(pipeline, 'validate').securityScan as Job;
const production = (pipeline: Pipeline) => child<DeployEnvironment>(pipeline, 'production').job;

const passed = (why: string) =>
  `proven-gates: push to main: deploy-dev deploys to dev although security-scan may be green without having looked: ${why}`;
const untested = (why: string) => passed(why).replace('security-scan', 'unit-test');
const careless = (why: string) =>
  `proven-gates: deploy-production deploys to production without checking what it should: ${why}`;

describe('a gate that is switched off by an escape hatch', () => {
  test.each<[string, (pipeline: Pipeline) => void, string]>([
    [
      'takes the verdict of the scan out',
      (p) => scanOf(p).step('verdict').remove(),
      passed('its step "verdict" is gone'),
    ],
    [
      'blocks on low severities only',
      (p) => scanOf(p).step('verdict').patch(JsonPatch.replace('/env/SEVERITIES', 'LOW')),
      passed('its step "verdict" was rewritten by a patch of /env/SEVERITIES'),
    ],
    [
      'forgives the verdict in its command',
      (p) => scanOf(p).step('verdict').patch(JsonPatch.replace('/run', 'bash .github/stagegate/judge-scan.sh || true')),
      passed('its step "verdict" runs "bash .github/stagegate/judge-scan.sh || true" instead of the script alone'),
    ],
    [
      'replaces the verdict',
      (p) => scanOf(p).step('verdict').patch(JsonPatch.replace('/run', 'true')),
      passed('its step "verdict" was rewritten by a patch of /run'),
    ],
    [
      'runs the verdict by a program that succeeds for everything',
      (p) => scanOf(p).step('verdict').patch(JsonPatch.add('/shell', 'true {0}')),
      passed('its step "verdict" is run by "true {0}", which need not fail'),
    ],
    [
      'reads the commands of the unit tests, and runs none',
      (p) => p.patch(JsonPatch.add('/jobs/unit-test/defaults', { run: { shell: 'bash -n {0}' } })),
      untested('its step "test" is run by "bash -n {0}", which need not fail'),
    ],
    [
      'tells bash by a variable to run none of them',
      (p) => p.patch(JsonPatch.add('/jobs/unit-test/env', { SHELLOPTS: 'noexec' })),
      untested('its step "test" is told by SHELLOPTS to look away'),
    ],
    [
      'tells Trivy by a variable to skip the whole image',
      (p) => p.patch(JsonPatch.add('/jobs/security-scan/env/TRIVY_SKIP_DIRS', '/')),
      passed('its step "scan" is told by TRIVY_SKIP_DIRS to look away'),
    ],
    [
      'lets bash read a file before every script',
      (p) => p.patch(JsonPatch.add('/jobs/security-scan/env/BASH_ENV', 'quiet.sh')),
      passed('its step "scan" is told by BASH_ENV to look away'),
    ],
    [
      'scans an image that is known to be clean',
      (p) => p.patch(JsonPatch.replace('/jobs/security-scan/env/DIGEST', `sha256:${'a'.repeat(64)}`)),
      `proven-gates: security-scan looks at "sha256:${'a'.repeat(64)}", not at what build made`,
    ],
    [
      'does not ask how production is protected',
      (p) => production(p).step('check').remove(),
      careless('its step "check" is gone'),
    ],
    [
      'expects no protection of production',
      (p) => production(p).step('check').patch(JsonPatch.replace('/env/EXPECTED', '{}')),
      careless('its step "check" was rewritten by a patch of /env/EXPECTED'),
    ],
    [
      'takes chart and scripts from a branch that nobody has reviewed',
      (p) => production(p).step('checkout').patch(JsonPatch.add('/with/ref', '${{ vars.BRANCH }}')),
      careless('its step "checkout" checks out another ref, ${{ vars.BRANCH }}'),
    ],
    [
      'lets an older run overwrite a newer one',
      (p) => p.patch(JsonPatch.add('/jobs/deploy-production/env/ALLOW_OLDER', 'true')),
      careless('its step "check" is told by ALLOW_OLDER to look away'),
    ],
    [
      'finds the programs of the scan elsewhere',
      (p) => p.patch(JsonPatch.add('/jobs/security-scan/env/PATH', './bin')),
      passed('its step "scan" is told by PATH to look away'),
    ],
    [
      'puts another step in the place of the verdict',
      (p) => {
        scanOf(p).step('verdict').remove();
        scanOf(p).contribute({ steps: [Step.run('verdict', 'true')] });
      },
      passed('its step "verdict" was rewritten by a patch of /env/SEVERITIES'),
    ],
    [
      'gives the verdict another name',
      (p) => scanOf(p).step('verdict').patch(JsonPatch.replace('/id', 'old'), JsonPatch.replace('/run', 'true')),
      passed('its step "verdict" is gone'),
    ],
    [
      'gives its name to another step',
      (p) => {
        scanOf(p).step('verdict').patch(JsonPatch.replace('/id', 'old'), JsonPatch.add('/continue-on-error', true));
        scanOf(p).contribute({ steps: [Step.run('verdict', 'true')] });
      },
      passed('its step "verdict" was rewritten by a patch of /env/SEVERITIES'),
    ],
    [
      'replaces all steps of the scan at once',
      (p) =>
        p.patch(
          JsonPatch.replace(
            '/jobs/security-scan/steps',
            ['scan', 'verdict'].map((id) => ({ id, name: id, run: 'true' })),
          ),
        ),
      passed('its step "scan" was rewritten by a patch of /run'),
    ],
    [
      'rewrites the verdict, and then moves it',
      (p) => {
        const index = jobOf(p, 'security-scan').steps.findIndex(({ id }) => id === 'verdict');
        p.patch(
          JsonPatch.replace(`/jobs/security-scan/steps/${index}/run`, 'true'),
          JsonPatch.add('/jobs/security-scan/steps/1', { id: 'nothing', run: 'true' }),
        );
      },
      passed('its step "verdict" was rewritten by a patch of /run'),
    ],
    [
      'writes another script over the one that judges',
      (p) => scanOf(p).step('scan').insertBefore(Step.run('own', 'cp quiet.sh .github/stagegate/judge-scan.sh')),
      passed('its step "own" changes what the steps behind it run'),
    ],
    [
      'checks other scripts out over them',
      (p) =>
        scanOf(p)
          .step('scan')
          .insertBefore(
            Step.action('own', 'actions/checkout', {
              inputs: { repository: 'acme/scripts', path: './.github/stagegate', 'persist-credentials': false },
            }),
          ),
      passed('its step "own" checks out another repository, acme/scripts'),
    ],
    [
      'puts a program of its own in front of Trivy',
      (p) => scanOf(p).step('scan').insertBefore(Step.run('own', 'echo ./bin >> "$GITHUB_PATH"')),
      passed('its step "own" changes what the steps behind it run'),
    ],
    [
      'hands another digest to the steps behind it',
      (p) => production(p).step('deploy').insertBefore(Step.run('own', 'echo "DIGEST=$OTHER" >> "$GITHUB_ENV"')),
      careless('its step "own" changes what the steps behind it run'),
    ],
    [
      'runs the scripts of another folder',
      (p) => p.patch(JsonPatch.add('/jobs/security-scan/defaults', { run: { 'working-directory': 'own' } })),
      passed('its step "scan" takes its script from own'),
    ],
    [
      'hands the digest to a value that no template reads',
      (p) => p.patch(JsonPatch.add('/env', { IMAGE_DIGEST_KEY: 'unused' })),
      careless('its IMAGE_DIGEST_KEY is not what the construct says'),
    ],
    [
      'deploys another chart',
      (p) => p.patch(JsonPatch.replace('/jobs/deploy-production/env/CHART', 'charts/other')),
      careless('its CHART is not what the construct says'),
    ],
    [
      'is told by a contribution that an error is the right answer',
      (p) => production(p).contribute({ env: { EXPECT_STATUS: '500' } }),
      careless('its EXPECT_STATUS is not what the construct says'),
    ],
    [
      'brings a variable for bash by its container',
      (p) =>
        p.patch(
          JsonPatch.add('/jobs/security-scan/container', {
            image: `acme/tools@sha256:${'a'.repeat(64)}`,
            env: { BASH_ENV: 'quiet.sh' },
          }),
        ),
      passed('its step "scan" is told by BASH_ENV to look away'),
    ],
    [
      'hands on the digest of another image',
      (p) => {
        const when = "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'";
        child<BuildStage>(p, 'build')
          .job.step('hand-on')
          .insertBefore(Step.run('own', 'echo "digest=$OLD" >> "$GITHUB_OUTPUT"', { condition: when }));
        p.patch(JsonPatch.replace('/jobs/build/outputs/image-digest', '${{ steps.own.outputs.digest }}'));
      },
      passed('its output "image-digest" was rewritten by a patch').replace('security-scan', 'build'),
    ],
    [
      'goes on to production after staging has failed',
      (p) =>
        p.patch(
          JsonPatch.replace(
            '/jobs/deploy-production/if',
            `\${{ !cancelled() && needs.build.result == 'success' && needs.deploy-staging.result != 'skipped' && github.ref == 'refs/heads/main' && github.event_name == 'push' }}`,
          ),
        ),
      'proven-gates: push to main: deploy-production deploys to production although deploy-staging failed',
    ],
    ...["needs.build.outputs.image-digest && 'sha256:00'", "format('sha256:00', needs.build.outputs.image-digest)"].map(
      (other): [string, (pipeline: Pipeline) => void, string] => [
        `deploys ${other}`,
        (p) => p.patch(JsonPatch.replace('/jobs/deploy-production/env/DIGEST', `\${{ ${other} }}`)),
        `proven-gates: deploy-production deploys "\${{ ${other} }}", not what build made`,
      ],
    ),
  ])('%s', (_, attack, expected) => {
    const pipeline = service();
    attack(pipeline);
    expect(found(pipeline)).toContain(expected);
  });

  test('harmless patches of the same steps pass', () => {
    const pipeline = service({ env: { ENV: 'ci', ENVIRONMENT: 'ci', LOG_LEVEL: 'debug' } });
    production(pipeline).step('check').insertBefore(Step.run('plugin', 'echo "$HOME/bin" >> "$GITHUB_PATH"'));
    production(pipeline).contribute({ env: { HELM_PLUGINS: 'plugins' } });
    scanOf(pipeline)
      .step('scan')
      .patch(JsonPatch.add('/env', { TRIVY_DB_REPOSITORY: 'mirror.example/trivy-db' }));
    scanOf(pipeline).step('verdict').patch(JsonPatch.replace('/name', 'Judge'), JsonPatch.add('/timeout-minutes', 2));
    child<IntegrationStage>(pipeline, 'integration').job.step('contract').remove();
    expect(found(pipeline)).toEqual([]);
  });
});

describe('a job that vouches for what it never looked at', () => {
  test.each<[string, Step[]]>([
    ['has no steps', []],
    ['has only a step that may fail', [Step.run('scan', 'trivy image "$DIGEST"', { continueOnError: true })]],
  ])('%s', (_, steps) => {
    const pipeline = service();
    new Job(new Stage(pipeline, 'licences'), 'licences', { vouches: ['licences-checked'], steps });
    new DeployEnvironment(pipeline, 'late', { ...child<Options>(pipeline, 'dev').options });
    expect(found(pipeline)).toEqual([
      'proven-gates: push to main: deploy-late deploys to late although licences may be green without having looked: no step of it looks at anything',
    ]);
  });
});

interface Options {
  readonly options: ConstructorParameters<typeof DeployEnvironment>[2];
}

describe('a verdict that is green whatever it hears', () => {
  const verdict = '/jobs/pipeline-gate';
  test.each<[string, JsonPatch, string]>([
    ['is forgiven', JsonPatch.add(`${verdict}/continue-on-error`, true), 'it may fail unnoticed'],
    ['does not decide', JsonPatch.remove(`${verdict}/steps/2`), 'its step "decide" is gone'],
    [
      'decides on pushes only',
      JsonPatch.add(`${verdict}/steps/2/if`, "${{ github.event_name == 'push' }}"),
      'its step "decide" only runs if ${{ github.event_name == \'push\' }}',
    ],
    [
      'lets the scan be skipped',
      JsonPatch.replace(`${verdict}/steps/2/env/MAY_SKIP`, 'security-scan'),
      'its step "decide" was rewritten by a patch',
    ],
    ['runs nothing', JsonPatch.replace(`${verdict}/steps/2/run`, 'true'), 'its step "decide" was rewritten by a patch'],
    [
      'is told by a variable of the job whom to forgive',
      JsonPatch.add(`${verdict}/env`, { MAY_FAIL: 'security-scan' }),
      'its step "decide" is told by MAY_FAIL to look away',
    ],
    [
      'is told by a variable of the workflow whom to forgive',
      JsonPatch.add('/env', { MAY_FAIL: 'security-scan' }),
      'its step "decide" is told by MAY_FAIL to look away',
    ],
    [
      'is told by its container to run something first',
      JsonPatch.add(`${verdict}/container`, { image: 'debian:12', env: { BASH_ENV: '/x' } }),
      'its step "decide" is told by BASH_ENV to look away',
    ],
    [
      'is told by its container whom to forgive',
      JsonPatch.add(`${verdict}/container`, { image: 'debian:12', env: { MAY_FAIL: 'security-scan' } }),
      'its step "decide" is told by MAY_FAIL to look away',
    ],
    [
      'is run by a program that succeeds for everything',
      JsonPatch.add(`${verdict}/defaults`, { run: { shell: 'true {0}' } }),
      'its step "decide" is run by "true {0}", which need not fail',
    ],
    [
      'runs the script of another folder',
      JsonPatch.add(`${verdict}/defaults`, { run: { 'working-directory': 'own' } }),
      'its step "decide" takes its script from own',
    ],
    [
      'takes its script from a branch',
      JsonPatch.add(`${verdict}/steps/0/with/ref`, 'own'),
      'its step "checkout" checks out another ref, own',
    ],
    [
      'runs what a step before it wrote',
      JsonPatch.add(`${verdict}/steps/1`, { id: 'own', run: 'echo exit 0 > .github/stagegate/decide-gate.sh' }),
      'its step "own" changes what the steps behind it run',
    ],
  ])('%s', (_, patch, why) => {
    const pipeline = service();
    pipeline.patch(patch);
    expect(found(pipeline)).toEqual([`complete-verdict: job "pipeline-gate" is green whatever it hears: ${why}`]);
  });
});

test.each(['Pipeline-Gate', "${{ format('{0}-gate', 'pipeline') }}"])(
  'a job that is called %s is found: its success would be taken for the verdict',
  (title) => {
    const pipeline = service();
    new Job(new Stage(pipeline, 'own'), 'own', { title, steps: [Step.run('nothing', 'true')] });
    expect(found(pipeline)).toEqual([
      'complete-verdict: job "own" is called "pipeline-gate" as the verdict is: branch protection takes the one\'s success for the other\'s',
    ]);
  },
);

describe('an event that was not thought of', () => {
  test('pull requests of other activities read no secret either', () => {
    const pipeline = service();
    pipeline.patch(
      JsonPatch.add('/on/pull_request/types', ['labeled']),
      JsonPatch.add('/jobs/unit-test/env', { TOKEN: '${{ secrets.TOKEN }}' }),
    );
    expect(found(pipeline)).toEqual([
      'proven-gates: pull request into main: the environment of job unit-test reads a secret, for every step',
    ]);
  });

  test('a pull request into the one branch that a step asks for', () => {
    const pipeline = service();
    const step = { id: 'own', run: 'true', if: "github.base_ref == 'release/9'", env: { T: '${{ secrets.TOKEN }}' } };
    pipeline.patch(
      JsonPatch.add('/on/pull_request/branches/1', 'release/*'),
      JsonPatch.add('/jobs/unit-test/steps/1', step),
    );
    expect(found(pipeline)).toEqual([
      'proven-gates: pull request into release/9: step "own" of unit-test reads a secret',
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
  test.each<[string, JsonPatch, string]>([
    [
      'an image built in legs',
      JsonPatch.add('/jobs/build/strategy', legs),
      'build runs in 2 legs: the digest that it hands on is that of whichever ends last',
    ],
    [
      'a deployment in legs',
      JsonPatch.add('/jobs/deploy-production/strategy', legs),
      'deploy-production deploys to production in 2 legs: each waits for an approval of its own, and all go the same way at once',
    ],
    [
      'a deployment that may fail unnoticed',
      JsonPatch.add('/jobs/deploy-production/continue-on-error', true),
      'deploy-production deploys to production and may fail unnoticed: jobs after it and every message take it for a success',
    ],
  ])('%s', (_, patch, expected) => {
    const pipeline = service();
    pipeline.patch(patch);
    expect(found(pipeline)).toEqual([`proven-gates: ${expected}`]);
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
      'proven-gates: pull request into main: the environment of the whole workflow reads a secret, for every step',
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
