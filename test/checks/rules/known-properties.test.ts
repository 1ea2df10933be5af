import { expect, test } from 'vitest';
import { knownProperties } from '../../../src/checks/rules/known-properties';
import { describeCheck, findingsFor, step } from '../support/describe-check';

/** A job behind another, with one expression in a step's `env` and some keys of its own. */
const reading = (source: string, job: object = {}, on: object = { push: {} }) => ({
  on,
  jobs: {
    build: {},
    work: { needs: ['build'], steps: [step('a'), step('b', { env: { X: `\${{ ${source} }}` } })], ...job },
  },
});
const matrix = { strategy: { matrix: { node: ['22'], include: [{ os: 'linux' }] } } };
const WHERE = 'in env.X of step "b"';

describeCheck(knownProperties, {
  passes: {
    'properties that GitHub documents': reading("format('{0}{1}{2}', github.ref_name, github.EVENT.x.y, runner.temp)"),
    'a property that only the run knows': reading("github[format('re{0}', 'f')]"),
    'results and outcomes': reading("needs.build.result == 'success' && steps.a.outcome == 'failure'"),
    'all results at once': reading("contains(needs.*.result, 'failure')"),
    'dimensions, also of added legs': reading('matrix.node == matrix.os', matrix),
    'a matrix that only the run knows': reading('matrix.x', { strategy: { matrix: "${{ fromJSON('{}') }}" } }),
    'an input that is declared': reading('inputs.Size', {}, { workflow_dispatch: { inputs: { size: {} } } }),
  },
  fails: {
    'a misspelt property': [
      reading('github.ref_nam'),
      `sample/work: job "work" reads github.ref_nam ${WHERE}, which does not exist; did you mean "ref_name"?`,
    ],
    'a misspelt result': [
      reading('needs.build.results'),
      `sample/work: job "work" reads needs.build.results ${WHERE}, which does not exist; did you mean "result"?`,
    ],
    'a property of another context': [
      reading('steps.a.result'),
      `sample/work: job "work" reads steps.a.result ${WHERE}, which does not exist; allowed are outputs, outcome and conclusion`,
    ],
    'a result that no job has': [
      reading("needs.build.result == 'sucess'"),
      `sample/work: job "work" compares needs.build.result with 'sucess' ${WHERE}, which no job ends with; did you mean "success"?`,
    ],
    'a dimension of no matrix': [
      reading('matrix.node'),
      `sample/work: job "work" reads matrix.node ${WHERE}, which does not exist; there are no dimensions`,
    ],
    'a misspelt dimension': [
      reading('matrix.nod', matrix),
      `sample/work: job "work" reads matrix.nod ${WHERE}, which does not exist; did you mean "node"?`,
    ],
    'an input that nobody declares': [
      reading('inputs.size'),
      `sample/work: job "work" reads inputs.size ${WHERE}, which does not exist; there are no inputs`,
    ],
  },
});

test('what resembles nothing known may be newer than we are: a warning', () => {
  const severities = (source: string) => findingsFor(knownProperties, reading(source)).map(({ severity }) => severity);
  expect(severities('github.quantum_state')).toEqual(['warning']);
  expect(severities('github.ref_nam')).toEqual(['error']);
});
