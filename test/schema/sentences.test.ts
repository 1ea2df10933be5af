import { describe, expect, it } from 'vitest';
import { called, job, messagesOf, withEvents, withJob, withSteps } from './support/workflows';

/*
 * Guarded here: every mistake gives exactly one sentence, which says what was given, what is allowed and, where a name
 * is nearly right, which was meant. The last text is the whole of what the user reads about the workflow's structure.
 */

describe('one precise sentence for', () => {
  it.each<[string, unknown, string]>([
    ['a misspelt key', withJob({ ...job, need: ['lint'] }), 'jobs.build: unknown key `need`; did you mean `needs`?'],
    [
      'text instead of a number',
      withJob({ ...job, 'timeout-minutes': 'ten' }),
      'jobs.build.timeout-minutes: `timeout-minutes` must be a number or a `${{ }}` expression, got the string "ten"',
    ],
    [
      'a number in quotes',
      withJob({ ...job, 'timeout-minutes': '10' }),
      'jobs.build.timeout-minutes: `timeout-minutes` must be a number or a `${{ }}` expression, got the string "10"',
    ],
    [
      'a misspelt key that is required',
      withJob({ 'run-on': 'ubuntu-latest', steps: job.steps }),
      'jobs.build: `runs-on` is missing, but there is `run-on`; did you mean `runs-on`?',
    ],
    [
      'a misspelt key that decides what a step is',
      withSteps({ rum: 'make', name: 'Make' }),
      'jobs.build.steps[0]: one of `run` or `uses` is missing, but there is `rum`; did you mean `run`?',
    ],
    [
      'a level that is no text',
      { ...withJob(job), permissions: { contents: ['read'] } },
      'permissions.contents: `contents` must be "read", "write" or "none", got a list',
    ],
    ['a job without a runner', withJob({ steps: job.steps }), 'jobs.build: `runs-on` is missing'],
    [
      'a step that runs and uses',
      withSteps({ run: 'make', uses: 'actions/checkout@v4' }),
      'jobs.build.steps[0]: `run` and `uses` cannot stand together; keep one',
    ],
    [
      'a step that does nothing',
      withSteps({ name: 'Build' }),
      'jobs.build.steps[0]: one of `run` or `uses` is missing',
    ],
    [
      'inputs of a step that uses nothing',
      withSteps({ run: 'make', with: { a: 'b' } }),
      'jobs.build.steps[0]: `with` needs `uses`, but this has `run`; remove one',
    ],
    [
      'steps beside a reusable workflow',
      withJob({ uses: called, steps: job.steps }),
      'jobs.build: `steps` needs `runs-on`, but this has `uses`; remove one',
    ],
    [
      'a runner beside a reusable workflow',
      withJob({ ...job, uses: called }),
      'jobs.build: `runs-on` and `uses` cannot stand together; keep one',
    ],
    [
      'an unknown permission',
      { ...withJob(job), permissions: { content: 'read' } },
      'permissions: unknown key `content`; did you mean `contents`?',
    ],
    [
      'an unknown permission level',
      { ...withJob(job), permissions: { contents: 'reed' } },
      'permissions.contents: "reed" is not allowed for `contents`; did you mean "read"?',
    ],
    [
      'a level that a permission does not have',
      { ...withJob(job), permissions: { 'id-token': 'read' } },
      'permissions.id-token: "read" is not allowed for `id-token`; allowed: "write", "none"',
    ],
    [
      'permissions as a list',
      { ...withJob(job), permissions: ['contents'] },
      'permissions: `permissions` must be "read-all", "write-all" or a map, got a list',
    ],
    [
      'an unknown event with settings',
      withEvents({ pull_requests: null }),
      'on: unknown key `pull_requests`; did you mean `pull_request`?',
    ],
    [
      'an unknown event in a list',
      withEvents(['push', 'pull-request']),
      'on[1]: "pull-request" is not allowed for item 1; did you mean "pull_request"?',
    ],
    [
      'a filter and its opposite',
      withEvents({ push: { branches: ['main'], 'branches-ignore': ['dev'] } }),
      'on.push: `branches` and `branches-ignore` cannot stand together; keep one',
    ],
    [
      'settings of an event that are no map',
      withEvents({ push: 5 }),
      'on.push: `push` must be empty or a map, got the number 5',
    ],
    [
      'a job id with a dot',
      { on: 'push', jobs: { 'build.app': job } },
      "jobs: the key \"build.app\" must start with a letter or '_', have only letters, digits, '-' and '_', be shorter than 100 characters and not start with '__'",
    ],
    [
      'an environment as a list',
      withJob({ ...job, env: ['A=1'] }),
      'jobs.build.env: `env` must be a map or a `${{ }}` expression, got a list',
    ],
    [
      'a condition of the whole workflow',
      { ...withJob(job), if: 'always()' },
      'workflow: unknown key `if`; it belongs to `jobs.*`, `jobs.*.steps[*]` or `jobs.*.snapshot`',
    ],
    [
      'a key that belongs nowhere',
      withJob({ ...job, strategy: { parallelism: 2 } }),
      'jobs.build.strategy: unknown key `parallelism`; known keys: `fail-fast`, `max-parallel`, `matrix`',
    ],
    [
      'a service without an image',
      withJob({ ...job, services: { db: { ports: ['5432:5432'] } } }),
      'jobs.build.services.db: `image` is missing',
    ],
    [
      'a context that does not exist there',
      withJob({ ...job, 'runs-on': '${{ env.RUNNER }}' }),
      "jobs.build.runs-on: in the expression `env.RUNNER`: Unrecognized named-value: 'env'; available here: github, inputs, vars, needs, strategy, matrix",
    ],
    [
      'a misspelt context',
      withSteps({ run: 'make', env: { A: '${{ secret.A }}' } }),
      "jobs.build.steps[0].env.A: in the expression `secret.A`: Unrecognized named-value: 'secret'; did you mean `secrets`?",
    ],
    [
      'a function that does not exist there',
      withJob({ ...job, if: "hashFiles('a') != ''" }),
      "jobs.build.if: in the expression `hashFiles('a') != ''`: Unrecognized function: 'hashFiles'; available here: always(), failure(), cancelled(), success(), contains(), startsWith(), endsWith(), format(), join(), toJSON(), fromJSON(), case()",
    ],
    [
      'a condition that is no expression',
      withJob({ ...job, if: 'github.ref = 1' }),
      "jobs.build.if: in the expression `github.ref = 1`: Unexpected symbol: '='. Located at position 12",
    ],
    [
      'an expression that is not closed',
      withJob({ ...job, 'timeout-minutes': '${{ inputs.minutes }' }),
      'jobs.build.timeout-minutes: the expression is not closed: `${{` has no `}}`, got "${{ inputs.minutes }"',
    ],
    [
      'an empty expression',
      withSteps({ run: 'echo ${{ }}' }),
      'jobs.build.steps[0].run: the expression is empty, got "echo ${{ }}"',
    ],
    [
      'an expression where GitHub evaluates none',
      withSteps({ run: 'make', id: '${{ github.job }}' }),
      'jobs.build.steps[0].id: GitHub evaluates no expression in `id`, got "${{ github.job }}"',
    ],
    [
      'an action without a version',
      withSteps({ uses: 'actions/checkout' }),
      'jobs.build.steps[0].uses: `uses` must be `OWNER/REPO[/PATH]@REF`, `./PATH` or `docker://IMAGE`, got "actions/checkout"',
    ],
    [
      'a reusable workflow in the wrong folder',
      withJob({ uses: './workflows/called.yml' }),
      'jobs.build.uses: `uses` must be `./.github/workflows/FILE.yml` or `OWNER/REPO/.github/workflows/FILE.yml@REF`, got "./workflows/called.yml"',
    ],
    [
      'a matrix without values',
      withJob({ ...job, strategy: { matrix: { os: [] } } }),
      'jobs.build.strategy.matrix.os: `os` must not be empty',
    ],
    ['a workflow without jobs', { on: 'push', jobs: {} }, 'jobs: `jobs` must not be empty'],
    ['a name that is empty', withJob({ ...job, env: { '': 'a' } }), 'jobs.build.env: the key "" must not be empty'],
    [
      'a choice without options',
      withEvents({ workflow_dispatch: { inputs: { to: { type: 'choice' } } } }),
      'on.workflow_dispatch.inputs.to: `options` is missing',
    ],
    [
      'a default of the wrong type',
      withEvents({ workflow_dispatch: { inputs: { dry: { type: 'boolean', default: 'true' } } } }),
      'on.workflow_dispatch.inputs.dry.default: `default` must be `true` or `false`, got the string "true"',
    ],
    ['no workflow at all', null, 'workflow: the workflow must be a map, got nothing'],
  ])('%s', (_mistake, workflow, message) => {
    expect(messagesOf(workflow)).toEqual([message]);
  });
});
