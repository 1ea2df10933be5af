import { distinctArtifacts } from '../../../src/checks/rules/distinct-artifacts';
import { describeCheck, step } from '../support/describe-check';

const upload = (name?: string, keys: object = {}, inputs: object = {}) =>
  step('keep', {
    uses: 'actions/upload-artifact@v7',
    with: { ...(name ? { name } : {}), path: 'x', ...inputs },
    ...keys,
  });
const strategy = { matrix: { os: ['a', 'b', 'c'] } };
const inMatrix = (...steps: object[]) => ({ jobs: { work: { strategy, steps: steps as never[] } } });
const inTwoJobs = (one: object, other: object, runsWhen: string | null = null) => ({
  jobs: { one: { steps: [one as never] }, other: { steps: [other as never], model: { runsWhen } } },
});
const onPush = "github.event_name == 'push'";

describeCheck(distinctArtifacts, {
  passes: {
    'a name for each leg': inMatrix(upload('report-${{ strategy.job-index }}')),
    'a name that only a leg knows': inMatrix(upload('report-${{ steps.it.outputs.name }}')),
    'an upload of one leg': inMatrix(upload('report', { if: "matrix.os == 'a'" })),
    'an upload that replaces the one before': inMatrix(upload('report', {}, { overwrite: true })),
    'a file that keeps its own name': inMatrix(upload('report', {}, { archive: false })),
    'a matrix of one leg': { jobs: { work: { strategy: { matrix: { os: ['a'] } }, steps: [upload('report')] } } },
    'two names': inTwoJobs(upload('one'), upload('other')),
    'two steps that may exclude each other': inTwoJobs(
      upload('report', { if: "github.event_name == 'pull_request'" }),
      upload('report'),
      onPush,
    ),
  },
  fails: {
    'one name in every leg': [
      inMatrix(upload('report', { if: '!cancelled()' })),
      'sample/work: step "keep" of job "work" keeps an artifact "report" in each of 3 legs',
    ],
    'one name in every leg, of the run': [
      inMatrix(upload('report-${{ github.run_attempt }}')),
      'sample/work: step "keep" of job "work" keeps an artifact "report-${{ github.run_attempt }}" in each of 3 legs',
    ],
    'one name in two jobs': [
      inTwoJobs(upload('report'), upload('report'), onPush),
      'sample/other: step "keep" of job "other" keeps an artifact "report", as step "keep" of job "one" does',
    ],
    "the action's own name in two steps of a job": [
      { jobs: { work: { steps: [upload(), { ...upload(), id: 'again' }] } } },
      'sample/work: step "again" of job "work" keeps an artifact "artifact", as step "keep" of job "work" does',
    ],
  },
});
