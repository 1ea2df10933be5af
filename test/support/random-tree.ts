import fc from 'fast-check';
import {
  BuildStage,
  Cluster,
  ConcurrencyQueue,
  Condition,
  ContainerRegistry,
  Credentials,
  DeployEnvironment,
  Duration,
  HelmRelease,
  HelmVersion,
  IntegrationStage,
  JavaBuildTool,
  Job,
  type JobSettings,
  LayerCache,
  NodePackageManager,
  Notifier,
  ParallelValidate,
  Pipeline,
  Promotion,
  Reviewer,
  Runner,
  Schedule,
  ServiceContainer,
  SmokeTest,
  Stage,
  Step,
  Toolchain,
  Trigger,
} from '../../src';
import { emptyProject } from './payment-api';
import { withCharts } from './synthesize';

/** What a random tree is made of; plain data, so that a failing one can be read. */
export type TreeSpec = ReturnType<typeof anyTree> extends fc.Arbitrary<infer T> ? T : never;

const aws = (roleVariable: string) => Credentials.awsOidc({ roleVariable, region: 'eu-central-1' });

const TOOLCHAINS = {
  npm: () => Toolchain.node({ version: '22' }),
  pnpm: () => Toolchain.node({ version: '22', packageManager: NodePackageManager.PNPM, skipInstallOnHit: true }),
  python: () => Toolchain.python({ version: '3.13' }),
  go: () => Toolchain.go({ version: '1.25' }),
  java: () => Toolchain.java({ version: '21', buildTool: JavaBuildTool.GRADLE }),
};

const REGISTRIES = {
  ecr: () => ContainerRegistry.ecr({ credentials: aws('PUSH_ROLE'), pullCredentials: aws('PULL_ROLE') }),
  ghcr: () => ContainerRegistry.ghcr(),
  basic: () =>
    ContainerRegistry.basic({ host: 'registry.example.com', usernameVariable: 'USER', passwordSecret: 'PASSWORD' }),
};

const PROMOTIONS = {
  automatic: () => Promotion.automatic({ waitTimer: Duration.minutes(5) }),
  reviewed: () => Promotion.manual({ reviewers: [Reviewer.team('acme/leads')], preventSelfReview: false }),
  named: (tags: string[]) => Promotion.manual({ reviewers: [Reviewer.user('octocat')], branches: ['main'], tags }),
};

const oneOf = <T extends object>(choices: T) => fc.constantFrom(...(Object.keys(choices) as (keyof T)[]));
const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.constantFrom('on', 'yes', '1e3', '#', "'", '\n', '\t'),
  )
  .filter((text) => !text.includes('${{'));

const anyJob = () =>
  fc.record(
    {
      title: anyText.filter((text) => text.trim() !== ''),
      timeout: fc.integer({ min: 30, max: 360 }),
      env: fc.dictionary(fc.constantFrom('A', 'b_2', 'Mixed'), anyText, { maxKeys: 2 }),
      onPush: fc.boolean(),
      service: fc.boolean(),
      concurrency: fc.boolean(),
      shell: fc.constantFrom('bash', 'pwsh'),
      folder: fc.constantFrom('services/api', '.'),
      steps: fc.boolean(),
    },
    { requiredKeys: [] },
  );
type AnyJob = ReturnType<typeof anyJob> extends fc.Arbitrary<infer T> ? T : never;

const anyStage = () =>
  fc.record({
    jobs: fc.array(
      fc.record({ options: anyJob(), blocking: fc.boolean(), vouches: fc.boolean(), reads: fc.boolean() }),
      { minLength: 1, maxLength: 3 },
    ),
    afterBuild: fc.boolean(),
  });

/** A tree of every construct, with any of the options that they take together. */
export function anyTree() {
  return fc.record({
    schedule: fc.constantFrom(Schedule.STAGED, Schedule.DATAFLOW),
    toolchain: oneOf(TOOLCHAINS),
    registry: oneOf(REGISTRIES),
    notifiers: fc.integer({ min: 0, max: 2 }),
    tags: fc.boolean(),
    scheduled: fc.boolean(),
    cancelStaleRuns: fc.boolean(),
    arm: fc.boolean(),
    compile: fc.boolean(),
    layerCache: fc.constantFrom(LayerCache.ACTIONS, LayerCache.REGISTRY, LayerCache.NONE),
    build: anyJob(),
    unitTest: anyJob(),
    lint: anyJob(),
    lintWarns: fc.boolean(),
    scan: anyJob(),
    integration: fc.option(anyJob()),
    stages: fc.array(anyStage(), { maxLength: 2 }),
    deploys: fc.array(
      fc.record({
        promotion: oneOf(PROMOTIONS),
        eks: fc.boolean(),
        smokeTest: fc.boolean(),
        helm3: fc.boolean(),
        url: fc.option(fc.constantFrom('https://x.example', 'http://x.internal/')),
        job: anyJob(),
      }),
      { maxLength: 3 },
    ),
  });
}

