import { definedEnv } from '../../../src/checks/rules/defined-env';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneJob, step } from '../support/describe-check';

const reading = (name: string, ...before: ReturnType<typeof step>[]) =>
  oneJob(
    {
      env: { IN_JOB: 'b' },
      steps: [...before, step('use', { env: { IN_STEP: 'c', A: `\${{ env.${name} }}` } })],
    },
    { workflow: { env: { IN_WORKFLOW: 'a' } } },
  );
const credentials = step('aws', { uses: actionReference('aws-actions/configure-aws-credentials').uses });

describeCheck(definedEnv, {
  passes: {
    'a name of the workflow': reading('IN_WORKFLOW'),
    'a name of the job': reading('IN_JOB'),
    'a name of the step': reading('IN_STEP'),
    'a name that an action leaves behind': reading('AWS_REGION', credentials),
    'a name that an unknown action may leave behind': reading('X', step('a', { uses: 'a/b@v1' })),
    'a name that a command defines': reading('X', step('a', { run: 'echo X=1 >> "$GITHUB_ENV"' })),
    'a name that a script may define': reading('X', step('a', { run: 'bash scripts/prepare.sh' })),
    'a name that an unknown script beside ours may define': reading(
      'X',
      step('a', { run: 'bash .github/stagegate/mine.sh' }),
    ),
    'a name that a script of ours defines': reading(
      'KUBECONFIG',
      step('a', { run: 'bash .github/stagegate/write-kubeconfig.sh' }),
    ),
  },
  fails: {
    'a name that is defined nowhere, told once': [
      reading('ECR_REGISTRY }}${{ env.ECR_REGISTRY'),
      'sample/work: job "work" reads env.ECR_REGISTRY in env.A of step "use", which is defined nowhere; names are IN_WORKFLOW, IN_JOB, IN_STEP and A',
    ],
    'a misspelt name': [
      reading('IN_JBO'),
      'sample/work: job "work" reads env.IN_JBO in env.A of step "use", which is defined nowhere; did you mean "IN_JOB"?',
    ],
    'a name of an action that another action does not leave behind': [
      reading('GOOGLE_PROJECT', credentials),
      'sample/work: job "work" reads env.GOOGLE_PROJECT in env.A of step "use", which is defined nowhere; names are IN_WORKFLOW, IN_JOB, IN_STEP and A',
    ],
    'a script of ours that defines nothing': [
      reading('TOKEN_FILE', step('a', { run: 'bash .github/stagegate/smoke-test.sh' })),
      'sample/work: job "work" reads env.TOKEN_FILE in env.A of step "use", which is defined nowhere; names are IN_WORKFLOW, IN_JOB, IN_STEP and A',
    ],
  },
});
