import { keylessPullRequests } from '../../../src/checks/rules/keyless-pull-requests';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneStep } from '../support/describe-check';

const on = { pull_request: {} };
const login = (condition?: string, ofJob?: string) => ({
  ...oneStep(
    { uses: actionReference('docker/login-action').uses, ...(condition ? { if: condition } : {}) },
    { if: ofJob },
  ),
  on,
});
const push = (value: string | boolean) => ({
  ...oneStep({ uses: actionReference('docker/build-push-action').uses, with: { push: value } }),
  on,
});

describeCheck(keylessPullRequests, {
  passes: {
    'a step that only releases run': login("${{ env.PUBLISH == 'true' }}"),
    'a job that only releases run': login(undefined, "github.ref == 'refs/heads/main'"),
    'a build that does not push': push(false),
    'no pull requests': { ...login(), on: { push: {} } },
  },
  fails: {
    'a login on every event': [
      login(),
      'sample/work: step "it" of job "work" signs in on every event, pull requests too; allowed is the condition of the release',
    ],
    'a push on every event': [
      push(true),
      'sample/work: step "it" of job "work" pushes an image on every event, pull requests too; allowed is the condition of the release',
    ],
  },
});
