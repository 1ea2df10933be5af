import { describe, expect, it } from 'vitest';
import { inspectWorkflow } from '../../src/schema/check-workflow';
import { availabilityAt } from '../../src/schema/workflow-validator';
import { references } from '../../src/util/expressions';

const job = { 'runs-on': 'ubuntu-latest', steps: [{ run: 'make' }] };

describe('the expressions of a workflow', () => {
  const found = (build: object) =>
    inspectWorkflow({ on: 'push', jobs: { build: { ...job, ...build } } }).expressions.map(
      ({ where, expression, isCondition }) => [where, expression.source, isCondition],
    );

  it('are found wherever GitHub evaluates them, in the order of the definition', () => {
    const steps = [{ if: 'always()', run: 'echo ${{ github.sha }} ${{ github.ref }}', env: { A: '${{ vars.A }}' } }];
    expect(found({ if: "${{ github.ref == 'refs/heads/main' }}", name: '${{ inputs.name }}', steps })).toEqual([
      ['jobs.build.if', "github.ref == 'refs/heads/main'", true],
      ['jobs.build.name', 'inputs.name', false],
      ['jobs.build.steps[0].if', 'always()', true],
      ['jobs.build.steps[0].run', 'github.sha', false],
      ['jobs.build.steps[0].run', 'github.ref', false],
      ['jobs.build.steps[0].env.A', 'vars.A', false],
    ]);
  });

  it('are also found in a value of any depth, in a key, and where a whole map is one', () => {
    expect(found({ strategy: { matrix: { include: [{ a: { b: '${{ vars.B }}' } }] } } })).toEqual([
      ['jobs.build.strategy.matrix.include[0].a.b', 'vars.B', false],
    ]);
    expect(found({ env: { '${{ vars.KEY }}': 'a' } })).toEqual([['jobs.build.env', 'vars.KEY', false]]);
    expect(found({ env: '${{ fromJSON(vars.ENV) }}' })).toEqual([['jobs.build.env', 'fromJSON(vars.ENV)', false]]);
  });

  it('leave out what is empty or broken', () => {
    expect(found({ if: '  ', env: { A: '${{ }}', B: '${{ nothing.here }}', C: 'text' } })).toEqual([]);
  });

  it('tell what they read', () => {
    const { expressions } = inspectWorkflow({
      on: 'push',
      jobs: { build: { ...job, outputs: { digest: '${{ steps.push.outputs.digest }}' } } },
    });
    expect(expressions.map(({ expression }) => references(expression).paths)).toEqual([
      [['steps', 'push', 'outputs', 'digest']],
    ]);
  });
});

describe('what expressions may use', () => {
  it.each<[position: string, contexts: string[], functions: string[]]>([
    ['run-name', ['github', 'inputs', 'vars'], []],
    ['env.*', ['github', 'inputs', 'vars', 'secrets'], []],
    ['jobs.*.if', ['github', 'inputs', 'vars', 'needs'], ['always', 'failure', 'cancelled', 'success']],
    ['jobs.*.strategy.matrix', ['github', 'inputs', 'vars', 'needs'], []],
    ['jobs.*.concurrency.group', ['github', 'inputs', 'vars', 'needs', 'strategy', 'matrix'], []],
    ['jobs.*.env.*', ['github', 'inputs', 'vars', 'needs', 'strategy', 'matrix', 'secrets'], []],
    [
      'jobs.*.environment.url',
      ['github', 'inputs', 'vars', 'needs', 'strategy', 'matrix', 'steps', 'job', 'runner', 'env'],
      [],
    ],
    [
      'jobs.*.steps[*].if',
      ['github', 'inputs', 'vars', 'needs', 'strategy', 'matrix', 'steps', 'job', 'runner', 'env'],
      ['always', 'failure', 'cancelled', 'success', 'hashFiles'],
    ],
    [
      'jobs.*.steps[*].run',
      ['github', 'inputs', 'vars', 'needs', 'strategy', 'matrix', 'secrets', 'steps', 'job', 'runner', 'env'],
      ['hashFiles'],
    ],
  ])('in %s', (position, contexts, functions) => {
    const availability = availabilityAt(position);
    expect([...(availability?.contexts ?? [])].sort()).toEqual([...contexts].sort());
    expect(availability?.functions.map(({ name }) => name)).toEqual(functions);
  });

  it.each(['name', 'jobs.*.needs', 'jobs.*.steps[*].uses', 'jobs.*.steps[*].shell', 'on.push.branches', 'nowhere'])(
    'is nothing in %s',
    (position) => {
      expect(availabilityAt(position)).toBeUndefined();
    },
  );
});
