import { describe, expect, test } from 'vitest';
import { Job, Pipeline, PolicyPack, Stage, Step } from '../../src';
import { renderWorkflow } from '../../src/render/workflow';
import { parseYaml } from '../../src/util/yaml';
import { thrownBy } from '../support/errors';
import { githubParser } from '../support/judges';
import { emptyProject, paymentApi } from '../support/payment-api';
import { smallTree } from '../support/small-tree';
import { lowered, synthesized, withCharts } from '../support/synthesize';

/*
 * Names are contracts: to change one here is a breaking change.
 */

test('of jobs', () => {
  expect(Object.keys(lowered(paymentApi()).model.workflow.jobs)).toEqual([
    'build',
    'unit-test',
    'lint',
    'security-scan',
    'integration-test',
    'deploy-dev',
    'deploy-staging',
    'deploy-production',
    'ask-production',
    'pipeline-gate',
    'notify',
  ]);
});

test('of files', () => {
  const { files } = synthesized(paymentApi(withCharts(emptyProject(), 'charts/payment-api')));
  const scripts = files.filter(({ path }) => path.startsWith('.github/stagegate/'));
  expect(files.filter((file) => !scripts.includes(file)).map(({ path }) => path)).toEqual([
    '.github/workflows/payment-api.yml',
    'charts/values-dev.yaml',
    'charts/values-staging.yaml',
    'charts/values-production.yaml',
    '.github/environments/dev.yaml',
    '.github/environments/staging.yaml',
    '.github/environments/production.yaml',
    'docs/pipelines/payment-api.md',
    '.stagegate/payment-api.json',
  ]);
  expect(scripts.length).toBeGreaterThan(10);
});

test('of steps, by which others change them', () => {
  const { jobs } = lowered(paymentApi()).model.workflow;
  const steps = Object.fromEntries(
    Object.entries(jobs).map(([id, job]) => [id, job.steps.map((step) => step.id).join(' ')]),
  );
  expect(steps).toMatchObject({
    build: 'checkout buildx settings credentials registry image digest hand-on',
    'unit-test': 'checkout toolchain install test report',
    lint: 'checkout toolchain install lint format files helm chart',
    'security-scan': 'checkout trivy database image credentials registry scan keep-database report verdict',
    'integration-test': 'checkout toolchain install image migrate start test contract measure baseline report log',
    'deploy-production': 'checkout check helm kubectl credentials cluster deploy verify smoke mark rollback summary',
    'ask-production': 'checkout message send',
    'pipeline-gate': 'checkout durations decide',
    notify: 'checkout message send',
  });
});

test('of outputs', () => {
  const { jobs } = lowered(paymentApi()).model.workflow;
  expect(Object.keys(jobs.build.outputs ?? {})).toEqual(['image-digest', 'image-artifact']);
  expect(Object.keys(jobs['deploy-dev'].outputs ?? {})).toContain('rollback');
});

const STRANGE = ['a b', 'a.b', '🚀', 'a'.repeat(300), '__proto__', '1e3', '', '-a', 'a/b', 'ä', '${{ x }}', 'a\nb'];

describe.each(STRANGE)('the id %j is refused', (id) => {
  const { pipeline } = smallTree();
  const refusal = /^invalid-id {2}.*got the id .*; an id has letters, digits, '-' and '_'/;
  test('for a pipeline', () => {
    expect(() => new Pipeline(emptyProject(), id)).toThrow(refusal);
  });
  test('for a stage', () => {
    expect(() => new Stage(pipeline, id)).toThrow(refusal);
  });
  test('for a job', () => {
    expect(() => new Job(new Stage(pipeline, 's'), id)).toThrow(refusal);
    pipeline.node.tryRemoveChild('s');
  });
});

test.each(['constructor', 'toString', 'hasOwnProperty'])('the id %j is refused, which every object has', (id) => {
  expect(() => new Pipeline(emptyProject(), id)).toThrow(
    `invalid-id  "${id}"  got the id "${id}"; every object has a property of that name\n→ choose another id`,
  );
});

test('an id is refused in one way', () => {
  expect(() => new Stage(smallTree().pipeline, 'a b')).toThrow(
    "invalid-id  \"api/a b\"  got the id \"a b\"; an id has letters, digits, '-' and '_', starts with a letter or '_', not with '__', and has at most 90 characters\n→ choose such an id; names for people go into other options",
  );
});

/** As a program in JavaScript writes it, which no compiler has looked at. */
const js = (value: unknown) => value as any;

test.each([
  [undefined, 'option-missing', 'got no "id", which is required', 'give a text'],
  [null, 'option-kind', 'got null for "id"; allowed is a text', 'give a text'],
  [5, 'option-kind', 'got 5 for "id"; allowed is a text', 'put it in quotes'],
  [{}, 'option-kind', 'got {} for "id"; allowed is a text', 'give a text'],
  [Symbol('x'), 'option-kind', 'got a symbol for "id"; allowed is a text', 'give a text'],
])('without an id it is known by its class: %#', (id, code, what, remedy) => {
  const { pipeline, build } = smallTree();
  const told = (path: string) => `${code}  ${path}  ${what}\n→ ${remedy}`;
  expect(thrownBy(() => new Pipeline(emptyProject(), js(id)))).toBe(told('a Pipeline'));
  expect(thrownBy(() => new Stage(pipeline, js(id)))).toBe(told('a Stage in api'));
  expect(thrownBy(() => new Job(build, js(id)))).toBe(told('a Job in api/build'));
  expect(thrownBy(() => new PolicyPack(js(id), { policies: [] }))).toBe(told('PolicyPack'));
});

test('an empty id is told with the class and the place', () => {
  expect(thrownBy(() => new Stage(smallTree().pipeline, ''))).toMatch(
    /^invalid-id {2}"a Stage in api" {2}got the id ""; an id has letters/,
  );
});

test.each(['on', 'yes', 'no', 'null', 'true', 'y', '_', 'a'.repeat(90)])(
  'the id %j is as good as any, for a pipeline, a stage and a job',
  (id) => {
    const pipeline = new Pipeline(emptyProject(), id);
    new Job(new Stage(pipeline, id), id, {
      title: id,
      steps: [Step.run('x', 'true')],
      outputs: { [id]: 'steps.x.outcome' },
    });
    const { model, problems } = lowered(pipeline);
    expect(problems).toEqual([]);
    expect(Object.keys(model.workflow.jobs)).toEqual([id, 'pipeline-gate']);
    const text = renderWorkflow(model);
    expect(githubParser(text)).toEqual([]);
    const read = parseYaml(text) as { name: string; jobs: { [job: string]: { name: string; outputs: object } } };
    expect(read.name).toBe(id);
    expect(read.jobs[id].name).toBe(id);
    expect(Object.keys(read.jobs[id].outputs)).toEqual([id]);
  },
);

test('texts that YAML would take for something else stay texts', () => {
  const env = Object.fromEntries(
    [
      'on',
      'yes',
      'no',
      '1e3',
      '0o7',
      '1_000',
      '12:30',
      '~',
      'null',
      '',
      ' ',
      '#x',
      '*x',
      '&x',
      '- x',
      '{',
      "'",
      '"',
      '\\d',
      '\t',
      'a: b',
      '🚀',
      'é',
      '\n',
      '|',
      '%x',
      '@x',
    ].map((text, index) => [`V${index}`, text] as const),
  );
  const { pipeline } = smallTree({ pipeline: { env } });
  const text = renderWorkflow(lowered(pipeline).model);
  expect((parseYaml(text) as { env: object }).env).toEqual(env);
  expect(githubParser(text)).toEqual([]);
});
