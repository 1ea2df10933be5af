import { step } from '../support/model';
import { after, RELEASE } from '../support/payment-api';
import { type BrokenPipeline, changed } from './fixture';

/** Pull requests reach what only the default branch may. */
export const brokenPullRequests: readonly BrokenPipeline[] = [
  {
    name: 'dev is deployed from pull requests',
    model: changed({ 'deploy-dev': { if: after(['build', 'integration-test']) } }),
    expected: [
      [
        'pull request into main: deploy-dev deploys to dev from a pull request',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        "  deploy-dev runs because cancelled() is false, needs.build.result == 'success' is true, needs.integration-test.result == 'success' is true",
      ],
      [
        'pull request into main: step "credentials" of deploy-dev signs in with aws-actions/configure-aws-credentials',
        "  because the job may run if !cancelled() && needs.build.result == 'success' && needs.integration-test.result == 'success', and the step has no condition",
      ],
      [
        'merge queue of main: deploy-dev enters dev, which only lets in main',
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
    name: 'dev is deployed from pull requests unless they come from a fork',
    model: changed({
      'deploy-dev': {
        if: after(
          ['build', 'integration-test'],
          `((${RELEASE}) || github.event.pull_request.head.repo.full_name == github.repository)`,
        ),
      },
    }),
    expected: [
      [
        'pull request into main: deploy-dev deploys to dev from a pull request',
        '  build             success',
        '  unit-test         success',
        '  lint              success',
        '  security-scan     success',
        '  integration-test  success',
        '  deploy-dev        RUNS',
        '  deploy-dev runs because github.event.pull_request.head.repo.full_name == github.repository is true',
      ],
      [
        'pull request into main: step "credentials" of deploy-dev signs in with aws-actions/configure-aws-credentials',
        "  because the job may run if !cancelled() && needs.build.result == 'success' && needs.integration-test.result == 'success' && ((github.ref == 'refs/heads/main' && (github.event_name == 'push' || github.event_name == 'workflow_dispatch')) || github.event.pull_request.head.repo.full_name == github.repository), and the step has no condition",
      ],
    ],
  },
  {
    name: 'pull requests that are labelled read a secret',
    model: changed(
      { lint: { env: { TOKEN: '${{ secrets.NPM_TOKEN }}' } } },
      { on: { push: { branches: ['main'] }, pull_request: { types: ['labeled'] } } },
    ),
    expected: [['pull request into main: the environment of job lint reads a secret, for every step']],
  },
  {
    name: 'a step reads a secret on pull requests into one branch of many',
    model: changed(
      {
        lint: {
          steps: [
            step('work'),
            step('upload', { if: "github.base_ref == 'release/9'", env: { TOKEN: '${{ secrets.NPM_TOKEN }}' } }),
          ],
        },
      },
      { on: { push: { branches: ['main'] }, pull_request: { branches: ['release/*'] } } },
    ),
    expected: [
      [
        'pull request into release/9: step "upload" of lint reads a secret',
        "  because the job may run if !cancelled() && needs.build.result == 'success', and the step may run if github.base_ref == 'release/9'",
      ],
    ],
  },
];
