import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyOf, INSTALLING, installed, pack, quoted, run, writeAll } from './support/consumer';
import { CHART } from './support/programs';

/*
 * A platform team publishes a package above ours, with classes of its own below ours; service teams see no more than that. It is
 * compiled by jsii, which reads all of our API that it touches, and refuses what other languages could not call.
 */

const JSII = require.resolve('jsii/bin/jsii');

const MANIFEST = {
  name: '@acme/delivery',
  version: '1.0.0',
  license: 'UNLICENSED',
  author: { name: 'Acme', email: 'platform@acme.example' },
  repository: { type: 'git', url: 'https://git.acme.example/delivery.git' },
  main: 'lib/index.js',
  types: 'lib/index.d.ts',
  jsii: { outdir: 'dist', targets: {}, tsc: { outDir: 'lib', rootDir: 'src' } },
};

const SOURCE = `
import { Construct } from 'constructs';
import { Project } from 'projen';
import {
  BuildStage, BuildStageOptions, Cluster, ContainerRegistry, Contribution, Credentials, DeliveryPolicies, DeployEnvironment, Expression,
  HelmRelease, Job, Notifier, ParallelValidate, Pipeline, PipelineOptions, PipelineView, Policy, PolicyPack, PolicyViolation, Promotion,
  Reviewer, Scanner, SettingKind, Stage, StageOptions, Step, Toolchain, ToolchainCommands,
} from 'stagegate';

export class AcmeToolchain extends Toolchain {
  public readonly commands: ToolchainCommands = { unitTest: 'acme test', lint: 'acme lint' };
  public prepare(_cached?: boolean): Contribution { return { steps: [Step.run('acme', 'acme setup')] }; }
}
export class AcmeRegistry extends ContainerRegistry {
  public readonly host = 'registry.acme.example';
  public naming(): Contribution { return {}; }
  public pushAccess(_repository: string): Contribution { return { steps: [Step.run('login', 'acme login')] }; }
  public pullAccess(_repository: string): Contribution { return { steps: [Step.run('login', 'acme login')] }; }
}
export class AcmeCredentials extends Credentials {
  public signIn(_purpose: string, _mayDo: string): Contribution { return { steps: [Step.run('sign-in', 'acme login')] }; }
}
export class AcmeScanner extends Scanner {
  public readonly promise = 'nothing that Acme knows';
  public tools(): Contribution { return {}; }
  public scan(_name: string): Contribution { return { steps: [Step.run('scan', 'acme scan')] }; }
}
export class AcmeCluster extends Cluster {
  public access(): Contribution {
    return {
      steps: [Step.run('cluster', 'acme cluster', { env: { ACME_TOKEN: Expression.secret('ACME_TOKEN') } })],
      settings: [{ name: 'ACME_TOKEN', kind: SettingKind.SECRET, description: 'token of the platform' }],
    };
  }
}
export class AcmeChat extends Notifier {
  public readonly title = 'the chat';
  public send(): Contribution { return { steps: [Step.run('chat', 'acme chat')] }; }
}
export class ShortJobs extends Policy {
  public constructor() {
    super('short-jobs', { title: 'jobs are short', why: 'machines are few', remedy: 'take a shorter timeout' });
  }
  public evaluate(pipeline: PipelineView): PolicyViolation[] {
    return pipeline.jobs
      .filter((job) => (job.timeoutMinutes ?? 0) > 60)
      .map((job) => ({ path: job.path, message: \`job "\${job.id}" may take an hour and more\` }));
  }
}
export interface AcmeBuildOptions extends BuildStageOptions {
  readonly costCentre?: string;
}
export class AcmeBuild extends BuildStage {
  public constructor(scope: Construct, id: string, options: AcmeBuildOptions) {
    super(scope, id, options);
  }
}
export class Licences extends Stage {
  public readonly job: Job;
  public constructor(scope: Construct, id: string, options: StageOptions = {}) {
    super(scope, id, options);
    this.job = new Job(this, 'licences', { toolchain: new AcmeToolchain(), steps: [Step.run('check', 'acme licences')] });
  }
}
export interface AcmeServiceOptions extends PipelineOptions {
  readonly approvers: string;
}
export class AcmeService extends Pipeline {
  public readonly validate: ParallelValidate;
  public constructor(project: Project, id: string, options: AcmeServiceOptions) {
    super(project, id, {
      ...options,
      toolchain: options.toolchain ?? new AcmeToolchain(),
      notifiers: [new AcmeChat()],
      policyPacks: [new PolicyPack('acme', { policies: [DeliveryPolicies.mustScan(), new ShortJobs()] })],
    });
    new AcmeBuild(this, 'build', { registry: new AcmeRegistry(), repository: \`acme/\${id}\`, costCentre: '42' });
    this.validate = new ParallelValidate(this, 'validate', { securityScan: { scanner: new AcmeScanner() } });
    new Licences(this, 'licences');
    new DeployEnvironment(this, 'production', {
      promotion: Promotion.manual({ reviewers: [Reviewer.team(\`acme/\${options.approvers}\`)] }),
      cluster: new AcmeCluster(),
      release: HelmRelease.chart(\`charts/\${id}\`, { namespace: id }),
    });
  }
}
`;

