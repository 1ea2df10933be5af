import type { Case } from '../child';
import { exampleModel, modelOfJobs, WORKFLOW } from './programs';

const ROUNDS = 20;
const OPTIONS = { policies: [], today: '2026-11-24' };

/** What synthesis asks about a model before anything is written. */
export const checkCases = {
  'check the schema, first': () => {
    const workflow = require(WORKFLOW);
    const { inspectWorkflow } = schemaModule();
    return { run: () => void inspectWorkflow(workflow) };
  },
  'check the schema, later': () => {
    const workflow = require(WORKFLOW);
    const { inspectWorkflow } = schemaModule();
    return repeated(() => inspectWorkflow(workflow));
  },
  'run all checks on the example, first': () => {
    const model = exampleModel();
    const { runChecks } = checksModule();
    return { run: () => void runChecks(model, OPTIONS) };
  },
  'run all checks on the example, later': () => {
    const model = exampleModel();
    const { runChecks } = checksModule();
    return repeated(() => runChecks(model, OPTIONS));
  },
  'run all checks on jobs': (count) => {
    const model = modelOfJobs(count);
    const { runChecks } = checksModule();
    return { run: () => void runChecks(model, OPTIONS) };
  },
  'prove the example, first': () => {
    const model = exampleModel();
    const { prove } = proofModule();
    return { run: () => void prove(model) };
  },
  'prove the example, later': () => {
    const model = exampleModel();
    const { prove } = proofModule();
    return repeated(() => prove(model));
  },
  'prove jobs': (count) => {
    const model = modelOfJobs(count);
    const { prove } = proofModule();
    return { run: () => void prove(model) };
  },
} satisfies Record<string, Case>;

const schemaModule = () =>
  require('../../src/schema/check-workflow') as typeof import('../../src/schema/check-workflow');
const checksModule = () => require('../../src/checks/run-checks') as typeof import('../../src/checks/run-checks');
const proofModule = () => require('../../src/simulate/prove') as typeof import('../../src/simulate/prove');

/** After as many rounds of warming up. */
function repeated(once: () => void) {
  const run = () => {
    for (let round = 0; round < ROUNDS; round += 1) once();
  };
  run();
  return { run, times: ROUNDS };
}