/** Sets only what is said: a setting that is not there is left to its default. */
function jobSettings(spec: AnyJob, shared: { readonly deploys?: boolean } = {}): JobSettings {
  return {
    title: spec.title,
    timeout: spec.timeout === undefined || shared.deploys ? undefined : Duration.minutes(spec.timeout),
    env: spec.env,
    condition: spec.onPush ? Condition.event('push', 'pull_request', 'workflow_dispatch', 'merge_group') : undefined,
    services: spec.service ? [ServiceContainer.redis()] : undefined,
    concurrency:
      spec.concurrency && !shared.deploys ? { group: 'one-at-a-time', queue: ConcurrencyQueue.MAX } : undefined,
    shell: spec.shell,
    workingDirectory: spec.folder,
    preSteps: spec.steps ? [Step.run('before', 'true')] : undefined,
    postSteps: spec.steps ? [Step.run('after', 'true', { condition: '!cancelled()' })] : undefined,
  };
}

export function buildTree(spec: TreeSpec): Pipeline {
  const pipeline = new Pipeline(withCharts(emptyProject('random'), 'chart'), 'random', {
    schedule: spec.schedule,
    toolchain: TOOLCHAINS[spec.toolchain](),
    notifiers: Array.from({ length: spec.notifiers }, (_, index) => Notifier.slack({ webhookSecret: `HOOK_${index}` })),
    tags: spec.tags ? ['v*'] : undefined,
    triggers: spec.scheduled ? [Trigger.schedule('17 4 * * *')] : undefined,
    cancelStaleRuns: spec.cancelStaleRuns,
    runner: spec.arm ? Runner.UBUNTU_24_04_ARM : undefined,
  });
  const build = new BuildStage(pipeline, 'build', {
    ...jobSettings(spec.build),
    registry: REGISTRIES[spec.registry](),
    repository: 'acme/random',
    platform: spec.arm ? 'linux/arm64' : undefined,
    layerCache: spec.layerCache,
    compile: spec.compile ? { command: 'make', files: ['out'] } : undefined,
  });
  new ParallelValidate(pipeline, 'validate', {
    unitTest: jobSettings(spec.unitTest),
    lint: { ...jobSettings(spec.lint), blocking: !spec.lintWarns },
    securityScan: jobSettings(spec.scan),
  });
  if (spec.integration !== null) new IntegrationStage(pipeline, 'integration', jobSettings(spec.integration));
  for (const [index, stage] of spec.stages.entries()) ownStage(pipeline, index, stage, build);
  for (const [index, deploy] of spec.deploys.entries()) {
    new DeployEnvironment(pipeline, `env-${index}`, {
      ...jobSettings(deploy.job, { deploys: true }),
      promotion: PROMOTIONS[deploy.promotion](spec.tags ? ['v*'] : []),
      cluster: deploy.eks
        ? Cluster.eks({ name: 'cluster', credentials: aws(`ROLE_${index}`) })
        : Cluster.kubeconfig({ secret: `KUBECONFIG_${index}` }),
      release: HelmRelease.chart('chart', {
        name: 'random',
        namespace: `random-${index}`,
        values: { replicaCount: index + 1 },
        helm: deploy.helm3 ? HelmVersion.V3 : HelmVersion.V4,
      }),
      smokeTest: deploy.smokeTest ? SmokeTest.http('/health') : undefined,
      url: deploy.url ?? undefined,
    });
  }
  return pipeline;
}

function ownStage(pipeline: Pipeline, index: number, spec: TreeSpec['stages'][number], build: BuildStage): void {
  const stage = new Stage(pipeline, `own-${index}`, spec.afterBuild ? { after: [build] } : {});
  for (const [position, job] of spec.jobs.entries()) {
    const digest: Record<string, string> = job.reads ? { DIGEST: build.image.digest } : {};
    new Job(stage, `own-${index}-${position}`, {
      ...jobSettings(job.options),
      steps: [Step.run('work', 'make', { env: digest })],
      blocking: job.blocking,
      vouches: job.blocking && job.vouches ? [`own-${index}-${position}-done`] : undefined,
    });
  }
}