const service = (...lines: string[]) =>
  [
    "const { Project, JsonPatch } = require('projen');",
    "const { Acknowledgement } = require('stagegate');",
    "const { AcmeService } = require('@acme/delivery');",
    "const project = new Project({ name: 'orders' });",
    ...lines,
    'project.synth();',
  ].join('\n');

const ORDERS = "const orders = new AcmeService(project, 'orders', { approvers: 'leads' });";

/** Folder of a service whose node_modules holds the platform's package, compiled. */
let folder: string;

beforeAll(() => {
  folder = copyOf(installed(pack()), CHART, true);
  const platform = join(folder, 'node_modules/@acme/delivery');
  const peers = Object.fromEntries(
    ['stagegate', 'projen', 'constructs'].map((name) => {
      const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
      return [name, version];
    }),
  );
  writeAll(platform, {
    'package.json': JSON.stringify({ ...MANIFEST, peerDependencies: peers, devDependencies: peers }),
    'README.md': '# Delivery at Acme\n',
    'src/index.ts': SOURCE,
  });
  const { status, output } = run(platform, 'node', JSII, '--silence-warnings=reserved-word');
  expect(status, quoted(output)).toBe(0);
}, INSTALLING);

const synthesized = (...lines: string[]) => {
  writeAll(folder, { '.projenrc.js': service(...lines) });
  return run(folder, 'node', '.projenrc.js');
};

describe('a package of a platform team, compiled by jsii', () => {
  it('writes the pipeline of a service that says next to nothing', () => {
    const { status, output } = synthesized(ORDERS);
    expect(status, quoted(output)).toBe(0);
    const workflow = readFileSync(join(folder, '.github/workflows/orders.yml'), 'utf8');
    for (const line of ['acme setup', 'acme scan', 'acme cluster', 'acme chat', 'acme licences']) {
      expect(workflow).toContain(`run: ${line}\n`);
    }
  });

  it('tells the service by name what is wrong inside, and writes nothing', () => {
    const { status, output } = synthesized(
      ORDERS,
      "orders.patch(JsonPatch.replace('/jobs/lint/timeout-minutes', 90));",
      "Acknowledgement.of('acme/short-jobs', { reason: 'the linter is slow' }).on(orders);",
    );
    expect(status).toBe(1);
    expect(output).toContain(
      'job "lint" may take an hour and more; its pack lets nobody acknowledge it (acme/short-jobs)\n           → take a shorter timeout',
    );
  });

  it('takes the options of a pipeline from the service, and refuses what they do not allow', () => {
    const { status, output } = synthesized(ORDERS.replace('{ ', "{ pushPaths: 'services/orders/**', "));
    expect(status).toBe(1);
    expect(output).toContain('option-kind  orders  got "services/orders/**" for "pushPaths"; allowed is a list');
  });
});
