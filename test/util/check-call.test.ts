import { runInNewContext } from 'node:vm';
import { Project } from 'projen';
import { describe, expect, test } from 'vitest';
import * as stagegate from '../../src';
import { describeRefusals, thrownBy } from '../support/errors';
import { emptyProject } from '../support/payment-api';
import { smallTree } from '../support/small-tree';

const {
  BuildStage,
  Condition,
  ContainerRegistry,
  Duration,
  HelmRelease,
  IntegrationStage,
  Job,
  Pipeline,
  Policy,
  PolicyPack,
} = stagegate;
const { PipelineProject, Promotion, Reviewer, Scanner, Severity, Stage, Step, Toolchain } = stagegate;

/** As a program in JavaScript writes it, which no compiler has looked at. */
const js = (value: unknown) => value as any;
const pipeline = (options: object = {}) => new Pipeline(emptyProject('api'), 'api', options);
const build = (options: object) => new BuildStage(pipeline(), 'build', js(options));
const job = (options: object) => new Job(new Stage(pipeline(), 'own'), 'extra', options);
const good = { registry: ContainerRegistry.ghcr(), repository: 'acme/api' };

describeRefusals('a program in JavaScript', {
  'what is required': [
    () => build({ repository: 'acme/api' }),
    'option-missing  api/build  got no "registry", which is required',
    'such as ContainerRegistry.ecr(…) or ContainerRegistry.ghcr(…) or ContainerRegistry.basic(…)',
  ],
  'no options where some are required': [
    () => new BuildStage(pipeline(), 'build', js(undefined)),
    'option-missing  api/build  got no "registry", which is required',
    `such as ContainerRegistry.ecr(…) or ContainerRegistry.ghcr(…) or ContainerRegistry.basic(…)
option-missing  api/build  got no "repository", which is required`,
    'give a text',
  ],
  'a misspelt option, and another that is missing': [
    () => build({ repositry: 'acme/api', registry: undefined }),
    'option-unknown  api/build  got the option "repositry", which BuildStage does not have; did you mean repository or registry?',
    `its options are after, acknowledgements, title, runner, budget, timeout, permissions, env, condition, container, services, matrix, concurrency, blocking, outputs, shell, workingDirectory, caches, preSteps, postSteps, registry, repository, compile, dockerfile, buildContext, target, buildArgs, secrets, secretsForEveryRun, platform, layerCache
option-missing  api/build  got no "registry", which is required`,
    'such as ContainerRegistry.ecr(…) or ContainerRegistry.ghcr(…) or ContainerRegistry.basic(…)',
  ],
  'all that is wrong with one call': [
    () => build({ ...good, registry: null, budgt: 4, runner: 'ubuntu-24.04', container: { image: 7, ports: '80' } }),
    'option-unknown  api/build  got the option "budgt", which BuildStage does not have; did you mean budget?',
    `its options are after, acknowledgements, title, runner, budget, timeout, permissions, env, condition, container, services, matrix, concurrency, blocking, outputs, shell, workingDirectory, caches, preSteps, postSteps, registry, repository, compile, dockerfile, buildContext, target, buildArgs, secrets, secretsForEveryRun, platform, layerCache
option-kind  api/build  got "ubuntu-24.04" for "runner"; allowed is a Runner
→ such as Runner.UBUNTU_24_04 or Runner.UBUNTU_24_04_ARM or Runner.UBUNTU_22_04 or Runner.label(…) or Runner.selfHosted(…) or Runner.group(…)
option-kind  api/build  got 7 for "container.image"; allowed is a text
→ put it in quotes
option-kind  api/build  got "80" for "container.ports"; allowed is a list of texts
→ put it in brackets: [ ]
option-kind  api/build  got null for "registry"; allowed is a ContainerRegistry`,
    'such as ContainerRegistry.ecr(…) or ContainerRegistry.ghcr(…) or ContainerRegistry.basic(…)',
  ],
  'a number for a duration': [
    () => build({ ...good, budget: 4 }),
    'option-kind  api/build  got 4 for "budget"; allowed is a Duration',
    'such as Duration.seconds(…) or Duration.minutes(…) or Duration.hours(…) or Duration.days(…)',
  ],
  'a text for a runner': [
    () => pipeline({ runner: 'ubuntu-24.04' }),
    'option-kind  api  got "ubuntu-24.04" for "runner"; allowed is a Runner',
    'such as Runner.UBUNTU_24_04 or Runner.UBUNTU_24_04_ARM or Runner.UBUNTU_22_04 or Runner.label(…) or Runner.selfHosted(…) or Runner.group(…)',
  ],
  'a text for a reviewer': [
    () => Promotion.manual({ reviewers: js(['acme/x']) }),
    'option-kind  Promotion.manual  got "acme/x" for "reviewers[0]"; allowed is a Reviewer',
    'such as Reviewer.user(…) or Reviewer.team(…)',
  ],
  'a command for a step': [
    () => new Job(new Stage(pipeline(), 'own'), 'extra', { steps: js(['echo']) }),
    'option-kind  api/own/extra  got "echo" for "steps[0]"; allowed is a Step',
    'such as Step.run(…) or Step.action(…)',
  ],
  'a name for a service': [
    () => new IntegrationStage(pipeline(), 'integration', { services: js(['postgres']) }),
    'option-kind  api/integration  got "postgres" for "services[0]"; allowed is a ServiceContainer',
    'such as ServiceContainer.postgres(…) or ServiceContainer.mysql(…) or ServiceContainer.redis(…) or ServiceContainer.of(…)',
  ],
  'a text for a list': [
    () => pipeline({ branches: 'main' }),
    'option-kind  api  got "main" for "branches"; allowed is a list of texts',
    'put it in brackets: [ ]',
  ],
  'something else for a list of what a class makes': [
    () => build({ ...good, after: 'build' }),
    'option-kind  api/build  got "build" for "after"; allowed is a list of Stages',
    'give a list of new BuildStage(…) or new DeployEnvironment(…) or new IntegrationStage(…) or new ParallelValidate(…) or new Stage(…)',
  ],
  'one reviewer for a list of them': [
    () => Promotion.manual({ reviewers: js(Reviewer.user('ada')) }),
    'option-kind  Promotion.manual  got a Reviewer for "reviewers"; allowed is a list of Reviewers',
    'put it in brackets: [ ]',
  ],
  'no list of what a class makes': [
    () => Promotion.manual(js({})),
    'option-missing  Promotion.manual  got no "reviewers", which is required',
    'give a list of Reviewer.user(…) or Reviewer.team(…)',
  ],
  'one wrong word for a list of them': [
    () => Scanner.trivy({ severities: js('high') }),
    'option-kind  Scanner.trivy  got "high" for "severities"; allowed is a list of VulnerabilitySeverities',
    'give a list of VulnerabilitySeverity.CRITICAL or VulnerabilitySeverity.HIGH or VulnerabilitySeverity.MEDIUM or VulnerabilitySeverity.LOW',
  ],
  'a number for a version': [
    () => Toolchain.python({ version: js(3.1) }),
    'option-kind  Toolchain.python  got 3.1 for "version"; allowed is a text',
    'put it in quotes',
  ],
  'a text for a number': [
    () => Duration.minutes(js('4')),
    'option-kind  Duration.minutes  got "4" for "amount"; allowed is a number',
    'leave the quotes away',
  ],
  'a misspelt option': [
    () => build({ ...good, dockerFile: 'x' }),
    'option-unknown  api/build  got the option "dockerFile", which BuildStage does not have; did you mean dockerfile?',
    'its options are after, acknowledgements, title, runner, budget, timeout, permissions, env, condition, container, services, matrix, concurrency, blocking, outputs, shell, workingDirectory, caches, preSteps, postSteps, registry, repository, compile, dockerfile, buildContext, target, buildArgs, secrets, secretsForEveryRun, platform, layerCache',
  ],
  'an option of another name': [
    () => Step.action('checkout', 'actions/checkout', js({ with: {} })),
    'option-unknown  Step.action(\'checkout\')  got the option "with", which Step.action does not have',
    'its options are name, condition, env, timeout, continueOnError, comment, inputs, version',
  ],
  'an option within an option': [
    () => new Job(new Stage(pipeline(), 'own'), 'extra', { container: js({ imag: 'x' }) }),
    'option-unknown  api/own/extra  got the option "container.imag", which JobContainer does not have; did you mean image?',
    'its options are image, env, ports, volumes, options, username, password',
  ],
  'nothing within an option': [
    () => new Job(new Stage(pipeline(), 'own'), 'extra', { container: js({}) }),
    'option-missing  api/own/extra  got no "container.image", which is required',
    'give a text',
  ],
  null: [
    () => pipeline({ toolchain: null }),
    'option-kind  api  got null for "toolchain"; allowed is a Toolchain',
    'leave it away',
  ],
  'a map that is none': [
    () => pipeline({ env: new Map([['A', 'b']]) }),
    'option-kind  api  got a Map for "env"; allowed is an object of names and values',
    "such as { NAME: 'value' }",
  ],
  'one of many arguments': [
    () => Condition.branch('main', js(5)),
    'option-kind  Condition.branch(\'main\')  got 5 for "patterns"; allowed is a text',
    'put it in quotes',
  ],
  'an argument of a method': [
    () => smallTree().build.job.step('checkout').insertAfter(js('echo')),
    'option-kind  api/build/build  JobStep.insertAfter got "echo" for "steps"; allowed is a Step',
    'such as Step.run(…) or Step.action(…)',
  ],
  'a patch by its keys': [
    () => pipeline().patch(js({ op: 'add', path: '/env' })),
    'option-kind  api  Pipeline.patch got {"op":"add","path":"/env"} for "patches"; allowed is a JsonPatch',
    'such as JsonPatch.add(…) or JsonPatch.replace(…) or JsonPatch.remove(…)',
  ],
  'no options at all': [
    () => Promotion.manual(js(undefined)),
    'option-missing  Promotion.manual  got no "options", which is required',
    'its options are branches, tags, waitTimer, protectionApps, reviewers, preventSelfReview, adminsCanBypass; required: reviewers',
  ],
  'no place': [
    () => new Stage(js(undefined), 'own'),
    'option-missing  own  got no "scope", which is required',
    'such as new Pipeline(…) or new Stage(…)',
  ],
  'a language that nobody knows': [
    () => new PipelineProject(js({ name: 'x', outdir: emptyProject().outdir, language: 'cobol' })),
    'option-kind  PipelineProject  got "cobol" for "language"; allowed is a StarterLanguage',
    'choose StarterLanguage.NODE or StarterLanguage.PYTHON or StarterLanguage.GO or StarterLanguage.JAVA',
  ],
  'policies that are none': [
    () => new PolicyPack('acme', js({ policies: ['must-scan'] })),
    'option-kind  PolicyPack \'acme\'  got "must-scan" for "policies[0]"; allowed is an IPolicy',
    'such as DeliveryPolicies.mustScan(…)',
  ],
});

