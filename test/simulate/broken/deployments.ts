import { step } from '../support/model';
import { after, RELEASE } from '../support/payment-api';
import { type BrokenPipeline, changed, twoImages } from './fixture';

const PRODUCTION = after(['build', 'deploy-staging'], RELEASE);

/** Protection that does not protect, an image that is not the one, identities where none may be. */
export const brokenDeployments: readonly BrokenPipeline[] = [
  {
    name: 'production names no environment any more',
    model: changed({ 'deploy-production': { environment: undefined } }),
    expected: [
      [
        'deploy-production deploys to production without naming the environment: nobody is asked and every branch may deploy',
      ],
    ],
  },
  {
    name: 'the name of the environment is misspelt',
    model: changed({ 'deploy-production': { environment: { name: 'prodution' } } }),
    expected: [
      [
        'deploy-production enters the environment "prodution", which the pipeline does not protect: GitHub makes it up without any rule',
      ],
    ],
  },
  {
    name: 'the name of the environment comes from an input',
    model: changed({ 'deploy-production': { environment: { name: '${{ inputs.environment }}' } } }),
    expected: [
      [
        'deploy-production enters the environment ${{ inputs.environment }}, which only the run knows: it may be one that nobody protects',
      ],
    ],
  },
  {
    name: 'production is deployed under the protection of staging',
    model: changed({ 'deploy-production': { environment: { name: 'staging' } } }),
    expected: [['deploy-production deploys to production under the protection of staging']],
  },
  {
    name: 'a second job enters production without waiting for the gates',
    model: changed({
      'warm-up': {
        needs: ['build'],
        if: after(['build'], RELEASE),
        environment: { name: 'production' },
        env: { DIGEST: '${{ needs.build.outputs.image-digest }}' },
        model: null,
      },
    }),
    expected: [
      ['warm-up enters production beside deploy-production: it gets the secrets and the identity of the environment'],
      [
        'push to main: warm-up deploys to production although nothing makes it wait for integration-test; nor does it depend on unit-test, lint, security-scan',
        '  build    success',
        '  warm-up  RUNS',
        "  warm-up runs because cancelled() is false, needs.build.result == 'success' is true",
      ],
    ],
  },
  {
    name: 'the digest comes from an input',
    model: changed({ 'deploy-production': { steps: [step('upgrade', { env: { DIGEST: '${{ inputs.digest }}' } })] } }),
    expected: [['deploy-production deploys inputs.digest, not what build made']],
  },
  {
    name: 'the digest comes from a variable, through a step',
    model: changed({
      'deploy-production': {
        steps: [
          step('digest', { env: { DIGEST: '${{ vars.RELEASED_DIGEST }}' } }),
          step('upgrade', { env: { DIGEST: '${{ steps.digest.outputs.digest }}' } }),
        ],
      },
    }),
    expected: [['deploy-production deploys vars.RELEASED_DIGEST, not what build made']],
  },
  {
    name: 'production deploys a tag',
    model: changed({ 'deploy-production': { steps: [step('upgrade', { env: { TAG: '${{ github.sha }}' } })] } }),
    expected: [['deploy-production takes no digest: what it deploys is not told by what build made']],
  },
  {
    name: 'the image is built again for production',
    model: changed({
      rebuild: {
        needs: ['deploy-staging'],
        if: after(['deploy-staging'], RELEASE),
        outputs: { digest: 'x' },
        model: { stage: 'production', vouches: ['image-built'] },
      },
      'deploy-production': {
        needs: ['deploy-staging', 'rebuild'],
        if: after(['deploy-staging', 'rebuild'], RELEASE),
        env: { DIGEST: '${{ needs.rebuild.outputs.digest }}' },
        steps: [step('upgrade')],
      },
    }),
    expected: [
      ["build and rebuild both build an image: what one made is not what the other's gates looked at"],
      [
        'push to main: deploy-dev deploys to dev although nothing makes it wait for rebuild',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because cancelled() is false, needs.build.result == 'success' is true, needs.integration-test.result == 'success' is true",
      ],
    ],
  },
  {
    name: 'production takes the digest from the job that deployed staging',
    model: changed({
      'deploy-production': {
        if: PRODUCTION,
        env: { DIGEST: '${{ needs.deploy-staging.outputs.digest }}' },
        steps: [step('upgrade')],
      },
    }),
    expected: [['deploy-production deploys digest of deploy-staging, not what build made']],
  },
  {
    name: 'production reads an output that the build does not give',
    model: changed({
      'deploy-production': { env: { DIGEST: '${{ needs.build.outputs.digest }}' }, steps: [step('upgrade')] },
    }),
    expected: [['deploy-production reads digest, which build does not give']],
  },
  {
    name: 'the scan looks at the newest image of the registry',
    model: changed({ 'security-scan': { env: {}, steps: [step('scan'), step('verdict')] } }),
    expected: [['security-scan vouches for an image that it does not take from build']],
  },
  {
    name: 'the build signs in on pull requests',
    model: changed({
      build: {
        steps: [
          step('credentials', {
            uses: 'aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c',
          }),
          step('digest'),
          step('hand-on'),
        ],
      },
    }),
    expected: [
      [
        'pull request into main: step "credentials" of build signs in with aws-actions/configure-aws-credentials',
        '  because the job may run if success(), and the step has no condition',
      ],
      [
        'pull request into main: step "credentials" of security-scan signs in with aws-actions/configure-aws-credentials',
        "  because the job may run if !cancelled() && needs.build.result == 'success', and the step may run if ${{ env.DIGEST != '' }}",
      ],
    ],
  },
  {
    name: 'the tests read a secret on pull requests',
    model: changed({ 'unit-test': { env: { TOKEN: '${{ secrets.PAYMENT_SANDBOX }}' } } }),
    expected: [['pull request into main: the environment of job unit-test reads a secret, for every step']],
  },
  {
    name: 'pull requests run in the name of the default branch',
    model: changed(
      { 'deploy-dev': { if: after(['build', 'integration-test'], "github.ref == 'refs/heads/main'") } },
      { on: { push: { branches: ['main'] }, pull_request_target: {} } as { push: { branches: string[] } } },
    ),
    expected: [
      [
        'pull_request_target on main: deploy-dev deploys to dev from a pull request',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because github.ref == 'refs/heads/main' is true",
      ],
      [
        'pull_request_target on main: step "credentials" of deploy-dev signs in with aws-actions/configure-aws-credentials',
        "  because the job may run if !cancelled() && needs.build.result == 'success' && needs.integration-test.result == 'success' && github.ref == 'refs/heads/main', and the step has no condition",
      ],
    ],
  },
  {
    name: 'jobs that wait for each other prove nothing',
    model: changed({ build: { needs: ['deploy-production'] } }),
    expected: [['nothing is proven: jobs wait for each other: build -> deploy-production -> build']],
  },
  {
    name: 'the tests of one image count for another',
    model: twoImages({}),
    expected: [
      [
        'deploy-dev deploys what worker made, which no integration test before it looks at: integration-test looks at what build made',
      ],
    ],
  },
  {
    name: 'a digest that is chosen between',
    model: changed({
      'deploy-production': {
        steps: [step('upgrade', { env: { DIGEST: "${{ needs.build.outputs.image-digest && 'sha256:00' }}" } })],
      },
    }),
    expected: [
      ['deploy-production deploys "${{ needs.build.outputs.image-digest && \'sha256:00\' }}", not what build made'],
    ],
  },
];
