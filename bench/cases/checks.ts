import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../child';
import { EXAMPLE, exampleModel, modelOfJobs, WORKFLOW } from './programs';

const ROUNDS = 20;
const CHART = join(EXAMPLE, 'charts/payment-api');
const OPTIONS = { policies: [], today: '2026-11-24' };

/** What synthesis asks about a model before anything is written. */
export const checkCases = {
  'check the schema, first': () => {
    const workflow = require(WORKFLOW);
    const { validateWorkflow } = validatorModule();
    return { run: () => void validateWorkflow(workflow) };
  },
  'check the schema, later': () => {
    const workflow = require(WORKFLOW);
    const { validateWorkflow } = validatorModule();
    return repeated(() => validateWorkflow(workflow));
  },
  'check schema and expressions, first': () => {
    const workflow = require(WORKFLOW);
    const { inspectWorkflow } = schemaModule();
    return { run: () => void inspectWorkflow(workflow) };
  },
  'check schema and expressions, later': () => {
    const workflow = require(WORKFLOW);
    const { inspectWorkflow } = schemaModule();
    return repeated(() => inspectWorkflow(workflow));
  },
  /** What the libraries alone cost, whatever is done around them. */
  'read values with yaml alone, first': () => {
    const text = readFileSync(join(CHART, 'values.yaml'), 'utf8');
    return { run: () => void (require('../../generated/yaml.cjs') as typeof import('yaml')).parse(text) };
  },
  'check values with ajv alone, first': () => {
    const { $schema, ...schema } = JSON.parse(readFileSync(join(CHART, 'values.schema.json'), 'utf8'));
    return {
      run: () => {
        const { 'draft-07': Ajv } = require('../../generated/ajv.cjs') as { 'draft-07': typeof import('ajv').Ajv };
        new Ajv({ allErrors: true, strict: false, validateSchema: false, meta: false }).compile(schema)({});
      },
    };
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

const validatorModule = () =>
  require('../../src/schema/workflow-validator') as typeof import('../../src/schema/workflow-validator');
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
