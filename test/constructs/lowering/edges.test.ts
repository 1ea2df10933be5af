import { describe, expect, test } from 'vitest';
import {
  Job,
  type JobOptions,
  Pipeline,
  type PipelineOptions,
  Schedule,
  Stage,
  type StageOptions,
  Step,
} from '../../../src';
import { emptyProject } from '../../support/payment-api';
import { smallTree } from '../../support/small-tree';
import { lowered, synthesized, told } from '../../support/synthesize';

/** Jobs by stage; each stage by its options and its jobs. */
type Stages = { readonly [stage: string]: { readonly [job: string]: JobOptions } };

const work = [Step.run('work', 'make')];

function pipelineOf(
  stages: Stages,
  options: PipelineOptions = {},
  after: { [stage: string]: string[] } = {},
): Pipeline {
  const pipeline = new Pipeline(emptyProject('p'), 'p', options);
  const made = new Map<string, Stage>();
  for (const [id, jobs] of Object.entries(stages)) {
    const stageOptions: StageOptions = id in after ? { after: after[id].map((name) => made.get(name) as Stage) } : {};
    const stage = new Stage(pipeline, id, stageOptions);
    made.set(id, stage);
    for (const [job, props] of Object.entries(jobs)) new Job(stage, job, { steps: work, ...props });
  }
  return pipeline;
}

/** `job <- needs`, without the verdict. */
function needs(pipeline: Pipeline): { [job: string]: readonly string[] } {
  const { jobs } = lowered(pipeline).model.workflow;
  return Object.fromEntries(
    Object.entries(jobs)
      .filter(([id]) => id !== 'pipeline-gate')
      .map(([id, job]) => [id, job.needs ?? []]),
  );
}

const reads = (job: string): JobOptions => ({
  steps: [Step.run('work', 'make', { env: { N: `\${{ needs.${job}.outputs.n }}` } })],
});
const gives: JobOptions = { outputs: { n: 'steps.work.outputs.n' } };

describe('staged', () => {
  test('every job waits for every job of the stage before', () => {
    expect(needs(pipelineOf({ one: { a: {}, b: {} }, two: { c: {}, d: {} }, three: { e: {} } }))).toEqual({
      a: [],
      b: [],
      c: ['a', 'b'],
      d: ['a', 'b'],
      e: ['c', 'd'],
    });
  });

  test('what another need implies is left out, what is read is not', () => {
    expect(needs(pipelineOf({ one: { a: gives }, two: { b: {} }, three: { c: reads('a') } }))).toEqual({
      a: [],
      b: ['a'],
      c: ['a', 'b'],
    });
  });

  test('nobody waits for a job that only warns, and it waits like any other', () => {
    expect(
      needs(pipelineOf({ one: { a: {}, b: { blocking: false } }, two: { c: {}, d: { blocking: false } } })),
    ).toEqual({ a: [], b: [], c: ['a'], d: ['a'] });
  });

  test('a stage that only warns is passed over', () => {
    expect(needs(pipelineOf({ one: { a: {} }, two: { b: { blocking: false } }, three: { c: {} } }))).toEqual({
      a: [],
      b: ['a'],
      c: ['a'],
    });
  });

  test('who reads from a job that only warns still waits for the gates behind it', () => {
    expect(
      needs(pipelineOf({ one: { a: {} }, two: { b: { ...gives, blocking: false } }, three: { c: reads('b') } })),
    ).toEqual({ a: [], b: ['a'], c: ['a', 'b'] });
  });

  test('jobs of a stage wait for each other on request', () => {
    const pipeline = pipelineOf({ one: { a: {} } });
    const two = new Stage(pipeline, 'two');
    const b = new Job(two, 'b', { steps: work });
    new Job(two, 'c', { steps: work, after: [b] });
    new Job(new Stage(pipeline, 'three'), 'd', { steps: work });
    expect(needs(pipeline)).toEqual({ a: [], b: ['a'], c: ['b'], d: ['c'] });
  });

  test('a job waits for one that a stage of ours made, by the id that it has in the workflow', () => {
    const { pipeline, deploy } = smallTree();
    new Job(deploy, 'announce', { steps: work, after: [deploy.job] });
    expect(needs(pipeline).announce).toEqual(['deploy-production']);
  });

  test('after names other stages, or none', () => {
    const stages = { one: { a: {} }, two: { b: {} }, three: { c: {} }, four: { d: {} } };
    expect(needs(pipelineOf(stages, {}, { three: ['one'], four: ['two', 'three'] }))).toEqual({
      a: [],
      b: ['a'],
      c: ['a'],
      d: ['b', 'c'],
    });
    expect(needs(pipelineOf(stages, {}, { two: [] })).b).toEqual([]);
  });

  test('an empty stage is no barrier', () => {
    expect(needs(pipelineOf({ one: { a: {} }, two: {}, three: { b: {} } }))).toEqual({ a: [], b: ['a'] });
  });
});

