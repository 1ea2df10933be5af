import { declaredOutputs } from '../../../src/checks/rules/declared-outputs';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneJob, step } from '../support/describe-check';

const reading = (text: string) => ({
  jobs: { build: { outputs: { digest: 'x', Artifact: 'y' } }, deploy: { needs: ['build'], env: { A: text } } },
});
const afterStep = (uses: string, text: string) =>
  oneJob({ steps: [step('push', { uses }), step('next', { env: { A: text } })] });
const push = actionReference('docker/build-push-action').uses;

describeCheck(declaredOutputs, {
  passes: {
    'an output that is declared': reading('${{ needs.build.outputs.digest }}'),
    'in another case': reading('${{ needs.build.outputs.artifact }}'),
    'results and all outputs': reading('${{ needs.build.result }}${{ toJSON(needs.build.outputs) }}'),
    'an output of an action': afterStep(push, '${{ steps.push.outputs.digest }}'),
    'an output of an action that we do not know': afterStep('a/b@v1', '${{ steps.push.outputs.x }}'),
    'an output of a registry login, which depends on the registry': afterStep(
      actionReference('aws-actions/amazon-ecr-login').uses,
      '${{ steps.push.outputs.docker_username_x }}',
    ),
  },
  fails: {
    'an output that no job declares': [
      reading('${{ needs.build.outputs.image-digest }}'),
      'sample/deploy: job "deploy" reads needs.build.outputs.image-digest in env.A, which job "build" does not have; outputs of job "build" are digest and Artifact',
    ],
    'an output that the action does not have': [
      afterStep(push, '${{ steps.push.outputs.digests }}'),
      'sample/work: job "work" reads steps.push.outputs.digests in env.A of step "next", which docker/build-push-action does not have; did you mean "digest"?',
    ],
  },
});
