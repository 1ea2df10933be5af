import { describe, expect, test } from 'vitest';
import {
  ContainerRegistry,
  type Contribution,
  Credentials,
  Duration,
  HelmRelease,
  LayerCache,
  type Pipeline,
  Runner,
  ServiceContainer,
  SettingKind,
  SmokeTest,
  Step,
  Toolchain,
  Validation,
} from '../../src';
import { paymentApi } from '../support/payment-api';
import { smallTree } from '../support/small-tree';
import { jobOf, lowered } from '../support/synthesize';

const stepOf = (pipeline: Pipeline, job: string, id: string) =>
  jobOf(pipeline, job).steps.find((step) => step.id === id);

describe('BuildStage', () => {
  test('builds what it is told to', () => {
    const { pipeline } = smallTree({
      pipeline: { runner: Runner.UBUNTU_24_04_ARM },
      build: {
        dockerfile: 'api/Dockerfile',
        buildContext: 'api',
        target: 'runtime',
        buildArgs: { A: '1', B: 'x y' },
        platform: 'linux/arm64',
        layerCache: LayerCache.NONE,
      },
    });
    expect(stepOf(pipeline, 'build', 'image')?.with).toMatchObject({
      context: 'api',
      file: 'api/Dockerfile',
      target: 'runtime',
      'build-args': 'A=1\nB=x y\n',
      platforms: 'linux/arm64',
    });
    expect(Object.keys(stepOf(pipeline, 'build', 'image')?.with ?? {})).not.toContain('cache-from');
  });

  test.each([
    [LayerCache.ACTIONS, 'type=gha,scope=api.build'],
    [
      LayerCache.REGISTRY,
      "${{ env.PUBLISH == 'true' && format('type=registry,ref={0}:buildcache-linux-amd64', env.IMAGE_REPOSITORY) || 'type=gha,scope=api.build' }}",
    ],
  ])('keeps layers in %s', (layerCache, from) => {
    expect(stepOf(smallTree({ build: { layerCache } }).pipeline, 'build', 'image')?.with?.['cache-from']).toBe(from);
  });

  test('tells of the tag of the layer cache where the registry keeps it', () => {
    const told = (layerCache: LayerCache) =>
      lowered(smallTree({ build: { layerCache } }).pipeline).model.instructions.some(({ text }) =>
        text.includes('under the tag `buildcache-linux-amd64`, which every release writes again'),
      );
    expect(told(LayerCache.REGISTRY)).toBe(true);
    expect(told(LayerCache.ACTIONS)).toBe(false);
  });

  test('signs in only to publish', () => {
    for (const id of ['settings', 'credentials', 'registry', 'digest']) {
      expect(stepOf(paymentApi(), 'build', id)?.if).toBe("${{ env.PUBLISH == 'true' }}");
    }
    expect(jobOf(paymentApi(), 'build').env?.PUBLISH).toBe(
      "${{ github.ref == 'refs/heads/main' && (github.event_name == 'push' || github.event_name == 'workflow_dispatch') }}",
    );
  });
});

