import { describe, expect, test } from 'vitest';
import {
  ConcurrencyQueue,
  Condition,
  Duration,
  Expression,
  type JobSettings,
  PermissionLevel,
  PermissionScope,
  Runner,
  ServiceContainer,
  Step,
} from '../../src';
import type { WorkflowJob } from '../../src/model/workflow';
import { renderWorkflow } from '../../src/render/workflow';
import { actionlint, githubParser } from '../support/judges';
import { type SmallTree, smallTree } from '../support/small-tree';
import { lowered, synthesized, told } from '../support/synthesize';

/*
 * Every setting that GitHub has for a job can be given to every job, whichever construct makes it.
 */

const JOBS: { readonly [job: string]: (options: JobSettings) => SmallTree } = {
  build: (build) => ({ build }),
  'build-compile': (job) => ({ build: { compile: { command: 'make', files: ['out'], ...job } } }),
  'unit-test': (unitTest) => ({ validate: { unitTest } }),
  lint: (lint) => ({ validate: { lint } }),
  'security-scan': (securityScan) => ({ validate: { securityScan } }),
  'integration-test': (integration) => ({ integration }),
  'deploy-production': (deploy) => ({ deploy }),
  extra: (job) => ({ job: { steps: [Step.run('work', 'make')], ...job } }),
};

const idsOf = (job: WorkflowJob) => job.steps.map(({ id }) => id);

const SETTINGS: { readonly [setting: string]: [JobSettings, (job: WorkflowJob) => void] } = {
  title: [{ title: 'Über: alles' }, (job) => expect(job.name).toBe('Über: alles')],
  runner: [
    { runner: Runner.group('large', 'gpu') },
    (job) => expect(job['runs-on']).toEqual({ group: 'large', labels: ['gpu'] }),
  ],
  timeout: [{ timeout: Duration.minutes(77) }, (job) => expect(job['timeout-minutes']).toBe(77)],
  permissions: [
    {
      permissions: [
        { scope: PermissionScope.CHECKS, level: PermissionLevel.WRITE, reason: 'annotate' },
        { scope: PermissionScope.CHECKS, level: PermissionLevel.READ, reason: 'look' },
      ],
    },
    (job) => expect(job.permissions.checks).toBe('write'),
  ],
  env: [{ env: { Mixed_Case: '${{ vars.X }}' } }, (job) => expect(job.env?.Mixed_Case).toBe('${{ vars.X }}')],
  condition: [
    { condition: Condition.expression("vars.ON == 'yes'") },
    (job) => expect(job.if).toMatch(/\(vars\.ON == 'yes'\) }}$/),
  ],
  container: [
    {
      container: {
        image: 'node:22',
        env: { A: 'b' },
        ports: ['80:80'],
        volumes: ['/a:/b'],
        options: '--cpus 1',
        username: Expression.variable('U'),
        password: Expression.secret('P'),
      },
    },
    (job) =>
      expect(job.container).toEqual({
        image: 'node:22',
        credentials: { username: '${{ vars.U }}', password: '${{ secrets.P }}' },
        env: { A: 'b' },
        ports: ['80:80'],
        volumes: ['/a:/b'],
        options: '--cpus 1',
      }),
  ],
  services: [
    { services: [ServiceContainer.redis()] },
    (job) => {
      expect(job.services?.redis.ports).toEqual(['6379:6379']);
      expect(job.env?.REDIS_URL).toBe('redis://localhost:6379');
    },
  ],
  matrix: [
    {
      matrix: {
        dimensions: { Os: ['a', 'b'] },
        include: [{ Os: 'c', extra: 1 }],
        exclude: [{ Os: 'b' }],
        failFast: false,
        maxParallel: 2,
      },
    },
    (job) =>
      expect(job.strategy).toEqual({
        'fail-fast': false,
        'max-parallel': 2,
        matrix: { Os: ['a', 'b'], include: [{ Os: 'c', extra: 1 }], exclude: [{ Os: 'b' }] },
      }),
  ],
  concurrency: [
    { concurrency: { group: 'One', queue: ConcurrencyQueue.MAX } },
    (job) => expect(job.concurrency).toEqual({ group: 'One', 'cancel-in-progress': false, queue: 'max' }),
  ],
  blocking: [{ blocking: false }, (job) => expect(job['continue-on-error']).toBe(true)],
  outputs: [
    { outputs: { imageTag: 'steps.checkout.outcome' } },
    (job) => expect(job.outputs?.imageTag).toBe('${{ steps.checkout.outcome }}'),
  ],
  'shell and working directory': [
    { shell: 'pwsh', workingDirectory: 'services/api' },
    (job) => {
      expect(job.defaults).toEqual({ run: { shell: 'pwsh', 'working-directory': 'services/api' } });
      for (const step of job.steps.filter(({ run }) => run?.startsWith('bash .github/stagegate/'))) {
        expect([step.id, step.shell, step['working-directory']]).toEqual([step.id, 'bash', '.']);
      }
    },
  ],
  'steps before and after': [
    { preSteps: [Step.run('first', 'true')], postSteps: [Step.run('last', 'true')] },
    (job) => {
      expect(idsOf(job).slice(0, 2)).toEqual(['checkout', 'first']);
      expect(idsOf(job).at(-1)).toBe('last');
    },
  ],
  caches: [
    { caches: [{ id: 'cached', paths: ['a', 'b'], key: "k-${{ hashFiles('x') }}", restoreKeys: ['k-'] }] },
    (job) => {
      expect(idsOf(job)[1]).toBe('cached');
      expect(job.steps[1].with).toEqual({ path: 'a\nb', key: "k-${{ hashFiles('x') }}", 'restore-keys': 'k-' });
    },
  ],
};

