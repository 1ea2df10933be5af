import { describe, expect, it } from 'vitest';
import { callsOf, HOSTILE, run } from './harness';

const DIGEST = `sha256:${'b'.repeat(64)}`;
const RELEASE = { RELEASE: 'payment-api', NAMESPACE: 'payments' };
const json = (value: unknown) => JSON.stringify(value);

describe.concurrent('verify-digest', () => {
  const env = { ...RELEASE, IMAGE_REPOSITORY: 'registry.example/app', DIGEST };
  const right = `registry.example/app@${DIGEST}`;
  const pod = (image: string, phase = 'Running', deletionTimestamp?: string) => ({
    metadata: { deletionTimestamp },
    status: { phase },
    spec: {
      containers: [{ image }, { image: 'registry.example/sidecar:1' }, { image: 'registry.example/application:2' }],
    },
  });
  const pods = (...items: unknown[]) => json({ items });

  it('passes when every running pod has the digest', async () => {
    const prints = pods(
      pod(right),
      pod(right),
      pod('registry.example/app:old', 'Succeeded'),
      pod('registry.example/app:old', 'Running', '2026-01-01'),
    );
    const result = await run('verify-digest', { env, tools: { kubectl: [{ prints }] } });
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(result.calls).toEqual([
      [
        'kubectl',
        'get',
        'pods',
        '--namespace',
        'payments',
        '--selector',
        'app.kubernetes.io/instance=payment-api',
        '--output',
        'json',
        '--request-timeout',
        '10s',
      ],
    ]);
  });

  const job = { ...pod('registry.example/app:old'), metadata: { ownerReferences: [{ kind: 'Job', name: 'nightly' }] } };
  const web = { ...pod(right), metadata: { ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] } };
  const prepared = (image: string) => ({ ...web, spec: { ...web.spec, initContainers: [{ image }] } });

  it.each([
    ['a Job ends with the image that it began with', pods(web, job)],
    ['a pod is prepared by the same image', pods(prepared(right))],
    ['a pod is prepared by another program', pods(prepared('registry.example/wait:1'))],
  ])('passes when %s', async (_, prints) => {
    expect((await run('verify-digest', { env, tools: { kubectl: [{ prints }] } })).status).toBe(0);
  });

  it('gives old pods time to end, and kubectl time to answer', async () => {
    const kubectl = [
      { prints: ['', pods(pod(right), pod('registry.example/app:old')), pods(pod(right))], exits: [1, 0] },
    ];
    const result = await run('verify-digest', { env, tools: { kubectl } });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'sleep')).toEqual(['10', '10']);
  });

  it.each([
    [
      'another digest',
      pods(pod(`registry.example/app@sha256:${'c'.repeat(64)}`)),
      `["registry.example/app@sha256:${'c'.repeat(64)}"]`,
    ],
    ['a tag', pods(pod('registry.example/app:latest')), '["registry.example/app:latest"]'],
    ['both', pods(pod(right), pod('registry.example/app:latest')), `["registry.example/app:latest","${right}"]`],
    [
      'it and are prepared by a tag',
      pods(web, prepared('registry.example/app:latest')),
      `["registry.example/app:latest","${right}"]`,
    ],
    ['nothing but a Job', pods({ ...job, spec: pod(right).spec }), '[]'],
    ['nothing', pods(), '[]'],
    ['nothing that runs', pods(pod(right, 'Pending')), '[]'],
    ['only other images', pods(pod('registry.example/other:1')), '[]'],
    ['empty text', '', ''],
  ])('fails when the pods run %s', async (_, prints, shown) => {
    const result = await run('verify-digest', { env, tools: { kubectl: [{ prints }] } });
    expect(result).toMatchObject({
      status: 1,
      annotations: [
        `::error title=Wrong image::Namespace payments should run ${right} but the pods with app.kubernetes.io/instance=payment-api run ${shown}.`,
      ],
    });
    expect(callsOf(result, 'kubectl')).toHaveLength(6);
    expect(callsOf(result, 'sleep')).toHaveLength(5);
  });

  it('finds the pods by other labels', async () => {
    const result = await run('verify-digest', {
      env: { ...env, SELECTOR: 'app=pay' },
      tools: { kubectl: [{ prints: pods(pod(right)) }] },
    });
    expect(callsOf(result, 'kubectl')[0]).toContain('--selector app=pay --output');
  });

  it('fails when the cluster cannot be asked', async () => {
    const result = await run('verify-digest', { env, tools: { kubectl: [{ exits: 1 }] } });
    expect(result.status).toBe(1);
    expect(callsOf(result, 'kubectl')).toHaveLength(6);
    expect(result.annotations[0]).toContain('run an unknown image.');
  });
});