describe('ParallelValidate', () => {
  test('leaves out what it is told to', () => {
    const { validate, pipeline } = smallTree({
      validate: { without: [Validation.UNIT_TEST, Validation.SECURITY_SCAN] },
    });
    expect([validate.unitTest, validate.securityScan, validate.securityScans]).toEqual([undefined, undefined, []]);
    expect(lowered(pipeline).model.stages[1].jobs).toEqual(['lint']);
  });

  describe('scans what was pushed with rights to read alone, and', () => {
    const aws = (roleVariable: string) => Credentials.awsOidc({ roleVariable, region: 'eu-central-1' });
    const settingsOf = (registry: ContainerRegistry) =>
      stepOf(smallTree({ build: { registry } }).pipeline, 'security-scan', 'settings');

    test('checks the settings that the build has not checked before', () => {
      const settings = settingsOf(ContainerRegistry.ecr({ credentials: aws('PUSH'), pullCredentials: aws('PULL') }));
      expect(settings?.env).toEqual({ REQUIRED: 'PULL', PULL: '${{ vars.PULL }}' });
      expect(settings?.if).toBe("${{ env.DIGEST != '' }}");
    });

    test('checks none where reading needs what pushing needs', () => {
      expect(settingsOf(ContainerRegistry.ecr({ credentials: aws('PUSH') }))).toBeUndefined();
      expect(settingsOf(ContainerRegistry.ghcr())).toBeUndefined();
    });

    test('checks those of a registry that is not ours', () => {
      class OwnRegistry extends ContainerRegistry {
        public readonly host = 'registry.example.com';
        public naming = (): Contribution => ({});
        public pushAccess = () => access('COMMON', 'WRITER');
        public pullAccess = () => access('COMMON', 'READER');
      }
      const access = (...names: string[]): Contribution => ({
        steps: [Step.run('sign-in', 'sign-in')],
        settings: names.map((name) => ({ name, kind: SettingKind.VARIABLE, description: 'user' })),
      });
      expect(settingsOf(new OwnRegistry())?.env).toEqual({ REQUIRED: 'READER', READER: '${{ vars.READER }}' });
    });
  });

  test('takes a language of your own, which says its commands, its folder, and how it is set up', () => {
    class Rust extends Toolchain {
      public readonly commands = { unitTest: 'cargo test', lint: 'cargo clippy', integrationTest: 'cargo it' };
      public override readonly directory = 'service';
      public prepare(): Contribution {
        return { steps: [Step.run('rust', 'rustup show')] };
      }
    }
    const { pipeline } = smallTree({ pipeline: { toolchain: new Rust() } });
    const { defaults, steps } = jobOf(pipeline, 'lint');
    expect(defaults).toEqual({ run: { shell: undefined, 'working-directory': 'service' } });
    expect(steps.map(({ run, uses }) => run ?? uses?.split('@')[0])).toEqual([
      'actions/checkout',
      'rustup show',
      'cargo clippy',
      'bash .github/stagegate/check-files.sh',
      'azure/setup-helm',
      'bash .github/stagegate/check-chart.sh',
    ]);
    expect(jobOf(pipeline, 'integration-test').steps.map(({ id }) => id)).not.toContain('measure');
  });

  test('runs other commands, and asks for a report that is named', () => {
    const { pipeline } = smallTree({
      validate: {
        unitTest: { command: 'make test', report: 'out/junit.xml' },
        lint: { command: 'make lint', formatCommand: '' },
      },
    });
    expect(stepOf(pipeline, 'unit-test', 'test')?.run).toBe('make test');
    expect(stepOf(pipeline, 'unit-test', 'report')?.with).toMatchObject({
      path: 'out/junit.xml',
      'if-no-files-found': 'error',
    });
    expect(stepOf(pipeline, 'lint', 'format')).toBeUndefined();
  });

  test('checks every chart with the values of every environment', () => {
    expect(stepOf(paymentApi(), 'lint', 'chart')?.env?.RELEASES).toBe(
      'charts/payment-api:charts/values-dev.yaml charts/payment-api:charts/values-staging.yaml charts/payment-api:charts/values-production.yaml',
    );
  });
});

test('what a toolchain leaves out with an empty text is no step of any job', () => {
  const commands = { formatCheck: '', contractTest: '', performanceTest: '' };
  const { pipeline } = smallTree({ pipeline: { toolchain: Toolchain.go({ version: '1.25', commands }) } });
  const runs = (id: string) => jobOf(pipeline, id).steps.flatMap(({ run = '' }) => (/^go /.test(run) ? [run] : []));
  expect(runs('lint')).toEqual(['go vet ./...']);
  expect(jobOf(pipeline, 'lint').steps.map(({ id }) => id)).not.toContain('format');
  expect(lowered(pipeline).model.jobs.find(({ id }) => id === 'lint')?.description.answersFor).toBe(
    'lint, generated files, charts with the values of every environment',
  );
  expect(runs('integration-test')).toEqual(['go test -tags integration ./...']);
});

describe('IntegrationStage', () => {
  test('starts the image beside its services, and hands their addresses on', () => {
    const { pipeline } = smallTree({
      integration: {
        services: [ServiceContainer.postgres()],
        migrate: 'make migrate',
        imageUnderTest: { port: 9000, healthPath: '/up', attempts: 90, env: { MODE: 'test' } },
        performance: { baseline: 'b.json', result: 'r.json', tolerancePercent: 5, blocking: false },
      },
    });
    expect(jobOf(pipeline, 'integration-test').env).toMatchObject({ SERVICE_URL: 'http://localhost:9000' });
    expect(stepOf(pipeline, 'integration-test', 'start')?.env).toEqual({
      MODE: 'test',
      PORT: '9000',
      HEALTH_PATH: '/up',
      ATTEMPTS: '90',
      PASS_ENV: 'DATABASE_URL MODE',
    });
    expect(stepOf(pipeline, 'integration-test', 'baseline')?.env).toEqual({
      BASELINE: 'b.json',
      RESULT: 'r.json',
      TOLERANCE_PERCENT: '5',
      MODE: 'warn',
    });
  });

  test('leaves contract tests and measurement out on request', () => {
    const { pipeline } = smallTree({ integration: { contractCommand: '', performanceCommand: '' } });
    expect(jobOf(pipeline, 'integration-test').steps.map(({ id }) => id)).toEqual([
      'checkout',
      'toolchain',
      'install',
      'image',
      'start',
      'test',
      'log',
    ]);
  });
});

