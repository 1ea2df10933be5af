import { deployedByDigest } from '../../../src/checks/rules/deployed-by-digest';
import { describeCheck, step } from '../support/describe-check';

const build = { model: { vouches: ['image-built'] }, outputs: { digest: 'x' } };
const digest = { DIGEST: '${{ needs.build.outputs.digest }}' };
const deploy = (...steps: ReturnType<typeof step>[]) => ({
  jobs: { build, deploy: { needs: ['build'], steps, model: { deploysTo: 'dev' } } },
});

describeCheck(deployedByDigest, {
  passes: {
    'the digest of the build': deploy(
      step('upgrade', { env: digest, run: 'helm upgrade app --set image.digest="$DIGEST"' }),
    ),
    'an image by digest': deploy(step('set', { env: digest, run: 'kubectl set image deploy/app app="app@$DIGEST"' })),
    'a pipeline that builds no image': { jobs: { deploy: { model: { deploysTo: 'dev' } } } },
  },
  fails: {
    'a tag for Helm': [
      deploy(step('upgrade', { env: digest, run: 'helm upgrade app chart \\\n  --set image.tag="$GITHUB_SHA"' })),
      'sample/deploy: job "deploy" deploys to dev by a tag, in step "upgrade": helm upgrade app chart --set image.tag="$GITHUB_SHA"; allowed is the digest of build, in a variable such as DIGEST',
    ],
    'a tag for kubectl': [
      deploy(step('set', { env: digest, run: 'kubectl set image deploy/app app=app:latest' })),
      'sample/deploy: job "deploy" deploys to dev by a tag, in step "set": kubectl set image deploy/app app=app:latest; allowed is the digest of build, in a variable such as DIGEST',
    ],
    'a digest of another variable for Helm': [
      deploy(
        step('upgrade', {
          env: { ...digest, FIX: '${{ vars.FIX }}' },
          run: 'helm upgrade a c --set image.digest=$FIX',
        }),
      ),
      'sample/deploy: job "deploy" deploys to dev by a digest of its own, in step "upgrade": helm upgrade a c --set image.digest=$FIX; allowed is the digest of build, in a variable such as DIGEST',
    ],
    'a digest that is written out for kubectl': [
      deploy(step('set', { env: digest, run: 'kubectl set image deploy/app app=app@sha256:0123' })),
      'sample/deploy: job "deploy" deploys to dev by a digest of its own, in step "set": kubectl set image deploy/app app=app@sha256:0123; allowed is the digest of build, in a variable such as DIGEST',
    ],
    'nothing that comes from the build': [
      deploy(step('upgrade', { run: 'bash deploy.sh' })),
      'sample/deploy: job "deploy" deploys to dev without reading an output of build, the job that built the image',
    ],
  },
});