describe.concurrent('smoke-test', () => {
  const url = { TARGET: 'https://api.example/health?a[]={b}' };
  const path = { TARGET: '/api/v1/namespaces/payments/services/http:payment-api:http/proxy/health' };

  it.each(['200', '204', '299'])('takes the status %s of a URL', async (prints) => {
    const result = await run('smoke-test', { env: url, tools: { curl: [{ prints }] } });
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(callsOf(result, 'curl')).toEqual([
      '--silent --show-error --output /dev/null --write-out %{http_code} --globoff --max-time 5 --url https://api.example/health?a[]={b}',
    ]);
    expect(result.stdout).toContain('Answered at attempt 1.');
  });

  it('asks again until the service answers', async () => {
    const curl = [{ prints: ['503', '', '200'], exits: [0, 7, 0] }];
    const result = await run('smoke-test', {
      env: { ...url, DELAY_SECONDS: '3', REQUEST_TIMEOUT_SECONDS: '9' },
      tools: { curl },
    });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'sleep')).toEqual(['3', '3']);
    expect(callsOf(result, 'curl')[0]).toContain('--max-time 9');
  });

  it.each([
    ['500', ''],
    ['404', ''],
    ['302', ''],
    ['200', '401'],
    ['', ''],
  ])('gives up on "%s" where "%s" is expected', async (prints, EXPECT_STATUS) => {
    const result = await run('smoke-test', {
      env: { ...url, EXPECT_STATUS, ATTEMPTS: '4' },
      tools: { curl: [{ prints }] },
    });
    expect(result.status).toBe(1);
    expect(callsOf(result, 'curl')).toHaveLength(4);
    expect(callsOf(result, 'sleep')).toHaveLength(3);
    const expected = EXPECT_STATUS === '' ? '' : ', where 401 is expected';
    expect(result.annotations).toEqual([
      `::error title=Smoke test failed::No good answer from https://api.example/health?a[]={b} in 4 attempts${expected}.`,
    ]);
  });

  it('takes the one status that is expected', async () => {
    const result = await run('smoke-test', {
      env: { ...url, EXPECT_STATUS: '401' },
      tools: { curl: [{ prints: '401' }] },
    });
    expect(result.status).toBe(0);
  });

  it('asks a path through the cluster', async () => {
    const result = await run('smoke-test', { env: path, tools: { kubectl: [{ exits: [1, 0] }] } });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'kubectl')[0]).toBe(`get --raw ${path.TARGET} --request-timeout 5s`);
    expect(callsOf(result, 'sleep')).toEqual(['5']);
  });

  it('gives up on a path', async () => {
    const result = await run('smoke-test', { env: path, tools: { kubectl: [{ exits: 1 }] } });
    expect(result.status).toBe(1);
    expect(callsOf(result, 'kubectl')).toHaveLength(12);
  });

  it.each([
    { TARGET: 'file:///etc/passwd' },
    { TARGET: '/health' },
    { TARGET: '--help' },
    { TARGET: HOSTILE },
    { ...path, EXPECT_STATUS: '200' },
  ])('refuses %j', async (env) => {
    const result = await run('smoke-test', { env });
    expect(result).toMatchObject({ status: 1, calls: [] });
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]).toMatch(/^::error title=Wrong smoke test::/);
  });

  it.each(['ATTEMPTS', 'DELAY_SECONDS', 'REQUEST_TIMEOUT_SECONDS'])('takes no code for %s', async (name) => {
    const result = await run('smoke-test', { env: { ...url, [name]: 'PATH[$(touch pwned)]' }, tools: { curl: [{}] } });
    expect(result).toMatchObject({ status: 1, calls: [] });
    expect(result.annotations[0]).toContain(`::error title=Not a number::${name} should be a whole number`);
  });
});
