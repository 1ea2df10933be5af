import { javascript } from 'projen';
import { describe, expect, test } from 'vitest';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  Credentials,
  DeployEnvironment,
  HelmRelease,
  IntegrationStage,
  Job,
  Notifier,
  ParallelValidate,
  Pipeline,
  Promotion,
  Scanner,
  Stage,
  Step,
  Toolchain,
} from '../../src';
import { describeRefusals } from '../support/errors';
import { emptyProject } from '../support/payment-api';
import { lowered } from '../support/synthesize';

/*
 * Parts of the user's own may give anything: what they give is looked at where a construct asks for it.
 */

/** As a program in JavaScript writes it, which no compiler has looked at. */
const js = (value: unknown) => value as any;

/** A class below one of ours, with these members. */
function own(name: string, base: unknown, members: object): any {
  const type = { [name]: class extends js(base) {} }[name];
  return Object.assign(new type(), members);
}

const registry = (members: object) =>
  own('MyRegistry', ContainerRegistry, {
    host: 'registry.example.com',
    naming: () => ({}),
    pushAccess: () => ({}),
    pullAccess: () => ({}),
    ...members,
  });
const toolchain = (members: object) =>
  own('Rust', Toolchain, {
    commands: { unitTest: 'cargo test', lint: 'cargo clippy', integrationTest: 'cargo test --test api' },
    prepare: () => ({ steps: [Step.run('rust', 'rustup show')] }),
    ...members,
  });
const scanner = (members: object) =>
  own('MyScanner', Scanner, { promise: 'nothing bad', tools: () => ({}), scan: () => ({}), ...members });

const pipeline = (options: object = {}) => new Pipeline(emptyProject('api'), 'api', options);
const build = (members: object) =>
  new BuildStage(pipeline(), 'build', { registry: registry(members), repository: 'api' });
const scan = (members: object, ofRegistry: object = {}) => {
  const { node } = build(ofRegistry);
  return new ParallelValidate(js(node.scope), 'validate', {
    without: js(['unit-test', 'lint']),
    securityScan: { scanner: scanner(members) },
  });
};
const deploy = (cluster: Cluster) => {
  const scope = js(build({}).node.scope);
  const release = HelmRelease.chart('charts/api', { namespace: 'api' });
  return new DeployEnvironment(scope, 'dev', { promotion: Promotion.automatic(), cluster, release });
};
const job = (options: object) => new Job(new Stage(pipeline(), 'own'), 'extra', options);
const notified = (notifier: object) => lowered(pipeline({ notifiers: [notifier] }));
const pager = (members: object) => own('Pager', Notifier, { title: 'the pager', send: () => ({}), ...members });

const CONTRIBUTION = 'its options are steps, env, permissions, settings, identities, instructions';
const STEP = 'such as Step.run(…) or Step.action(…)';

