import { describe, expect, it } from 'vitest';
import { callsOf, run } from './harness';

const env = { RELEASE: 'payment-api', NAMESPACE: 'payments' };
const PODS = 'get pods --selector app.kubernetes.io/instance=payment-api --namespace payments --request-timeout 10s';
const EVENTS =
  'get events --field-selector type=Warning --sort-by .metadata.creationTimestamp --namespace payments --request-timeout 10s';
const kubectl = [
  { on: 'get pods', prints: 'NAME     READY   STATUS\npay-1    0/1     ImagePullBackOff' },
  { on: 'get events', prints: '2m   Warning   Failed   pod/pay-1   no such image\n::error title=forged::x' },
];
const SHOWN = `Pods with app.kubernetes.io/instance=payment-api:
| NAME     READY   STATUS
| pay-1    0/1     ImagePullBackOff
Warnings in payments, the newest last:
| 2m   Warning   Failed   pod/pay-1   no such image
| ::error title=forged::x
`;

describe.concurrent('show-pods', () => {
  it('shows pods and warnings, none of which is an order', async () => {
    const result = await run('show-pods', { env, tools: { kubectl } });
    expect(result).toMatchObject({ status: 0, annotations: [], stdout: SHOWN });
    expect(callsOf(result, 'kubectl')).toEqual([PODS, EVENTS]);
  });

  it('finds the pods by other labels', async () => {
    const result = await run('show-pods', { env: { ...env, SELECTOR: 'app=pay' }, tools: { kubectl } });
    expect(callsOf(result, 'kubectl')[0]).toContain('--selector app=pay');
  });

  it('says what it may not see, and fails for nothing', async () => {
    const forbidden = [{ on: 'get', warns: 'Error: events is forbidden', exits: 1 }];
    const result = await run('show-pods', { env, tools: { kubectl: forbidden } });
    expect(result.status).toBe(0);
    expect(result.stdout).toContain('| Error: events is forbidden\n');
  });
});

describe.concurrent('where something went wrong', () => {
  it('an upgrade shows them behind what Helm says, and fails with its code', async () => {
    const upgrade = {
      ...{ ...env, CHART: 'charts/pay', IMAGE_REPOSITORY: 'registry.example/pay', DIGEST: `sha256:${'b'.repeat(64)}` },
      ...{ GITHUB_RUN_ID: '500', GITHUB_SHA: 'abc' },
    };
    const result = await run('upgrade-release', {
      env: upgrade,
      tools: { helm: [{ prints: 'Error: timed out\n', exits: 3 }], kubectl },
    });
    expect(result).toMatchObject({ status: 3, stdout: `Error: timed out\n${SHOWN}` });
  });

  it('a smoke test shows them before it says that it failed', async () => {
    const smoke = { ...env, TARGET: 'https://api.example/health', ATTEMPTS: '1' };
    const result = await run('smoke-test', { env: smoke, tools: { curl: [{ prints: '503' }], kubectl } });
    expect(result.status).toBe(1);
    expect(result.stdout).toBe(
      `Status 503\n${SHOWN}::error title=Smoke test failed::No good answer from https://api.example/health in 1 attempts.\n`,
    );
  });

  it('a smoke test of no release shows none', async () => {
    const smoke = { TARGET: 'https://api.example/health', ATTEMPTS: '1' };
    const result = await run('smoke-test', { env: smoke, tools: { curl: [{ prints: '503' }] } });
    expect(callsOf(result, 'kubectl')).toEqual([]);
  });
});