/** One image is built, once. */
const ONCE = ['build', 'build-compile'];

describe.each(Object.keys(JOBS))('%s', (id) => {
  test.each(Object.keys(SETTINGS).filter((setting) => setting !== 'matrix' || !ONCE.includes(id)))(
    'takes: %s',
    (setting) => {
      const [options, expectation] = SETTINGS[setting];
      const { pipeline } = smallTree(JOBS[id](options));
      const { model, problems } = lowered(pipeline);
      expect(problems).toEqual([]);
      expectation(model.workflow.jobs[id]);
      expect(githubParser(renderWorkflow(model))).toEqual([]);
    },
  );
});

test('tests in a container find services and image by their names', () => {
  const { pipeline } = smallTree({
    // Each has ports of its own there.
    integration: { container: { image: 'docker:28' }, services: [ServiceContainer.redis({ hostPort: 8080 })] },
  });
  const job = lowered(pipeline).model.workflow.jobs['integration-test'];
  expect(job.env).toEqual({ SERVICE_URL: 'http://candidate:8080', REDIS_URL: 'redis://redis:6379' });
  expect(job.steps.find(({ id }) => id === 'start')?.env).toEqual({
    NETWORK: '${{ job.container.network }}',
    PASS_ENV: 'REDIS_URL',
  });
});

test('jobs in a container hand the image on in the folder that their scripts know', () => {
  const container = { image: 'docker:28' };
  const { pipeline } = smallTree({ build: { container }, integration: { container } });
  const { jobs } = lowered(pipeline).model.workflow;
  const inputsOf = (job: string, step: string) => jobs[job].steps.find(({ id }) => id === step)?.with;
  expect(inputsOf('build', 'image')?.outputs).toBe(
    "${{ env.PUBLISH == 'true' && 'type=registry' || 'type=docker,dest=/__w/_temp/image.tar' }}",
  );
  expect(inputsOf('build', 'hand-on')?.path).toBe('/__w/_temp/image.tar');
  expect(inputsOf('integration-test', 'image')?.path).toBe('/__w/_temp');
  expect(inputsOf('security-scan', 'image')?.path).toBe('${{ runner.temp }}');
});

test('all settings together are a workflow that every judge takes', () => {
  const everything = Object.assign({}, ...Object.values(SETTINGS).map(([options]) => options)) as JobSettings;
  const { blocking, ...options } = everything;
  expect(blocking).toBe(false);
  const { model, problems } = lowered(smallTree({ ...JOBS.extra({ ...options }) }).pipeline);
  expect(problems).toEqual([]);
  expect(actionlint(renderWorkflow(model))).toEqual([
    // Younger than this judge.
    expect.stringContaining('unexpected key "queue"'),
  ]);
});

test('a setting that says nothing leaves the defaults', () => {
  const nothing = { budget: undefined, timeout: undefined, runner: undefined, title: undefined };
  const plain = lowered(smallTree().pipeline).model;
  const same = smallTree({
    build: nothing,
    validate: { unitTest: nothing, lint: nothing, securityScan: nothing },
    integration: nothing,
    deploy: nothing,
  });
  expect(lowered(same.pipeline).model).toEqual(plain);
});

test('a queue of one, which GitHub has anyway, is not written', () => {
  const concurrency = { group: 'One', queue: ConcurrencyQueue.SINGLE, cancelInProgress: true };
  const { model } = lowered(smallTree({ job: { concurrency } }).pipeline);
  expect(model.workflow.jobs.extra.concurrency).toEqual({ group: 'One', 'cancel-in-progress': true });
});

test('a queue that cancels is told', () => {
  const concurrency = { group: 'One', queue: ConcurrencyQueue.MAX, cancelInProgress: true };
  expect(told(synthesized(smallTree({ job: { concurrency } }).pipeline).findings)).toContain(
    'error legal-queues api/own/extra: group "One" of job "extra" has queue: max and cancel-in-progress: true; a queue cannot cancel',
  );
});

test('a cache in a job that holds an identity is told', () => {
  const { pipeline } = smallTree({
    deploy: { caches: [{ id: 'cached', paths: ['a'], key: 'k' }] },
  });
  expect(told(synthesized(pipeline).findings)).toContain(
    'warning safe-caches api/production: step "cached" of job "deploy-production" reads the cache "k" in a job that deploys; other jobs can write it',
  );
});