describe('by dataflow', () => {
  const options = { schedule: Schedule.DATAFLOW };

  test('a job waits for what it reads and nothing else', () => {
    expect(needs(pipelineOf({ one: { a: gives }, two: { b: {}, c: reads('a') }, three: { d: {} } }, options))).toEqual({
      a: [],
      b: [],
      c: ['a'],
      d: [],
    });
  });

  test('after still counts', () => {
    expect(needs(pipelineOf({ one: { a: {} }, two: { b: {} } }, options, { two: ['one'] })).b).toEqual(['a']);
  });

  test('a deployment waits for every gate', () => {
    const { pipeline } = smallTree({ pipeline: options, job: { steps: work, vouches: ['licences-checked'] } });
    expect(needs(pipeline)).toMatchObject({
      build: [],
      'unit-test': [],
      lint: [],
      'security-scan': ['build'],
      'integration-test': ['build'],
      extra: ['build'],
      'deploy-production': ['build', 'unit-test', 'lint', 'security-scan', 'integration-test', 'extra'],
    });
  });
});

describe('references make edges', () => {
  test('by the output of a job, which is declared by itself', () => {
    const pipeline = new Pipeline(emptyProject('p'), 'p', { schedule: Schedule.DATAFLOW });
    const one = new Job(new Stage(pipeline, 'one'), 'a', { ...gives, steps: work });
    new Job(new Stage(pipeline, 'two'), 'b', { steps: [Step.run('x', 'make', { env: { N: one.output('n') } })] });
    expect(needs(pipeline).b).toEqual(['a']);
    expect(lowered(pipeline).model.workflow.jobs.a.outputs).toEqual({ n: '${{ steps.work.outputs.n }}' });
  });

  test('that does not exist is refused, whatever objects inherit', () => {
    const job = new Job(new Stage(new Pipeline(emptyProject('p'), 'p'), 'one'), 'a', gives);
    for (const name of ['m', 'toString', 'constructor', '__proto__']) {
      expect(() => job.output(name)).toThrow(
        `undefined-output  p/one/a  has no output "${name}"; it has "n"\n→ declare it in 'outputs'`,
      );
    }
  });

  test('in any text: inputs, container, environment, matrix, brackets', () => {
    const text = "${{ fromJSON(needs['a'].outputs.n) }}";
    for (const props of [
      { env: { N: text } },
      { container: { image: text } },
      { matrix: { dimensions: { n: [text] } } },
      { preSteps: [Step.action('c', 'actions/checkout', { inputs: { ref: text } })] },
      { concurrency: { group: text } },
    ] satisfies JobOptions[]) {
      expect(needs(pipelineOf({ one: { a: gives }, two: { b: props } }, { schedule: Schedule.DATAFLOW })).b).toEqual([
        'a',
      ]);
    }
  });
});

describe('what cannot be placed', () => {
  test('an order in a circle is told, and nothing hangs', () => {
    const pipeline = pipelineOf({ one: { a: reads('b') }, two: { b: { ...reads('a'), ...gives } } });
    expect(told(synthesized(pipeline).findings).some((line) => line.startsWith('error valid-needs'))).toBe(true);
  });

  test('a job in no stage', () => {
    const pipeline = pipelineOf({ one: { a: {} } });
    new Job(pipeline, 'stray');
    expect(told(lowered(pipeline).problems)).toEqual([
      'error job-outside-stage p/stray: stands in no stage, so nothing says when it runs',
    ]);
  });

  test('a stage after one of another pipeline', () => {
    const other = new Stage(new Pipeline(emptyProject('q'), 'q'), 'far');
    const pipeline = pipelineOf({ one: { a: {} } });
    new Stage(pipeline, 'two', { after: [other] });
    expect(told(lowered(pipeline).problems)).toEqual([
      'error after-unknown p/two: waits for q/far, which is no stage of this pipeline',
    ]);
  });

  test('two jobs of one id, whatever the case', () => {
    expect(told(lowered(pipelineOf({ one: { a: {} }, two: { A: {} } })).problems)).toEqual([
      'error duplicate-job-id p/two/A: makes the job A, as p/one/a does; ids of jobs are unique in a workflow, whatever their case',
    ]);
  });

  test.each([
    ['pipeline-gate', 'api'],
    ['Notify', 'api'],
    ['ask-production', 'api/production'],
    ['deploy-production', 'api/own/deploy-production'],
  ])('a job called %s, which is ours', (id, owner) => {
    const { pipeline, deploy } = smallTree({ job: { steps: work } });
    new Job(pipeline.node.findChild('own') as Stage, id, { steps: work });
    const path = id === 'deploy-production' ? deploy.node.path.split('/').slice(-2).join('/') : `api/own/${id}`;
    expect(told(lowered(pipeline).problems)).toEqual([
      `error duplicate-job-id ${path}: makes the job ${id}, as ${owner} does; ids of jobs are unique in a workflow, whatever their case`,
    ]);
  });

  test('a stage below a stage has its own jobs', () => {
    const pipeline = pipelineOf({ one: { a: {} } });
    const outer = new Stage(pipeline, 'outer');
    new Job(outer, 'b', { steps: work });
    new Job(new Stage(outer, 'inner'), 'c', { steps: work });
    expect(lowered(pipeline).problems).toEqual([]);
    expect(needs(pipeline)).toEqual({ a: [], b: ['a'], c: ['b'] });
  });
});
