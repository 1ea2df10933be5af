import { after, RELEASE } from '../support/payment-api';
import { type BrokenPipeline, changed } from './fixture';

const VALIDATED = ['build', 'unit-test', 'lint'];

/** Events on which a deployment starts and must not. */
export const brokenEvents: readonly BrokenPipeline[] = [
  {
    name: 'production is released from another branch',
    model: changed({
      'deploy-dev': { if: after(['build', 'integration-test'], "github.ref == 'refs/heads/develop'") },
      'deploy-staging': { if: after(['build', 'deploy-dev'], "github.ref == 'refs/heads/develop'") },
      'deploy-production': { if: after(['build', 'deploy-staging'], "github.ref == 'refs/heads/develop'") },
    }),
    expected: [
      [
        'manual start on develop: deploy-dev enters dev, which only lets in main',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because github.ref == 'refs/heads/develop' is true",
      ],
      [
        'manual start on develop: deploy-staging enters staging, which only lets in main',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        success',
        '  deploy-staging    RUNS',
        "  deploy-staging runs because github.ref == 'refs/heads/develop' is true",
      ],
      [
        'manual start on develop: deploy-production enters production, which only lets in main',
        '  build              success',
        '  unit-test          success',
        '  lint               success',
        '  security-scan      success',
        '  integration-test   success',
        '  deploy-dev         success',
        '  deploy-staging     success',
        '  deploy-production  RUNS',
        "  deploy-production runs because github.ref == 'refs/heads/develop' is true",
      ],
    ],
  },
  {
    name: 'dev is deployed from whatever branch somebody starts by hand',
    model: changed({
      'deploy-dev': { if: after(['build', 'integration-test'], "github.event_name != 'pull_request'") },
    }),
    expected: [
      [
        'merge queue of main: deploy-dev enters dev, which only lets in main',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because github.event_name != 'pull_request' is true",
      ],
    ],
  },
  {
    name: 'a forgotten bracket makes a manual start enough',
    model: changed({
      'deploy-production': {
        if: "${{ !cancelled() && needs.deploy-staging.result == 'success' && github.ref == 'refs/heads/main' && github.event_name == 'push' || github.event_name == 'workflow_dispatch' }}",
      },
    }),
    expected: [
      [
        'manual start on main: deploy-production deploys to production although integration-test failed; nor does it depend on deploy-dev, deploy-staging, build, unit-test, lint, security-scan',
        '  build              success',
        '  unit-test          success',
        '  lint               success',
        '  security-scan      success',
        '  integration-test   failure',
        '  deploy-dev         skipped',
        '  deploy-staging     skipped',
        '  deploy-production  RUNS',
        "  deploy-production runs because github.event_name == 'workflow_dispatch' is true",
      ],
      [
        'manual start on another-branch: deploy-production enters production, which only lets in main',
        '  build              success',
        '  unit-test          success',
        '  lint               success',
        '  security-scan      success',
        '  integration-test   success',
        '  deploy-dev         skipped',
        '  deploy-staging     skipped',
        '  deploy-production  RUNS',
        "  deploy-production runs because github.event_name == 'workflow_dispatch' is true",
      ],
    ],
  },
  {
    name: 'an output of the build decides whether the scan counts',
    model: changed({
      'integration-test': {
        if: `${after(VALIDATED).slice(0, -3)} && (needs.build.outputs.trusted == 'true' || needs.security-scan.result == 'success') }}`,
      },
    }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan failed',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     failure',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  integration-test runs because needs.build.outputs.trusted == 'true' is true",
        "  where needs.build.outputs.trusted == 'true' is true",
      ],
    ],
  },
  {
    name: 'a hotfix is deployed when something failed',
    model: changed({ 'deploy-production': { if: `failure() && ${RELEASE}` } }),
    expected: [
      [
        'push to main: deploy-production deploys to production although integration-test failed; nor does it depend on deploy-dev, deploy-staging, build, unit-test, lint, security-scan',
        '  build              success',
        '  unit-test          success',
        '  lint               success',
        '  security-scan      success',
        '  integration-test   failure',
        '  deploy-dev         skipped',
        '  deploy-staging     skipped',
        '  deploy-production  RUNS',
        '  deploy-production runs because failure() is true',
      ],
    ],
  },
  {
    name: 'branches that only begin like main are released',
    model: changed({
      'deploy-dev': { if: after(['build', 'integration-test'], "startsWith(github.ref, 'refs/heads/main')") },
    }),
    expected: [
      [
        'manual start on mainx: deploy-dev enters dev, which only lets in main',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because startsWith(github.ref, 'refs/heads/main') is true",
      ],
    ],
  },
  {
    name: 'two expressions with an operator between them are a text, and a text is true',
    model: changed({
      'deploy-production': { if: "${{ !cancelled() }} && ${{ needs.deploy-staging.result == 'success' }}" },
    }),
    expected: [
      [
        'push to main: deploy-production deploys to production although integration-test failed; nor does it depend on deploy-dev, deploy-staging, build, unit-test, lint, security-scan',
        '  build              success',
        '  unit-test          success',
        '  lint               success',
        '  security-scan      success',
        '  integration-test   failure',
        '  deploy-dev         skipped',
        '  deploy-staging     skipped',
        '  deploy-production  RUNS',
        "  deploy-production runs because format('{0} && {1}', !cancelled(), needs.deploy-staging.result == 'success') is true",
      ],
      [
        'pull request into main: deploy-production deploys to production from a pull request',
        '  build              success',
        '  unit-test          success',
        '  lint               success',
        '  security-scan      success',
        '  integration-test   success',
        '  deploy-dev         skipped',
        '  deploy-staging     skipped',
        '  deploy-production  RUNS',
        "  deploy-production runs because format('{0} && {1}', !cancelled(), needs.deploy-staging.result == 'success') is true",
      ],
      [
        'pull request into main: step "credentials" of deploy-production signs in with aws-actions/configure-aws-credentials',
        "  because the job may run if format('{0} && {1}', !cancelled(), needs.deploy-staging.result == 'success'), and the step has no condition",
      ],
      [
        'merge queue of main: deploy-production enters production, which only lets in main',
        '  build              success',
        '  unit-test          success',
        '  lint               success',
        '  security-scan      success',
        '  integration-test   success',
        '  deploy-dev         skipped',
        '  deploy-staging     skipped',
        '  deploy-production  RUNS',
        "  deploy-production runs because format('{0} && {1}', !cancelled(), needs.deploy-staging.result == 'success') is true",
      ],
    ],
  },
  {
    name: 'a release that is published deploys from its tag',
    model: changed(
      { 'deploy-dev': { if: after(['build', 'integration-test'], "github.event_name == 'release'") } },
      { on: { release: { types: ['published'] } } as object },
    ),
    expected: [
      [
        'release on tag another-tag: deploy-dev enters dev, which only lets in main',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because github.event_name == 'release' is true",
      ],
    ],
  },
];