describe('DeployEnvironment', () => {
  test('protects the environment as its job is conditioned', () => {
    const [{ path, ...environment }] = lowered(
      smallTree({ deploy: { environment: 'live', url: 'https://x.example', variables: { REGION: 'eu' } } }).pipeline,
    ).model.environments;
    expect(path).toBe('api/production');
    expect(environment).toEqual({
      name: 'live',
      job: 'deploy-production',
      url: 'https://x.example',
      reviewers: { users: ['octocat'], teams: [] },
      preventSelfReview: true,
      waitTimer: 0,
      branches: ['main'],
      tags: [],
      protectionApps: [],
      adminsCanBypass: null,
      variables: { REGION: 'eu' },
      requiredVariables: [],
      requiredSecrets: ['KUBECONFIG'],
    });
  });

  test('asks where the service can be reached', () => {
    const target = (url?: string, inCluster?: boolean) =>
      jobOf(
        smallTree({ deploy: { url, smokeTest: SmokeTest.http('/up', { inCluster }) } }).pipeline,
        'deploy-production',
      ).env?.TARGET;
    const inside = '/api/v1/namespaces/api/services/http:api:http/proxy/up';
    expect(target('https://x.example/')).toBe('https://x.example/up');
    expect(target('https://x.example', true)).toBe(inside);
    expect(target()).toBe(inside);
    for (const host of ['x.internal', 'x', '10.1.2.3', '192.168.0.1', '172.16.0.1', 'x.svc']) {
      expect(target(`https://${host}`)).toBe(inside);
    }
    expect(target('https://172.32.0.1')).toBe('https://172.32.0.1/up');
  });

  test('gives each of its steps time, and the way back too', () => {
    const release = HelmRelease.chart('chart', { name: 'api', namespace: 'api', timeout: Duration.minutes(20) });
    expect(jobOf(smallTree().pipeline, 'deploy-production')['timeout-minutes']).toBe(40);
    expect(jobOf(smallTree({ deploy: { release } }).pipeline, 'deploy-production')['timeout-minutes']).toBe(115);
  });

  test('puts its settings into the environment, and those of the registry at the repository', () => {
    const { settings, identities } = lowered(paymentApi()).model;
    expect(settings.map(({ name, kind, environment }) => `${kind} ${name} ${environment}`)).toEqual([
      'variable ECR_REGISTRY null',
      'variable AWS_DEPLOY_ROLE null',
      'variable AWS_DEV_ROLE dev',
      'variable AWS_STAGING_ROLE staging',
      'variable AWS_PROD_ROLE production',
      'secret SLACK_WEBHOOK null',
    ]);
    expect(identities.map(({ role, environment, refs }) => [role, environment, refs])).toEqual([
      ['AWS_DEPLOY_ROLE', null, ['refs/heads/main']],
      ['AWS_DEV_ROLE', 'dev', []],
      ['AWS_STAGING_ROLE', 'staging', []],
      ['AWS_PROD_ROLE', 'production', []],
    ]);
  });
});

test('stages are numbered as people count them', () => {
  const { stages } = lowered(paymentApi()).model;
  expect(stages.map(({ id, number, title, construct, after }) => [id, number, title, construct, after])).toEqual([
    ['build', 1, 'build', 'BuildStage', []],
    ['validate', 2, 'validate', 'ParallelValidate', ['build']],
    ['integration', 3, 'integration', 'IntegrationStage', ['validate']],
    ['dev', 4, 'deploy', 'DeployEnvironment', ['integration']],
    ['staging', 4, 'deploy', 'DeployEnvironment', ['dev']],
    ['production', 4, 'deploy', 'DeployEnvironment', ['staging']],
  ]);
});

test('a job says why it has each right', () => {
  const { jobs } = lowered(paymentApi()).model;
  expect(jobs.find(({ id }) => id === 'deploy-production')?.permissionReasons).toEqual({
    actions: 'ask GitHub how the environment is protected',
    contents: 'check out the chart, its values and the scripts',
    'id-token': 'assume AWS_PROD_ROLE',
  });
});
