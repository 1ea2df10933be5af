import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Project } from 'projen';
import { expect, test } from 'vitest';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  Credentials,
  DeployEnvironment,
  Duration,
  HelmRelease,
  IntegrationStage,
  Job,
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
  Validation,
} from '../../src/index';
import { Severity } from '../../src/policy/finding';
import { synthesize } from '../../src/synth/synthesize';

/*
 * Whoever only uses the constructs with options that they accept is right: no rule finds anything in what they write, and
 * the proof of the gates holds. One warning is deserved: that nobody is told of failures.
 */

const CHARTS = join(__dirname, '../../examples/payment-api/charts');
const aws = Credentials.awsOidc({ roleVariable: 'AWS_ROLE', region: 'eu-west-1' });

const toolchains = fc.constantFrom(
  Toolchain.node({ version: '22' }),
  Toolchain.python({ version: '3.13' }),
  Toolchain.go({ version: '1.25' }),
  Toolchain.java({ version: '21' }),
);
const registries = fc.constantFrom(
  ContainerRegistry.ecr({ credentials: aws }),
  ContainerRegistry.ecr({
    credentials: aws,
    pullCredentials: Credentials.awsOidc({ roleVariable: 'READ', region: 'eu-west-1' }),
  }),
  ContainerRegistry.ghcr(),
  ContainerRegistry.basic({ host: 'registry.example', usernameVariable: 'USER_NAME', passwordSecret: 'PASSWORD' }),
);
const clusters = fc.constantFrom(
  Cluster.eks({ name: 'main', credentials: aws }),
  Cluster.kubeconfig({ secret: 'KUBECONFIG_DATA' }),
);
const promotions = fc.constantFrom(
  Promotion.automatic({ waitTimer: Duration.minutes(5) }),
  Promotion.automatic({ branches: ['main'] }),
  Promotion.manual({ reviewers: [Reviewer.team('acme/leads'), Reviewer.user('octocat')] }),
);
const trees = fc.record({
  toolchain: toolchains,
  registry: registries,
  schedule: fc.constantFrom(Schedule.STAGED, Schedule.DATAFLOW),
  runner: fc.constantFrom(Runner.UBUNTU_24_04, Runner.label('large')),
  branches: fc.constantFrom<string[][]>(['main'], ['main', 'release/*']),
  tags: fc.constantFrom<string[][]>([], ['v*']),
  notify: fc.boolean(),
  cancelStaleRuns: fc.boolean(),
  without: fc.constantFrom<Validation[][]>([], [Validation.LINT]),
  services: fc.subarray([
    ServiceContainer.postgres(),
    ServiceContainer.redis(),
    ServiceContainer.mysql({ name: 'orders', urlVariable: 'ORDERS_URL' }),
  ]),
  hasIntegration: fc.boolean(),
  hasOwnStage: fc.boolean(),
  environments: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('dev', 'qa', 'staging', 'eu', 'us', 'canary'),
      promotion: promotions,
      cluster: clusters,
      hasUrl: fc.boolean(),
      hasSmokeTest: fc.boolean(),
    }),
    { maxLength: 4, selector: ({ name }) => name },
  ),
});

type Tree = typeof trees extends fc.Arbitrary<infer Value> ? Value : never;

function build(tree: Tree): Pipeline {
  const outdir = mkdtempSync(join(tmpdir(), 'tree-'));
  cpSync(CHARTS, join(outdir, 'charts'), { recursive: true });
  const pipeline = new Pipeline(new Project({ name: 'app', outdir }), 'app', {
    toolchain: tree.toolchain,
    schedule: tree.schedule,
    runner: tree.runner,
    branches: tree.branches,
    tags: tree.tags,
    cancelStaleRuns: tree.cancelStaleRuns,
    notifiers: tree.notify ? [Notifier.slack({ webhookSecret: 'HOOK' })] : [],
  });
  new BuildStage(pipeline, 'build', { registry: tree.registry, repository: 'acme/app' });
  new ParallelValidate(pipeline, 'validate', { without: tree.without });
  if (tree.hasOwnStage) {
    const stage = new Stage(pipeline, 'licences');
    new Job(stage, 'licences', { steps: [Step.run('check', 'npx licence-check', { env: { LEVEL: 'strict' } })] });
  }
  if (tree.hasIntegration) new IntegrationStage(pipeline, 'integration', { services: tree.services });
  for (const { name, promotion, cluster, hasUrl, hasSmokeTest } of tree.environments) {
    new DeployEnvironment(pipeline, name, {
      promotion,
      cluster,
      ...(hasUrl ? { url: `https://${name}.example.com` } : {}),
      ...(hasSmokeTest ? { smokeTest: SmokeTest.http('/health') } : {}),
      release: HelmRelease.chart('charts/payment-api', { name: 'app', namespace: name, values: { replicaCount: 2 } }),
    });
  }
  return pipeline;
}

test('trees of our constructs have no finding but those that they deserve', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      const { findings } = synthesize({ ...build(tree)._synthesisInput, today: '2026-11-24' });
      const told = findings.filter(({ severity }) => severity !== Severity.INFO).map(({ rule }) => rule);
      const isSilent = !tree.notify && tree.environments.length > 0;
      expect(told).toEqual(isSilent ? ['reported-failures'] : []);
    }),
    { numRuns: 25 },
  );
});
