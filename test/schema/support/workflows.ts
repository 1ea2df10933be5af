import { checkWorkflow } from '../../../src/schema/check-workflow';

export const job = { 'runs-on': 'ubuntu-latest', steps: [{ run: 'make' }] };
export const withJob = (build: object) => ({ on: 'push', jobs: { build } });
export const withSteps = (...steps: object[]) => withJob({ ...job, steps });
export const withEvents = (on: unknown) => ({ on, jobs: { build: job } });
export const called = './.github/workflows/called.yml';

export const messagesOf = (workflow: unknown) =>
  checkWorkflow(workflow).map(({ where, message }) => `${where}: ${message}`);