/** Values that no file can hold, by what they are called. */
const loop: { [name: string]: unknown } = { plain: 1 };
loop.self = loop;
const UNWRITABLE: readonly (readonly [given: unknown, what: string, below?: string])[] = [
  [loop, 'an object that contains itself', '.self'],
  [5n, 'a bigint'],
  [() => 1, 'a function'],
  [Symbol('x'), 'a symbol'],
  [Number.NaN, 'NaN'],
  [new Date(0), 'a Date'],
  [[undefined], 'nothing', '[0]'],
];

/** Where anything may be written that a file can hold, by the call and the place in it. */
const FREE: { readonly [callAndPlace: string]: (value: any) => unknown } = {
  'api/own/extra  matrix.dimensions.os[1]': (value) => job({ matrix: { dimensions: { os: ['a', value] } } }),
  'api/own/extra  matrix.include[0].os': (value) => job({ matrix: { dimensions: {}, include: [{ os: value }] } }),
  "Step.action('checkout')  inputs.ref": (ref) => Step.action('checkout', 'actions/checkout', { inputs: { ref } }),
  "HelmRelease.chart('chart')  values.a.b[0]": (value) =>
    HelmRelease.chart('chart', { namespace: 'api', values: { a: { b: [value] } } }),
};

describe.each(Object.entries(FREE))('what no file can hold is refused: %s', (callAndPlace, give) => {
  const [path, place] = callAndPlace.split('  ');
  test.each(UNWRITABLE)('%#: %s', (given, what, below = '') => {
    expect(thrownBy(() => give(given))).toBe(
      `option-kind  ${path}  got ${what} for "${place}${below}"; allowed are maps, lists, texts of whole characters, finite numbers, booleans and null\n→ write it as such`,
    );
  });
});

