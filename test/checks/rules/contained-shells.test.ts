import { containedShells } from '../../../src/checks/rules/contained-shells';
import { describeCheck, oneJob, step } from '../support/describe-check';

const workflow = { defaults: { run: { shell: 'bash' } } };
const within = (image: string, job: object = {}, run: object = { run: 'npm test' }) =>
  oneJob({ container: { image }, steps: [step('test', run)], ...job }, { workflow });

describeCheck(containedShells, {
  passes: {
    'a job on the runner': oneJob({}, { workflow }),
    'an image that has bash': within('node:22-bookworm'),
    'a name that only sounds like it': within('acme/subalpine:1'),
    'commands in sh': within('node:22-alpine', { defaults: { run: { shell: 'sh' } } }),
    'a step in sh': within('alpine:3.22', {}, { run: 'true', shell: 'sh' }),
    'actions alone': within('alpine:3.22', {}, { uses: 'actions/checkout@v5' }),
  },
  fails: {
    'a command in the shell of the workflow': [
      within('node:22-alpine'),
      'sample/work: step "test" of job "work" runs in bash, which node:22-alpine has not by itself: images on Alpine bring sh alone',
    ],
    'a script of ours, whatever the job runs in': [
      within(
        'alpine:3.22',
        { defaults: { run: { shell: 'sh' } } },
        { run: 'bash .github/stagegate/check-settings.sh', shell: 'bash' },
      ),
      'sample/work: step "test" of job "work" runs in bash, which alpine:3.22 has not by itself: images on Alpine bring sh alone',
    ],
    'a container in the short form': [
      oneJob({ container: 'alpine:3.22', steps: [step('test')] } as object, { workflow }),
      'sample/work: step "test" of job "work" runs in bash, which alpine:3.22 has not by itself: images on Alpine bring sh alone',
    ],
  },
});
