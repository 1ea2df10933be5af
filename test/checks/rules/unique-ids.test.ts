import { uniqueIds } from '../../../src/checks/rules/unique-ids';
import { describeCheck, oneJob, step } from '../support/describe-check';

describeCheck(uniqueIds, {
  passes: { 'different ids': { jobs: { a: {}, b: {} } } },
  fails: {
    'two jobs that differ by case': [
      { jobs: { Build: {}, build: {} } },
      'sample: jobs: `Build` and `build` are the same key to GitHub, which ignores case; rename one',
    ],
    'two steps that differ by case': [
      oneJob({ steps: [step('Scan'), step('scan')] }),
      'sample/work: jobs.work.steps[1].id: step id "scan" is already taken by jobs.work.steps[0]; GitHub ignores case in ids',
    ],
  },
});
