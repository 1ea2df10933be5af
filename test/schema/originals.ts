/*
 * Workflows without a mistake, which together have nearly every key that a pipeline may meet.
 */

const EVENTS = {
  push: { branches: ['main'], paths: ['src/**'], tags: ['v*'] },
  pull_request: { types: ['opened'] },
  merge_group: null,
  schedule: [{ cron: '0 3 * * 1' }],
  workflow_dispatch: {
    inputs: { tag: { description: 'What', type: 'choice', options: ['a'], required: true, default: 'a' } },
  },
};

const BUILD = {
  name: 'Build',
  'runs-on': ['self-hosted', 'linux'],
  permissions: { contents: 'read', 'id-token': 'write' },
  'timeout-minutes': 10,
  'continue-on-error': false,
  env: { A: 'b' },
  outputs: { digest: '${{ steps.push.outputs.digest }}' },
  defaults: { run: { 'working-directory': 'app' } },
  services: {
    db: {
      image: 'postgres:16',
      ports: ['5432:5432'],
      env: { POSTGRES_DB: 'test' },
      options: '--health-cmd ready',
      credentials: { username: 'a', password: '${{ secrets.P }}' },
    },
  },
  steps: [
    { name: 'Checkout', uses: 'actions/checkout@v4', with: { 'fetch-depth': 0 } },
    { id: 'push', run: 'make push', shell: 'bash', env: { TAG: '${{ github.sha }}' }, 'continue-on-error': false },
  ],
};

const TEST = {
  needs: 'build',
  if: "${{ !cancelled() && needs.build.result == 'success' }}",
  strategy: {
    'fail-fast': false,
    'max-parallel': 2,
    matrix: { os: ['ubuntu-latest'], include: [{ os: 'x', extra: 'y' }] },
  },
  'runs-on': '${{ matrix.os }}',
  container: { image: 'node:22', options: '--cpus 1', volumes: ['/a:/a'] },
  steps: [{ if: 'always()', run: 'npm test', 'working-directory': 'app', 'timeout-minutes': 5 }],
};

const DEPLOY = {
  needs: ['build', 'test'],
  'runs-on': { group: 'deployers', labels: ['linux'] },
  environment: { name: 'production', url: '${{ steps.url.outputs.url }}' },
  concurrency: 'deploy',
  steps: [{ run: 'deploy' }],
};

const CALL = {
  uses: './.github/workflows/called.yml',
  with: { tag: 'a' },
  secrets: { TOKEN: '${{ secrets.TOKEN }}' },
  if: "github.ref == 'refs/heads/main'",
};

const STUB = { 'runs-on': 'ubuntu-latest', steps: [{ run: 'make' }] };

const FRAME = {
  name: 'pipeline',
  'run-name': 'Deploy ${{ inputs.tag }}',
  on: EVENTS,
  permissions: {},
  env: { CI: 'true' },
  concurrency: { group: '${{ github.ref }}', 'cancel-in-progress': true },
  defaults: { run: { shell: 'bash' } },
  jobs: { build: STUB },
};

const REUSABLE = {
  on: {
    workflow_call: {
      inputs: { tag: { type: 'string', required: true, default: 'a', description: 'd' } },
      secrets: { TOKEN: { required: true } },
      outputs: { digest: { description: 'd', value: '${{ jobs.build.outputs.digest }}' } },
    },
    workflow_run: { workflows: ['ci'], types: ['completed'] },
    repository_dispatch: { types: ['go'] },
  },
  jobs: { build: STUB },
};

/** Several small workflows instead of a large one: each of their thousands of mutants is parsed. */
export const ORIGINALS = [
  FRAME,
  REUSABLE,
  { on: 'push', jobs: { build: BUILD } },
  { on: 'push', jobs: { build: STUB, test: TEST } },
  { on: 'push', jobs: { build: STUB, test: STUB, deploy: DEPLOY } },
  { on: 'push', jobs: { call: CALL } },
];
