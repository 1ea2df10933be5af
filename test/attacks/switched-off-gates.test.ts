import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { type BuildStage, type IntegrationStage, type Pipeline, Step } from '../../src';
import { jobOf } from '../support/synthesize';
import { careless, child, found, passed, production, scanOf, service, untested } from './support';

/*
 * Guards: each way in which somebody tried to get an image past its gates, or to switch a gate off, is found and writes
 * nothing. Named after the attack.
 */

describe('a gate that is switched off by an escape hatch', () => {
  test.each<[string, (pipeline: Pipeline) => void, string]>([
    [
      'takes the verdict of the scan out',
      (p) => scanOf(p).step('verdict').remove(),
      passed('its step "verdict" is gone'),
    ],
    [
      'blocks on low severities only',
      (p) => scanOf(p).step('verdict').patch(JsonPatch.replace('/env/SEVERITIES', 'LOW')),
      passed('its step "verdict" was rewritten by a patch of /env/SEVERITIES'),
    ],
    [
      'forgives the verdict in its command',
      (p) => scanOf(p).step('verdict').patch(JsonPatch.replace('/run', 'bash .github/stagegate/judge-scan.sh || true')),
      passed('its step "verdict" runs "bash .github/stagegate/judge-scan.sh || true" instead of the script alone'),
    ],
    [
      'replaces the verdict',
      (p) => scanOf(p).step('verdict').patch(JsonPatch.replace('/run', 'true')),
      passed('its step "verdict" was rewritten by a patch of /run'),
    ],
    [
      'runs the verdict by a program that succeeds for everything',
      (p) => scanOf(p).step('verdict').patch(JsonPatch.add('/shell', 'true {0}')),
      passed('its step "verdict" is run by "true {0}", which need not fail'),
    ],
    [
      'reads the commands of the unit tests, and runs none',
      (p) => p.patch(JsonPatch.add('/jobs/unit-test/defaults', { run: { shell: 'bash -n {0}' } })),
      untested('its step "test" is run by "bash -n {0}", which need not fail'),
    ],
    [
      'tells bash by a variable to run none of them',
      (p) => p.patch(JsonPatch.add('/jobs/unit-test/env', { SHELLOPTS: 'noexec' })),
      untested('its step "test" is told by SHELLOPTS to look away'),
    ],
    [
      'tells Trivy by a variable to skip the whole image',
      (p) => p.patch(JsonPatch.add('/jobs/security-scan/env/TRIVY_SKIP_DIRS', '/')),
      passed('its step "scan" is told by TRIVY_SKIP_DIRS to look away'),
    ],
    [
      'tells Trivy by a variable to scan another image',
      (p) => p.patch(JsonPatch.add('/env', { TRIVY_INPUT: 'clean.tar' })),
      passed('its step "scan" is told by TRIVY_INPUT to look away'),
    ],
    [
      'tells Trivy by a variable to believe what somebody has put beside the image',
      (p) => p.patch(JsonPatch.add('/jobs/security-scan/env/TRIVY_SBOM_SOURCES', 'oci')),
      passed('its step "scan" is told by TRIVY_SBOM_SOURCES to look away'),
    ],
    [
      'lets bash read a file before every script',
      (p) => p.patch(JsonPatch.add('/jobs/security-scan/env/BASH_ENV', 'quiet.sh')),
      passed('its step "scan" is told by BASH_ENV to look away'),
    ],
    [
      'scans an image that is known to be clean',
      (p) => p.patch(JsonPatch.replace('/jobs/security-scan/env/DIGEST', `sha256:${'a'.repeat(64)}`)),
      `proven-gates: security-scan looks at "sha256:${'a'.repeat(64)}", not at what build made`,
    ],
    [
      'does not ask how production is protected',
      (p) => production(p).step('check').remove(),
      careless('its step "check" is gone'),
    ],
    [
      'expects no protection of production',
      (p) => production(p).step('check').patch(JsonPatch.replace('/env/EXPECTED', '{}')),
      careless('its step "check" was rewritten by a patch of /env/EXPECTED'),
    ],
    [
      'takes chart and scripts from a branch that nobody has reviewed',
      (p) => production(p).step('checkout').patch(JsonPatch.add('/with/ref', '${{ vars.BRANCH }}')),
      careless('its step "checkout" checks out another ref, ${{ vars.BRANCH }}'),
    ],
    [
      'unpacks what another job made over the scripts of the deployment',
      (p) => production(p).step('check').insertBefore(Step.action('reports', 'actions/download-artifact')),
      careless('its step "reports" changes what the steps behind it run'),
    ],
    ...['${{github.workspace}}', 'x/../.github', '${{ vars.FOLDER }}'].map(
      (path): [string, (p: Pipeline) => unknown, string] => [
        `unpacks it into ${path}`,
        (p) =>
          production(p)
            .step('check')
            .insertBefore(Step.action('reports', 'actions/download-artifact', { inputs: { path } })),
        careless('its step "reports" changes what the steps behind it run'),
      ],
    ),
    [
      'lets an older run overwrite a newer one',
      (p) => p.patch(JsonPatch.add('/jobs/deploy-production/env/ALLOW_OLDER', 'true')),
      careless('its step "deploy" is told another ALLOW_OLDER than its construct says'),
    ],
    [
      'finds the programs of the scan elsewhere',
      (p) => p.patch(JsonPatch.add('/jobs/security-scan/env/PATH', './bin')),
      passed('its step "scan" is told by PATH to look away'),
    ],
    [
      'puts another step in the place of the verdict',
      (p) => {
        scanOf(p).step('verdict').remove();
        scanOf(p).contribute({ steps: [Step.run('verdict', 'true')] });
      },
      passed('its step "verdict" was rewritten by a patch of /env/SEVERITIES'),
    ],
    [
      'gives the verdict another name',
      (p) => scanOf(p).step('verdict').patch(JsonPatch.replace('/id', 'old'), JsonPatch.replace('/run', 'true')),
      passed('its step "verdict" is gone'),
    ],
    [
      'gives its name to another step',
      (p) => {
        scanOf(p).step('verdict').patch(JsonPatch.replace('/id', 'old'), JsonPatch.add('/continue-on-error', true));
        scanOf(p).contribute({ steps: [Step.run('verdict', 'true')] });
      },
      passed('its step "verdict" was rewritten by a patch of /env/SEVERITIES'),
    ],
    [
      'replaces all steps of the scan at once',
      (p) =>
        p.patch(
          JsonPatch.replace(
            '/jobs/security-scan/steps',
            ['scan', 'verdict'].map((id) => ({ id, name: id, run: 'true' })),
          ),
        ),
      passed('its step "scan" was rewritten by a patch of /run'),
    ],
    [
      'rewrites the verdict, and then moves it',
      (p) => {
        const index = jobOf(p, 'security-scan').steps.findIndex(({ id }) => id === 'verdict');
        p.patch(
          JsonPatch.replace(`/jobs/security-scan/steps/${index}/run`, 'true'),
          JsonPatch.add('/jobs/security-scan/steps/1', { id: 'nothing', run: 'true' }),
        );
      },
      passed('its step "verdict" was rewritten by a patch of /run'),
    ],
    [
      'writes another script over the one that judges',
      (p) => scanOf(p).step('scan').insertBefore(Step.run('own', 'cp quiet.sh .github/stagegate/judge-scan.sh')),
      passed('its step "own" changes what the steps behind it run'),
    ],
    [
      'checks other scripts out over them',
      (p) =>
        scanOf(p)
          .step('scan')
          .insertBefore(
            Step.action('own', 'actions/checkout', {
              inputs: { repository: 'acme/scripts', path: './.github/stagegate', 'persist-credentials': false },
            }),
          ),
      passed('its step "own" checks out another repository, acme/scripts'),
    ],
    [
      'puts a program of its own in front of Trivy',
      (p) => scanOf(p).step('scan').insertBefore(Step.run('own', 'echo ./bin >> "$GITHUB_PATH"')),
      passed('its step "own" changes what the steps behind it run'),
    ],
    [
      'hands another digest to the steps behind it',
      (p) => production(p).step('deploy').insertBefore(Step.run('own', 'echo "DIGEST=$OTHER" >> "$GITHUB_ENV"')),
      careless('its step "own" changes what the steps behind it run'),
    ],
    [
      'runs the scripts of another folder',
      (p) => p.patch(JsonPatch.add('/jobs/security-scan/defaults', { run: { 'working-directory': 'own' } })),
      passed('its step "scan" takes its script from own'),
    ],
    [
      'hands the digest to a value that no template reads',
      (p) => p.patch(JsonPatch.add('/env', { IMAGE_DIGEST_KEY: 'unused' })),
      careless('its step "deploy" is told another IMAGE_DIGEST_KEY than its construct says'),
    ],
    [
      'deploys another chart',
      (p) => p.patch(JsonPatch.replace('/jobs/deploy-production/env/CHART', 'charts/other')),
      careless('its step "deploy" is told another CHART than its construct says'),
    ],
    [
      'is told by a contribution that an error is the right answer',
      (p) => production(p).contribute({ env: { EXPECT_STATUS: '500' } }),
      careless('its step "smoke" is told another EXPECT_STATUS than its construct says'),
    ],
    [
      'tests another image than the one that was built',
      (p) => p.patch(JsonPatch.add('/jobs/integration-test/env/CANDIDATE', 'ghcr.io/acme/old:stable')),
      untested('its step "start" is told another CANDIDATE than its construct says').replace('unit', 'integration'),
    ],
    [
      'tests a service that runs elsewhere',
      (p) => child<IntegrationStage>(p, 'integration').job.contribute({ env: { SERVICE_URL: 'https://old.example' } }),
      untested('its step "start" is told another SERVICE_URL than its construct says').replace('unit', 'integration'),
    ],
    [
      'lets a slow image pass',
      (p) => p.patch(JsonPatch.add('/env', { MODE: 'warn' })),
      untested('its step "baseline" is told another MODE than its construct says').replace('unit', 'integration'),
    ],
    [
      'brings a variable for bash by its container',
      (p) =>
        p.patch(
          JsonPatch.add('/jobs/security-scan/container', {
            image: `acme/tools@sha256:${'a'.repeat(64)}`,
            env: { BASH_ENV: 'quiet.sh' },
          }),
        ),
      passed('its step "scan" is told by BASH_ENV to look away'),
    ],
    [
      'hands on the digest of another image',
      (p) => {
        const when = "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'";
        child<BuildStage>(p, 'build')
          .job.step('hand-on')
          .insertBefore(Step.run('own', 'echo "digest=$OLD" >> "$GITHUB_OUTPUT"', { condition: when }));
        p.patch(JsonPatch.replace('/jobs/build/outputs/image-digest', '${{ steps.own.outputs.digest }}'));
      },
      passed('its output "image-digest" was rewritten by a patch').replace('security-scan', 'build'),
    ],
    [
      'goes on to production after staging has failed',
      (p) =>
        p.patch(
          JsonPatch.replace(
            '/jobs/deploy-production/if',
            `\${{ !cancelled() && needs.build.result == 'success' && needs.deploy-staging.result != 'skipped' && github.ref == 'refs/heads/main' && github.event_name == 'push' }}`,
          ),
        ),
      'proven-gates: push to main: deploy-production deploys to production although deploy-staging failed',
    ],
    ...["needs.build.outputs.image-digest && 'sha256:00'", "format('sha256:00', needs.build.outputs.image-digest)"].map(
      (other): [string, (pipeline: Pipeline) => void, string] => [
        `deploys ${other}`,
        (p) => p.patch(JsonPatch.replace('/jobs/deploy-production/env/DIGEST', `\${{ ${other} }}`)),
        `proven-gates: deploy-production deploys "\${{ ${other} }}", not what build made`,
      ],
    ),
  ])('%s', (_, attack, expected) => {
    const pipeline = service();
    attack(pipeline);
    expect(found(pipeline)).toContain(expected);
  });

  test('harmless patches of the same steps pass', () => {
    const pipeline = service({ env: { ENV: 'ci', ENVIRONMENT: 'ci', LOG_LEVEL: 'debug' } });
    production(pipeline).step('check').insertBefore(Step.run('plugin', 'echo "$HOME/bin" >> "$GITHUB_PATH"'));
    production(pipeline).contribute({ env: { HELM_PLUGINS: 'plugins' } });
    production(pipeline)
      .step('check')
      .insertBefore(Step.action('reports', 'actions/download-artifact', { inputs: { path: 'reports' } }));
    production(pipeline)
      .step('check')
      .insertBefore(Step.action('more', 'actions/download-artifact', { inputs: { path: '${{ runner.temp }}/more' } }));
    scanOf(pipeline)
      .step('scan')
      .patch(
        JsonPatch.add('/env', {
          ...{ TRIVY_DB_REPOSITORY: 'mirror.example/trivy-db', TRIVY_JAVA_DB_REPOSITORY: 'mirror.example/java-db' },
          ...{ TRIVY_CACHE_DIR: '/cache', TRIVY_USERNAME: 'robot', TRIVY_TIMEOUT: '10m', TRIVY_NO_PROGRESS: 'true' },
        }),
      );
    scanOf(pipeline).step('verdict').patch(JsonPatch.replace('/name', 'Judge'), JsonPatch.add('/timeout-minutes', 2));
    child<IntegrationStage>(pipeline, 'integration').job.step('contract').remove();
    child<IntegrationStage>(pipeline, 'integration').job.step('start').patch(JsonPatch.add('/env/ATTEMPTS', '90'));
    expect(found(pipeline)).toEqual([]);
  });
});
