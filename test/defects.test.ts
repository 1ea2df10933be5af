import { describe, expect, test } from 'vitest';
import { Condition, HelmRelease, Schedule, Step } from '../src';
import { readScript } from '../src/data/scripts';
import { emptyProject, paymentApi } from './support/payment-api';
import { smallTree } from './support/small-tree';
import { lowered, synthesized, told, withCharts } from './support/synthesize';

/*
 * The pipeline that teams copy by hand has 26 defects that no linter sees. Here is why each is impossible, or impossible
 * by default, in the pipeline that takes its place.
 */

const pipeline = paymentApi(withCharts(emptyProject(), 'charts/payment-api'));
const { model, files, findings, proof } = synthesized(pipeline);
const { jobs } = model.workflow;
const DEPLOYS = ['deploy-dev', 'deploy-staging', 'deploy-production'];
const step = (job: string, id: string) => jobs[job].steps.find((one) => one.id === id);
const allSteps = Object.values(jobs).flatMap((job) => job.steps);
const fileOf = (path: string) => files.find((file) => file.path === path)?.content ?? '';

describe('would fail on the first run', () => {
  test('1 no permissions', () => {
    expect(model.workflow.permissions).toEqual({});
    for (const [id, job] of Object.entries(jobs)) {
      const signsIn = job.steps.some(({ uses }) => uses?.startsWith('aws-actions/configure-aws-credentials@'));
      expect([id, job.permissions['id-token']]).toEqual([id, signsIn ? 'write' : undefined]);
    }
  });

  test('2 the registry is never defined', () => {
    for (const id of ['build', 'security-scan', ...DEPLOYS]) {
      expect(jobs[id].env?.IMAGE_REPOSITORY).toBe('${{ vars.ECR_REGISTRY }}/payment-api');
    }
    expect(step('build', 'settings')?.env?.REQUIRED).toContain('ECR_REGISTRY');
    const typo = smallTree({ job: { steps: [Step.run('x', 'true', { condition: "env.ECR_REGISTY != ''" })] } });
    expect(told(synthesized(typo.pipeline).findings).some((line) => line.includes('defined-env'))).toBe(true);
  });

  test('3 the scan has no credentials and no registry login', () => {
    expect(jobs['security-scan'].steps.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['credentials', 'registry']),
    );
    expect(jobs['security-scan'].permissions['id-token']).toBe('write');
  });

  test('4 services have no ports', () => {
    for (const service of Object.values(jobs['integration-test'].services ?? {})) {
      expect(service.ports?.length).toBe(1);
    }
    expect(jobs['integration-test'].env).toMatchObject({
      DATABASE_URL: 'postgresql://test:test@localhost:5432/payment_test',
      REDIS_URL: 'redis://localhost:6379',
    });
  });

  test('5 a private name is asked from a hosted runner', () => {
    expect(jobs['deploy-staging'].environment?.url).toBe('https://staging.payment.internal');
    expect(jobs['deploy-staging'].env?.TARGET).toMatch(/^\/api\/v1\/namespaces\/payment-api-staging\/services\//);
    expect(jobs['deploy-production'].env?.TARGET).toBe('https://api.payment.example/health');
  });

  test('6 the first deploy finds no namespace', () => {
    expect(readScript('upgrade-release.sh')).toContain('--create-namespace');
  });

  test('7 Helm, kubectl and the runner move', () => {
    for (const id of DEPLOYS) {
      expect(jobs[id]['runs-on']).toBe('ubuntu-24.04');
      expect(step(id, 'helm')?.with?.version).toMatch(/^v4\.\d+\.\d+$/);
      expect(step(id, 'kubectl')?.with?.version).toMatch(/^v1\.\d+\.\d+$/);
    }
  });
});

