import { describe, expect, it } from 'vitest';
import { checkWorkflow } from '../../src/schema/check-workflow';
import { called, job, messagesOf, withEvents, withJob, withSteps } from './support/workflows';

describe('one precise sentence for', () => {
  it.each<[string, unknown, string]>([
    [
      'a job that is not there',
      { on: 'push', jobs: { lint: job, build: { ...job, needs: ['link'] } } },
      'jobs.build.needs: `needs` names the job "link", which does not exist; did you mean "lint"?',
    ],
    [
      'a job that is nothing like any',
      { on: 'push', jobs: { lint: job, build: { ...job, needs: 'unit-test' } } },
      'jobs.build.needs: `needs` names the job "unit-test", which does not exist; jobs: "lint", "build"',
    ],
    [
      'jobs that wait for each other',
      {
        on: 'push',
        jobs: {
          deploy: { ...job, needs: 'scan' },
          build: { ...job, needs: 'lint' },
          lint: { ...job, needs: ['scan'] },
          scan: { ...job, needs: ['build'] },
        },
      },
      'jobs.scan.needs: `needs` goes in a circle, so that none of these jobs can start: scan → build → lint → scan',
    ],
    [
      'a job that waits for itself',
      { on: 'push', jobs: { build: { ...job, needs: ['build'] } } },
      'jobs.build.needs: `needs` goes in a circle, so that none of these jobs can start: build → build',
    ],
    [
      'two steps of one id',
      withSteps({ run: 'a', id: 'scan' }, { run: 'b' }, { run: 'c', id: 'Scan' }),
      'jobs.build.steps[2].id: step id "Scan" is already taken by jobs.build.steps[0]; GitHub ignores case in ids',
    ],
    [
      'two keys that differ by case only',
      withJob({ ...job, env: { TOKEN: 'a', Token: 'b' } }),
      'jobs.build.env: `TOKEN` and `Token` are the same key to GitHub, which ignores case; rename one',
    ],
    [
      'too many inputs',
      withEvents({
        workflow_dispatch: { inputs: Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`in${i}`, {}])) },
      }),
      'on.workflow_dispatch.inputs: `workflow_dispatch` has 26 inputs, GitHub allows 25',
    ],
  ])('parts that name each other: %s', (_mistake, workflow, message) => {
    expect(messagesOf(workflow)).toEqual([message]);
  });

  it('each of several mistakes', () => {
    const steps = [{ run: 'make', shel: 'bash' }, { uses: 'actions/checkout' }];
    expect(messagesOf(withJob({ needs: 'lint', steps, 'timeout-minutes': [] }))).toEqual([
      'jobs.build: `runs-on` is missing',
      'jobs.build.timeout-minutes: `timeout-minutes` must be a number or a `${{ }}` expression, got a list',
      'jobs.build.steps[0]: unknown key `shel`; did you mean `shell`?',
      'jobs.build.steps[1].uses: `uses` must be `OWNER/REPO[/PATH]@REF`, `./PATH` or `docker://IMAGE`, got "actions/checkout"',
      'jobs.build.needs: `needs` names the job "lint", which does not exist; jobs: "build"',
    ]);
  });
});

describe('a mistake', () => {
  it('points to its place', () => {
    const jobs = { build: { ...job, env: { 'a/b~c': { nested: true } } } };
    expect(checkWorkflow({ on: 'push', jobs })).toEqual([
      {
        pointer: '/jobs/build/env/a~1b~0c',
        where: 'jobs.build.env["a/b~c"]',
        message: '`a/b~c` must be a string, got a map',
        keyword: 'type',
      },
    ]);
  });

  it('tells an unknown key from a known key in the wrong place', () => {
    expect(checkWorkflow(withJob({ ...job, 'cache-mode': 'read' }))).toMatchObject([
      { pointer: '/jobs/build', keyword: 'additionalProperties', unknownKey: 'cache-mode' },
    ]);
    const [misplaced] = checkWorkflow(withSteps({ run: 'make', with: {} }));
    expect(misplaced).not.toHaveProperty('unknownKey');
  });
});

describe('nothing is said about', () => {
  it.each<[string, unknown]>([
    ['the smallest workflow', withJob(job)],
    ['a list of events', withEvents(['push', 'repository_dispatch', 'workflow_dispatch'])],
    ['a reusable workflow', withJob({ uses: called, with: { a: 1 }, secrets: 'inherit' })],
    ['a reusable workflow of another repository', withJob({ uses: 'acme/ci/.github/workflows/ci.yaml@v1' })],
    ['a whole map as an expression', withJob({ ...job, env: "${{ fromJSON('{}') }}" })],
    ['an expression as a number', withJob({ ...job, 'timeout-minutes': '${{ fromJSON(vars.MINUTES) }}' })],
    ['an escaped `${{`', { ...withJob(job), name: "${{ '${{' }}" }],
    ['`${{ insert }}` as a key', withJob({ ...job, env: { '${{ insert }}': '${{ matrix.env }}' } })],
    [
      'a condition with and without `${{ }}`',
      withSteps({ run: 'a', if: '${{ always() }}' }, { run: 'b', if: '!cancelled()' }),
    ],
    ['a condition that is a boolean', withSteps({ run: 'a', if: false })],
    ['scalars where GitHub makes strings of them', withSteps({ run: 'a', env: { A: 1, B: true, C: null } })],
    [
      'actions from here, from a container, from anywhere',
      withSteps({ uses: './a' }, { uses: 'docker://alpine:3' }, { uses: 'a/b/c@v1' }),
    ],
    [
      'keys of free maps, whatever they are',
      withJob({ ...job, env: { constructor: 'a', toString: 'b', on: 'c', '1e3': 'd' } }),
    ],
  ])('%s', (_what, workflow) => {
    expect(checkWorkflow(workflow)).toEqual([]);
  });
});
