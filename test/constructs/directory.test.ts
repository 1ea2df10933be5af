import { expect, test } from 'vitest';
import {
  BuildStage,
  ContainerRegistry,
  IntegrationStage,
  NodePackageManager,
  ParallelValidate,
  Pipeline,
  Toolchain,
} from '../../src';
import { synthesize } from '../../src/synth/synthesize';
import { emptyProject } from '../support/payment-api';
import { smallTree } from '../support/small-tree';
import { jobOf } from '../support/synthesize';

/** Code in a folder of the repository: what is installed, run and kept there, and what stays at the root. */
function jobsOf(toolchain: Toolchain) {
  const pipeline = new Pipeline(emptyProject(), 'payments', { toolchain });
  new BuildStage(pipeline, 'build', { registry: ContainerRegistry.ghcr(), repository: 'acme/payments' });
  new ParallelValidate(pipeline, 'validate');
  new IntegrationStage(pipeline, 'integration');
  const { model } = synthesize({ ...pipeline._synthesisInput, today: '2026-11-24' });
  return model.workflow.jobs;
}
const step = (job: { readonly steps: readonly { readonly id: string }[] }, id: string) =>
  job.steps.find((one) => one.id === id);

const jobs = jobsOf(Toolchain.node({ version: '22', directory: 'services/payments' }));

test('commands run in the folder, with the lockfile that lies there', () => {
  expect(jobs['unit-test'].defaults).toEqual({ run: { 'working-directory': 'services/payments' } });
  expect(step(jobs['unit-test'], 'toolchain')).toMatchObject({
    with: { cache: 'npm', 'cache-dependency-path': 'services/payments/package-lock.json' },
  });
  expect(step(jobs['unit-test'], 'install')).toMatchObject({
    run: 'npm ci',
    'working-directory': 'services/payments',
  });
});

test('actions, which know no working directory, are given paths from the root', () => {
  const inPython = jobsOf(Toolchain.python({ version: '3.13', directory: 'services/payments' }));
  expect(step(inPython['unit-test'], 'report')).toMatchObject({ with: { path: 'services/payments/junit.xml' } });
  expect(step(jobs['integration-test'], 'report')).toMatchObject({
    with: { path: 'services/payments/performance.json' },
  });
});

test('scripts of stagegate run at the root and are told where files lie', () => {
  expect(step(jobs['integration-test'], 'baseline')).toMatchObject({
    'working-directory': '.',
    env: { BASELINE: 'services/payments/performance-baseline.json', RESULT: 'services/payments/performance.json' },
  });
});

test('installed dependencies are kept by the lockfile of the folder', () => {
  const toolchain = Toolchain.node({
    version: '22',
    packageManager: NodePackageManager.YARN,
    directory: 'services/payments',
    skipInstallOnHit: true,
  });
  expect(step(jobsOf(toolchain).lint, 'dependencies')).toMatchObject({
    with: {
      path: 'services/payments/node_modules',
      key: "installed-${{ runner.os }}-${{ runner.arch }}-node-22-${{ hashFiles('services/payments/yarn.lock') }}",
    },
  });
});

test('a toolchain of the root installs there, wherever the commands of the job run', () => {
  const { pipeline } = smallTree({ validate: { unitTest: { workingDirectory: 'services/api' } } });
  const job = jobOf(pipeline, 'unit-test');
  expect(job.defaults).toEqual({ run: { 'working-directory': 'services/api' } });
  expect(step(job, 'install')).toMatchObject({ run: 'npm ci', 'working-directory': '.' });
  expect(step(job, 'test')).not.toHaveProperty('working-directory');
});

test('a toolchain of a folder installs there, wherever the commands of the job run', () => {
  const toolchain = Toolchain.node({ version: '22', directory: 'services' });
  const { pipeline } = smallTree({ validate: { toolchain, unitTest: { workingDirectory: 'services/api' } } });
  expect(step(jobOf(pipeline, 'unit-test'), 'install')).toMatchObject({ 'working-directory': 'services' });
});