test('what is given for another kind is told, whatever it is', () => {
  const told = (value: unknown) => thrownBy(() => pipeline({ env: { A: value } })).split('\n')[0];
  expect(told(loop)).toBe('option-kind  api  got an object for "env.A"; allowed is a text');
  expect(told(5n)).toBe('option-kind  api  got a bigint for "env.A"; allowed is a text');
  expect(told(Symbol('x'))).toBe('option-kind  api  got a symbol for "env.A"; allowed is a text');
  expect(told({ a: 5n })).toBe('option-kind  api  got an object for "env.A"; allowed is a text');
});

describe('is let through:', () => {
  test('options that a class of the user has of its own', () => {
    class Frontend extends BuildStage {}
    const made = new Frontend(pipeline(), 'build', js({ ...good, bucketOfAssets: 'x', images: ['y'] }));
    expect(made.image.repository).toBe('ghcr.io/acme/api');
  });

  test('a class below one of ours, and one from another copy of the package', () => {
    class Far extends Toolchain {
      public readonly commands = {};
      public readonly directory = '.';
      public prepare = () => ({});
    }
    expect(() => pipeline({ toolchain: new Far() })).not.toThrow();
    const copy = { Duration: class Duration {} };
    Object.defineProperty(copy.Duration.prototype, 'toMinutes', { value: () => 5 });
    expect(() => build({ ...good, timeout: new copy.Duration() })).not.toThrow();
  });

  test('an object that has everything public of a class', () => {
    expect(() => pipeline({ notifiers: [{ title: 'Pager', send: () => ({}) }] })).not.toThrow();
    expect(thrownBy(() => pipeline({ notifiers: [{ title: 'Pager' }] }))).toMatch(/^option-kind {2}api {2}got/);
  });

  test('options from another realm, as `npx projen new` hands them in', () => {
    const options = runInNewContext("({ branches: ['main'], env: { A: 'b' } })");
    expect(() => pipeline(options)).not.toThrow();
  });

  test('options that are undefined, and options of projen', () => {
    expect(() => pipeline({ branches: undefined, env: { A: undefined } })).not.toThrow();
    expect(
      () => new PipelineProject({ name: 'x', outdir: emptyProject().outdir, commitGenerated: true }),
    ).not.toThrow();
    expect(new Project({ name: 'x', outdir: emptyProject().outdir }).name).toBe('x');
  });

  test('policies of one’s own, and words of an enumeration', () => {
    class Mine extends Policy {
      public evaluate = () => [];
    }
    const policy = new Mine('mine', { title: 'x', why: 'x', remedy: 'x', severity: js('warning') });
    expect(policy.severity).toBe(Severity.WARNING);
    expect(() => new PolicyPack('acme', { policies: [policy] })).not.toThrow();
  });
});