describe('wrong or unsafe when it runs', () => {
  test('8 the digest is not promoted', () => {
    for (const id of DEPLOYS) expect(jobs[id].env?.DIGEST).toBe('${{ needs.build.outputs.image-digest }}');
    expect(jobs['security-scan'].env?.DIGEST).toBe('${{ needs.build.outputs.image-digest }}');
    for (const id of ['security-scan', ...DEPLOYS]) {
      expect(JSON.stringify(jobs[id])).not.toContain('github.sha');
    }
  });

  test('9 what is tested is not what is deployed', () => {
    expect(step('integration-test', 'image')?.with?.['artifact-ids']).toBe('${{ needs.build.outputs.image-artifact }}');
    expect(step('integration-test', 'start')?.run).toBe('bash .github/stagegate/start-image.sh');
    expect(model.jobs.find(({ id }) => id === 'integration-test')?.decides).toContain('start');
  });

  test('10 a newer push cancels a deployment, or overtakes it', () => {
    expect(model.workflow.concurrency).toEqual({
      group: 'payment-api-${{ github.event.pull_request.number || github.run_id }}',
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    });
    const groups = DEPLOYS.map((id) => jobs[id].concurrency);
    expect(groups.map((one) => one?.['cancel-in-progress'])).toEqual([false, false, false]);
    expect(new Set(groups.map((one) => one?.group)).size).toBe(3);
    expect(readScript('deploy-release.sh')).toContain('refuse-older.sh');
  });

  test('11 the approval exists only in a comment', () => {
    expect(fileOf('.github/environments/production.yaml')).toContain('acme/payments-leads');
    expect(JSON.parse(String(step('deploy-production', 'check')?.env?.EXPECTED))).toEqual({
      refs: ['branch:main'],
      reviewers: ['team:payments-leads'],
      preventSelfReview: true,
      waitTimer: 0,
    });
    expect(readScript('check-deployment.sh')).toContain('check-protection.sh');
  });

  test('12 production has no condition of its own', () => {
    for (const id of DEPLOYS) {
      expect(jobs[id].if).toContain("github.ref == 'refs/heads/main'");
      expect(jobs[id].if).toContain("github.event_name == 'push'");
      expect(jobs[id].if).not.toContain('always()');
    }
    expect(() => Condition.expression('always()')).toThrow('condition');
  });

  test('13 the scan gate is transitive and nothing asserts it', () => {
    expect(proof?.counterexamples).toEqual([]);
    const open = smallTree({ validate: { securityScan: { blocking: false } } });
    const errors = synthesized(open.pipeline).findings.filter(({ severity }) => severity === 'error');
    expect(errors.length).toBeGreaterThan(0);
    expect(synthesized(open.pipeline).files).toEqual([]);
  });

  test('14 pull requests push images, with a role', () => {
    const release = "${{ env.PUBLISH == 'true' }}";
    for (const id of ['credentials', 'registry']) expect(step('build', id)?.if).toBe(release);
    expect(step('build', 'image')?.with?.outputs).toMatch(/type=registry.*type=docker/);
    expect(model.workflow.on).not.toHaveProperty('pull_request_target');
  });

  test('15 a vulnerable image is pushed before it is scanned', () => {
    expect(step('security-scan', 'image')?.if).toBe("${{ env.DIGEST == '' }}");
    expect(step('build', 'image')?.with?.outputs).toContain("env.PUBLISH == 'true' && 'type=registry'");
    for (const id of DEPLOYS) expect(jobs[id].needs).toContain('build');
    expect(jobs['integration-test'].needs).toContain('security-scan');
  });

  test('16 actions at @master and moving tags', () => {
    for (const { uses } of allSteps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    expect(() => Step.action('scan', 'aquasecurity/trivy-action@master')).toThrow('unpinned-action');
  });

  test('17 the notification reports wrongly', () => {
    expect(jobs.notify.needs).toEqual(
      Object.keys(jobs).filter((id) => model.jobs.find((job) => job.id === id)?.role === 'work'),
    );
    expect(jobs.notify.if).toBe(
      "${{ always() && github.event_name != 'pull_request' && github.event_name != 'merge_group' }}",
    );
    expect(jobs.notify['continue-on-error']).toBe(true);
    expect(jobs['ask-production'].needs).toEqual(jobs['deploy-production'].needs);
    for (const status of ['success', 'partial', 'failed', 'cancelled', 'rolled back']) {
      expect(readScript('write-message.jq').toLowerCase()).toContain(status);
    }
  });

  test('18 dev, contract tests, baseline and rollback are missing', () => {
    expect(Object.keys(jobs)).toEqual(expect.arrayContaining(DEPLOYS));
    expect(jobs['integration-test'].steps.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['contract', 'measure', 'baseline']),
    );
    for (const id of DEPLOYS) expect(step(id, 'rollback')).toBeDefined();
  });

  test('19 production has no smoke test, a failed one does not roll back', () => {
    for (const id of DEPLOYS) {
      expect(step(id, 'smoke')?.run).toBe('bash .github/stagegate/smoke-test.sh');
      expect(step(id, 'rollback')?.if).toContain("steps.smoke.outcome == 'failure'");
    }
    expect(readScript('smoke-test.sh')).toContain('ATTEMPTS');
  });

  test('20 no timeouts', () => {
    const minutes = Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, job['timeout-minutes']]));
    expect(Math.max(...Object.values(minutes))).toBeLessThan(60);
    expect(Math.min(...Object.values(minutes))).toBeGreaterThan(0);
    for (const { budgetMinutes, id } of model.jobs) {
      if (budgetMinutes !== null) expect(minutes[id]).toBeGreaterThan(budgetMinutes);
    }
  });

  test('21 overlays are first looked at in production', () => {
    expect(step('lint', 'chart')?.env?.RELEASES).toContain('charts/payment-api:charts/values-production.yaml');
    const wrong = smallTree({
      deploy: {
        release: HelmRelease.chart('chart', { name: 'api', namespace: 'api', values: { replicaCount: 'six' } }),
      },
    });
    expect(told(synthesized(wrong.pipeline).findings)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^error overlay-fits-chart api\/production: .*replicaCount/)]),
    );
  });

  test('22 migrations run in the test job only', () => {
    for (const environment of ['dev', 'staging', 'production']) {
      expect(fileOf(`charts/values-${environment}.yaml`)).toMatch(/migration:\n {2}enabled: true/);
    }
    expect(step('integration-test', 'migrate')?.run).toBe('npm run db:migrate');
  });

  test('23 unit tests and lint wait for an image that they do not use', () => {
    expect(findings.map(({ rule }) => rule)).toContain('barrier-cost');
    const dataflow = lowered(paymentApi(emptyProject(), { schedule: Schedule.DATAFLOW })).model.workflow.jobs;
    expect([dataflow['unit-test'].needs, dataflow.lint.needs]).toEqual([undefined, undefined]);
  });

  test('24 the build ignores the checkout', () => {
    expect(step('build', 'image')?.with?.context).toBe('.');
    expect(jobs.build.steps[0].id).toBe('checkout');
  });

  test('25 literals are repeated, and unset variables are empty', () => {
    expect(step('build', 'settings')?.env?.REQUIRED?.split(' ').sort()).toEqual(['AWS_DEPLOY_ROLE', 'ECR_REGISTRY']);
    for (const [id, role] of [
      ['deploy-dev', 'AWS_DEV_ROLE'],
      ['deploy-staging', 'AWS_STAGING_ROLE'],
      ['deploy-production', 'AWS_PROD_ROLE'],
    ]) {
      expect(step(id, 'check')?.env?.REQUIRED).toBe(role);
    }
    expect(fileOf('docs/pipelines/payment-api.md')).toContain('AWS_PROD_ROLE');
  });

  test('26 small ones: health timeout, token left behind, expressions in commands, results not kept', () => {
    for (const service of Object.values(jobs['integration-test'].services ?? {})) {
      expect(service.options).toContain('--health-timeout 5s');
    }
    for (const { uses, with: inputs } of allSteps) {
      if (uses?.startsWith('actions/checkout@')) expect(inputs?.['persist-credentials']).toBe(false);
    }
    for (const { run } of allSteps) expect(run ?? '').not.toContain('${{');
    expect(step('security-scan', 'report')?.with).toMatchObject({ name: 'security-scan', 'retention-days': 90 });
  });
});
