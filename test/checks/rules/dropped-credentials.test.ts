import { droppedCredentials } from '../../../src/checks/rules/dropped-credentials';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneJob, step } from '../support/describe-check';

const checkout = (inputs: Record<string, string | boolean>, ...after: ReturnType<typeof step>[]) =>
  oneJob({ steps: [step('checkout', { uses: actionReference('actions/checkout').uses, with: inputs }), ...after] });

describeCheck(droppedCredentials, {
  passes: {
    'a token that is dropped': checkout({ 'persist-credentials': false }),
    'a job that pushes': checkout({}, step('push', { run: 'git -q push origin main' })),
  },
  fails: {
    'a token that is kept': [
      checkout({ path: 'a' }, step('say', { run: 'echo git push' })),
      'sample/work: step "checkout" of job "work" keeps its token for later steps, none of which pushes; allowed is persist-credentials: false',
    ],
  },
});
