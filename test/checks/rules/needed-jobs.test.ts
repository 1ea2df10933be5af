import { neededJobs } from '../../../src/checks/rules/needed-jobs';
import { describeCheck, step } from '../support/describe-check';

const reading = (text: string, needs?: string[]) => ({
  jobs: {
    build: { outputs: { digest: 'x' } },
    lint: {},
    deploy: { ...(needs ? { needs } : {}), steps: [step('go', { env: { DIGEST: text } })] },
  },
});

describeCheck(neededJobs, {
  passes: {
    'a job that is needed': reading('${{ needs.build.outputs.digest }}', ['build']),
    'all of them at once': reading('${{ toJSON(needs) }}', ['build']),
    'a misspelt need, which is a finding of its own': reading('${{ needs.build.outputs.digest }}', ['biuld']),
  },
  fails: {
    'a job that is not needed, told once': [
      reading('${{ needs.build.outputs.digest }} ${{ needs.build.result }}'),
      'sample/deploy: job "deploy" reads needs.build in env.DIGEST of step "go", but needs no job',
    ],
    'a job that another need leads to': [
      reading('${{ needs.build.result }}', ['lint']),
      'sample/deploy: job "deploy" reads needs.build in env.DIGEST of step "go", but only needs lint',
    ],
    'a job that does not exist': [
      reading('${{ needs.biuld.result }}', ['build']),
      'sample/deploy: job "deploy" reads needs.biuld in env.DIGEST of step "go", but there is no such job; did you mean "build"?',
    ],
  },
});
