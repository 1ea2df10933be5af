import { after, RELEASE } from '../support/payment-api';
import { type BrokenPipeline, changed } from './fixture';

const VALIDATED = ['build', 'unit-test', 'lint'];

/** Conditions that let a deployment, or what it relies on, run when it must not. */
export const brokenConditions: readonly BrokenPipeline[] = [
  {
    name: 'production runs always',
    model: changed({ 'deploy-production': { if: `\${{ always() && ${RELEASE} }}` } }),
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
        '  deploy-production runs because always() is true',
      ],
    ],
  },
  {
    name: 'production asks only whether the run was cancelled',
    model: changed({ 'deploy-production': { if: `!cancelled() && ${RELEASE}` } }),
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
        '  deploy-production runs because cancelled() is false',
      ],
    ],
  },
  {
    name: 'a skipped scan is accepted, and the scan runs on pull requests only',
    model: changed({
      'security-scan': { if: "github.event_name == 'pull_request'" },
      'integration-test': {
        if: `${after(VALIDATED).slice(0, -3)} && (needs.security-scan.result == 'success' || needs.security-scan.result == 'skipped') }}`,
      },
    }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan was skipped',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     skipped',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  integration-test runs because needs.security-scan.result == 'skipped' is true",
      ],
    ],
  },
  {
    name: 'a failed scan is accepted by name',
    model: changed({
      'integration-test': {
        if: `${after(VALIDATED).slice(0, -3)} && (needs.security-scan.result == 'success' || needs.security-scan.result == 'failure') }}`,
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
        "  integration-test runs because needs.security-scan.result == 'failure' is true",
      ],
    ],
  },
  {
    name: 'only a failed scan stops the integration test, a cancelled one does not',
    model: changed({
      'integration-test': { if: `${after(VALIDATED).slice(0, -3)} && needs.security-scan.result != 'failure' }}` },
    }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan was cancelled',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     cancelled',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  integration-test runs because needs.security-scan.result != 'failure' is true",
      ],
    ],
  },
  {
    name: 'no need may have failed, but may have been cancelled',
    model: changed({ 'integration-test': { if: "always() && !contains(needs.*.result, 'failure')" } }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan was cancelled; nor does it depend on unit-test, lint',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     cancelled',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  integration-test runs because contains(needs.*.result, 'failure') is false",
      ],
    ],
  },
  {
    name: 'an input forces the deployment',
    model: changed(
      {
        'deploy-production': {
          if: `!cancelled() && ${RELEASE} && (inputs.force || needs.deploy-staging.result == 'success')`,
        },
      },
      { on: { push: { branches: ['main'] }, workflow_dispatch: { inputs: { force: { type: 'boolean' } } } } },
    ),
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
        '  deploy-production runs because inputs.force is true',
        '  where inputs.force is true',
      ],
    ],
  },
  {
    name: 'a variable switches the scan off',
    model: changed({
      'integration-test': {
        if: `${after(VALIDATED).slice(0, -3)} && (vars.SKIP_SCAN == 'true' || needs.security-scan.result == 'success') }}`,
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
        "  integration-test runs because vars.SKIP_SCAN == 'true' is true",
        "  where vars.SKIP_SCAN == 'true' is true",
      ],
    ],
  },
  {
    name: 'a variable switches the unit tests off, and the verdict forgives it',
    model: changed({
      'unit-test': {
        if: after(['build'], "vars.SKIP_TESTS != 'true'"),
        model: { runsWhen: "vars.SKIP_TESTS != 'true'" },
      },
    }),
    expected: [
      [
        'pull request into main: pipeline-gate is green although unit-test, integration-test may have been skipped',
        "  because unit-test only runs if vars.SKIP_TESTS != 'true', which the event does not settle",
      ],
    ],
  },
  {
    name: 'an input switches the build off, and everything behind it, on the commit of a pull request',
    model: changed(
      { build: { if: '!inputs.fast', model: { runsWhen: '!inputs.fast' } } },
      { on: { push: { branches: ['main'] }, workflow_dispatch: { inputs: { fast: { type: 'boolean' } } } } },
    ),
    expected: [
      [
        'manual start on another-branch: pipeline-gate is green although build, unit-test, lint, security-scan, integration-test may have been skipped',
        '  because build only runs if !inputs.fast, which the event does not settle',
      ],
    ],
  },
  {
    name: 'production accepts that staging has failed',
    model: changed({
      'deploy-production': {
        if: `\${{ !cancelled() && needs.build.result == 'success' && contains(fromJSON('["success", "failure"]'), needs.deploy-staging.result) && ${RELEASE} }}`,
      },
    }),
    expected: [
      [
        'push to main: deploy-production deploys to production although deploy-staging failed',
        '  build              success',
        '  unit-test          success',
        '  lint               success',
        '  security-scan      success',
        '  integration-test   success',
        '  deploy-dev         success',
        '  deploy-staging     failure',
        '  deploy-production  RUNS',
        '  deploy-production runs because contains(fromJSON(\'["success", "failure"]\'), needs.deploy-staging.result) is true',
      ],
    ],
  },
];