describeRefusals('a registry', {
  'without host': [
    () => build({ host: undefined }),
    'option-missing  api/build  got nothing from "MyRegistry.host"; allowed is a text',
    'give a text',
  ],
  'that gives nothing': [
    () => build({ pushAccess: () => undefined }),
    'option-missing  api/build  got nothing from "MyRegistry.pushAccess()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
  'that gives null': [
    () => build({ naming: () => null }),
    'option-kind  api/build  got null for "MyRegistry.naming()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
  'that answers later': [
    () => build({ pushAccess: async () => ({}) }),
    'option-kind  api/build  got a Promise for "MyRegistry.pushAccess()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
  'that misspells what it gives': [
    () => build({ pushAccess: () => ({ step: [] }) }),
    'option-unknown  api/build  got the option "MyRegistry.pushAccess().step", which Contribution does not have; did you mean steps?',
    CONTRIBUTION,
  ],
  'that gives a command for a step': [
    () => build({ pushAccess: () => ({ steps: ['docker login'] }) }),
    'option-kind  api/build  got "docker login" for "MyRegistry.pushAccess().steps[0]"; allowed is a Step',
    STEP,
  ],
  'without a method': [
    () => build({ pushAccess: undefined }),
    'part-method  api/build  got a ContainerRegistry without "MyRegistry.pushAccess()", which is required',
    'write the method; it returns an object of options (Contribution)',
  ],
  'without several methods, told at once': [
    () => build({ naming: undefined, pullAccess: 'docker login' }),
    'part-method  api/build  got a ContainerRegistry without "MyRegistry.naming()", which is required',
    `write the method; it returns an object of options (Contribution)
part-method  api/build  got a ContainerRegistry without "MyRegistry.pullAccess()", which is required`,
    'write the method; it returns an object of options (Contribution)',
  ],
  'that cannot be read': [
    () => scan({}, { pullAccess: () => undefined }),
    'option-missing  api/build  got nothing from "MyRegistry.pullAccess()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
});

describeRefusals('a toolchain', {
  'without commands': [
    () => new ParallelValidate(pipeline({ toolchain: toolchain({ commands: undefined }) }), 'validate'),
    'option-missing  api/validate  got nothing from "Rust.commands"; allowed is an object of options (ToolchainCommands)',
    'its options are unitTest, unitTestReport, lint, formatCheck, integrationTest, contractTest, performanceTest',
  ],
  'with a command of another name': [
    () =>
      new IntegrationStage(pipeline({ toolchain: toolchain({ commands: { integrationTests: 'x' } }) }), 'integration'),
    'option-unknown  api/integration  got the option "Rust.commands.integrationTests", which ToolchainCommands does not have; did you mean integrationTest?',
    'its options are unitTest, unitTestReport, lint, formatCheck, integrationTest, contractTest, performanceTest',
  ],
  'without the command of a job': [
    () => new ParallelValidate(pipeline({ toolchain: toolchain({ commands: { lint: 'cargo clippy' } }) }), 'validate'),
    'command-missing  api/validate  has no command for "unitTest", and its toolchain has none',
    "set 'command', or 'unitTest' in the toolchain's commands",
  ],
  'that prepares nothing': [
    () => job({ toolchain: toolchain({ prepare: () => undefined }) }),
    'option-missing  api/own/extra  got nothing from "Rust.prepare()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
  'in a folder that is no text': [
    () => job({ toolchain: toolchain({ directory: 5 }) })._toModel(),
    'option-kind  api/own/extra  got 5 for "Rust.directory"; allowed is a text',
    'put it in quotes',
  ],
});

describeRefusals('another part:', {
  'a scanner without a promise': [
    () => scan({ promise: undefined }),
    'option-missing  api/validate  got nothing from "MyScanner.promise"; allowed is a text',
    'give a text',
  ],
  'a scanner of one file': [
    () => scan({ repositoryFiles: '.ignore' }),
    'option-kind  api/validate  got ".ignore" for "MyScanner.repositoryFiles"; allowed is a list of texts',
    'put it in brackets: [ ]',
  ],
  'a scanner that scans nothing': [
    () => scan({ scan: () => undefined }),
    'option-missing  api/validate  got nothing from "MyScanner.scan()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
  'a cluster that nobody reaches': [
    () => deploy(own('MyCluster', Cluster, { access: () => undefined })),
    'option-missing  api/dev  got nothing from "MyCluster.access()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
  'credentials within a cluster of ours': [
    () => deploy(Cluster.eks({ name: 'blue', credentials: own('Vault', Credentials, { signIn: () => undefined }) })),
    'option-missing  Cluster.eks  got nothing from "Vault.signIn()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
  'credentials within a registry of ours': [
    () =>
      ContainerRegistry.ecr({ credentials: own('Vault', Credentials, { signIn: () => 'vault login' }) }).pushAccess(
        'x',
      ),
    'option-kind  ContainerRegistry.ecr  got "vault login" for "Vault.signIn()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
  'a notifier without title': [
    () => notified(pager({ title: undefined })),
    'option-missing  api  got nothing from "Pager.title"; allowed is a text',
    'give a text',
  ],
  'a notifier that sends nothing': [
    () => notified(pager({ send: () => undefined })),
    'option-missing  api  got nothing from "Pager.send()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
  'an object that has the members of a part': [
    () => notified({ title: 'Pager', send: () => null }),
    'option-kind  api  got null for "Notifier.send()"; allowed is an object of options (Contribution)',
    CONTRIBUTION,
  ],
});

describeRefusals('what is contributed to a job', {
  'is nothing': [
    () => job({}).contribute(js(undefined)),
    'option-missing  api/own/extra  Job.contribute got no "contribution", which is required',
    CONTRIBUTION,
  ],
  'has a command for a step': [
    () => job({}).contribute({ steps: js(['echo']) }),
    'option-kind  api/own/extra  Job.contribute got "echo" for "steps[0]"; allowed is a Step',
    STEP,
  ],
});

describe('a part of one’s own', () => {
  test('keeps what only itself can see', () => {
    class Counted extends ContainerRegistry {
      #asked = 0;
      public readonly host = 'registry.example.com';
      public naming = () => ({});
      public pullAccess = () => ({});
      public pushAccess() {
        this.#asked += 1;
        return { env: { ASKED: String(this.#asked) } };
      }
    }
    const { job: made } = new BuildStage(pipeline(), 'build', { registry: new Counted(), repository: 'api' });
    expect(made._toModel().job.env).toMatchObject({ ASKED: '1' });
  });

  test('that only looks like a toolchain works in a project of Node.js', () => {
    const project = new javascript.NodeProject({
      name: 'api',
      defaultReleaseBranch: 'main',
      outdir: emptyProject().outdir,
    });
    const { commands, prepare } = toolchain({});
    const made = new Pipeline(project, 'api', { toolchain: js({ commands, directory: undefined, prepare }) });
    const { unitTest } = new ParallelValidate(made, 'validate', { without: js(['lint', 'security-scan']) });
    expect(unitTest?._toModel().job.steps.map(({ id }) => id)).toEqual(['checkout', 'rust', 'test']);
  });
});
