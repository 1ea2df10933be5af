import { step } from '../support/model';
import { after, RELEASE } from '../support/payment-api';
import { type BrokenPipeline, changed } from './fixture';

/** Gates that a deployment does not wait for, or whose success says nothing. */
export const brokenGates: readonly BrokenPipeline[] = [
  {
    name: 'production waits for the build only',
    model: changed({ 'deploy-production': { needs: ['build'], if: after(['build'], RELEASE) } }),
    expected: [
      [
        'push to main: deploy-production deploys to production although nothing makes it wait for integration-test; nor does it depend on deploy-dev, deploy-staging, unit-test, lint, security-scan',
        '  build              success',
        '  deploy-production  RUNS',
        "  deploy-production runs because cancelled() is false, needs.build.result == 'success' is true",
      ],
    ],
  },
  {
    name: 'the integration test does not wait for the scan',
    model: changed({
      'integration-test': { needs: ['build', 'unit-test', 'lint'], if: after(['build', 'unit-test', 'lint']) },
    }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although nothing makes it wait for security-scan',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because cancelled() is false, needs.build.result == 'success' is true, needs.integration-test.result == 'success' is true",
      ],
    ],
  },
  {
    name: 'a licence scan that nobody waits for',
    model: changed({
      'licence-scan': {
        needs: ['build'],
        if: after(['build']),
        model: { stage: 'validate', vouches: ['licences-checked'] },
      },
    }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although nothing makes it wait for licence-scan',
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
    name: 'dev needs the scan, and its condition does not ask for it',
    model: changed(
      { 'deploy-dev': { if: after(['build', 'unit-test', 'lint', 'integration-test'], RELEASE) } },
      {},
      'dataflow',
    ),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan failed',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     failure',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because cancelled() is false, needs.build.result == 'success' is true, needs.unit-test.result == 'success' is true, needs.lint.result == 'success' is true, needs.integration-test.result == 'success' is true",
      ],
    ],
  },
  {
    name: 'the scan was patched out of the workflow',
    model: changed({
      'security-scan': undefined,
      'integration-test': { if: after(['build', 'unit-test', 'lint']) },
    }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan is not in the workflow',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because cancelled() is false, needs.build.result == 'success' is true, needs.integration-test.result == 'success' is true",
      ],
    ],
  },
  {
    name: 'dev is deployed before the integration test',
    model: changed({
      'deploy-dev': {
        needs: ['build', 'unit-test', 'lint', 'security-scan'],
        if: after(['build', 'unit-test', 'lint', 'security-scan'], RELEASE),
      },
    }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although nothing makes it wait for integration-test',
        '  build          success',
        '  unit-test      success',
        '  lint           success',
        '  security-scan  success',
        '  deploy-dev     RUNS',
        "  deploy-dev runs because cancelled() is false, needs.build.result == 'success' is true, needs.unit-test.result == 'success' is true, needs.lint.result == 'success' is true, needs.security-scan.result == 'success' is true",
      ],
    ],
  },
  {
    name: 'the scan may fail: continue-on-error on the job',
    model: changed({ 'security-scan': { 'continue-on-error': true } }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan failed, which continue-on-error hides',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     failure, seen as success (continue-on-error)',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  integration-test runs because needs.security-scan.result == 'success' is true",
      ],
    ],
  },
  {
    name: 'one leg of the tests may fail',
    model: changed({
      'unit-test': {
        strategy: { matrix: { node: ['20', '22', '24'] } },
        'continue-on-error': "${{ matrix.node == '24' }}" as unknown as boolean,
      },
    }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although unit-test failed, which continue-on-error hides',
        '  build             success',
        '  unit-test         failure, seen as success (continue-on-error)',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  integration-test runs because needs.unit-test.result == 'success' is true",
      ],
    ],
  },
  {
    name: 'the verdict of the scan may fail: continue-on-error on the step',
    model: changed({ 'security-scan': { steps: [step('scan'), step('verdict', { 'continue-on-error': true })] } }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan may be green without having looked: its step "verdict" may fail unnoticed',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
      ],
    ],
  },
  {
    name: 'the verdict of the scan is passed on pull requests only',
    model: changed({
      'security-scan': { steps: [step('scan'), step('verdict', { if: "github.event_name == 'pull_request'" })] },
    }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan may be green without having looked: its step "verdict" only runs if github.event_name == \'pull_request\'',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
      ],
    ],
  },
  {
    name: 'a variable decides whether the scan passes a verdict',
    model: changed({ 'security-scan': { steps: [step('scan'), step('verdict', { if: "vars.SCAN != 'off'" })] } }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan may be green without having looked: its step "verdict" only runs if vars.SCAN != \'off\'',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
      ],
    ],
  },
  {
    name: 'the verdict of the scan was patched out',
    model: changed({ 'security-scan': { steps: [step('scan')] } }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although security-scan may be green without having looked: its step "verdict" is gone',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
      ],
    ],
  },
  {
    name: 'the scan only warns',
    model: changed({
      'security-scan': { model: { blocking: false } },
      'integration-test': { needs: ['build', 'unit-test', 'lint'], if: after(['build', 'unit-test', 'lint']) },
    }),
    expected: [
      [
        'push to main: deploy-dev deploys to dev although nothing makes it wait for security-scan',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because cancelled() is false, needs.build.result == 'success' is true, needs.integration-test.result == 'success' is true",
      ],
    ],
  },
  {
    name: 'nobody vouches for a scan',
    model: changed({ 'security-scan': { model: { vouches: [] } } }),
    expected: [['nothing vouches for "image-scanned" before deploy-dev, deploy-staging, deploy-production']],
  },
];
