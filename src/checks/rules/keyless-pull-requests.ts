import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { mayRunOnPullRequests } from '../pull-requests';
import type { StepSubject } from '../step-subject';

const SIGN_IN = [
  'aws-actions/configure-aws-credentials',
  'aws-actions/amazon-ecr-login',
  'google-github-actions/auth',
  'azure/login',
  'docker/login-action',
];

export const keylessPullRequests = defineCheck({
  id: 'keyless-pull-requests',
  title: 'pull requests neither sign in nor push',
  why: 'A fork has no secrets and no identity, so the run is always red; a branch of the repository would push an image that nobody has reviewed.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories',
  mend: "let it run for releases only: condition: \"env.PUBLISH == 'true'\" at a step of a BuildStage, Condition.event('push') and Condition.branch('main') at a job of your own",
  severity: Severity.ERROR,
  step: (step, report) => {
    const deed = step.usesAction(...SIGN_IN) ? 'signs in' : pushes(step) ? 'pushes an image' : undefined;
    if (!deed || step.condition !== undefined || !mayRunOnPullRequests(step.job)) return;
    report(`${step.fullLabel} ${deed} on every event, pull requests too; allowed is the condition of the release`);
  },
});

function pushes(step: StepSubject): boolean {
  return step.usesAction('docker/build-push-action') && step.input('push') === 'true';
}
