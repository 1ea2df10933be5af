import { validNeeds } from '../../../src/checks/rules/valid-needs';
import { describeCheck } from '../support/describe-check';

describeCheck(validNeeds, {
  passes: { 'a line of jobs': { jobs: { build: {}, test: { needs: ['build'] } } } },
  fails: {
    'an unknown job': [
      { jobs: { build: {}, test: { needs: ['biuld'] } } },
      'sample/test: jobs.test.needs: `needs` names the job "biuld", which does not exist; did you mean "build"?',
    ],
    'a circle': [
      { jobs: { build: { needs: ['test'] }, test: { needs: ['build'] } } },
      'sample/build: jobs.build.needs: `needs` goes in a circle, so that none of these jobs can start: build → test → build',
    ],
  },
});
