import { describe, expect, it } from 'vitest';
import { callsOf, HOSTILE, run } from './harness';

const DIGEST = `sha256:${'b'.repeat(64)}`;
const RELEASE = { RELEASE: 'payment-api', NAMESPACE: 'payments' };

describe.concurrent('upgrade-release', () => {
  const env = {
    ...RELEASE,
    CHART: 'charts/payment-api',
    VALUES: 'charts/values.yaml\ncharts/values dev.yaml\n',
    IMAGE_REPOSITORY: 'registry.example/payment-api',
    DIGEST,
    REVISION: '7',
    GITHUB_RUN_ID: '500',
    GITHUB_SHA: 'abc',
  };
  const command = (...recovery: string[]) => [
    ...[
      'helm',
      'upgrade',
      'payment-api',
      'charts/payment-api',
      '--install',
      '--create-namespace',
      '--namespace',
      'payments',
    ],
    ...['--values', 'charts/values.yaml', '--values', 'charts/values dev.yaml'],
    ...['--set-literal', 'image.repository=registry.example/payment-api', '--set-literal', `image.digest=${DIGEST}`],
    ...['--labels', 'github-run=500,github-commit=abc,verified=no', '--description', `${DIGEST} of commit abc`],
    ...['--wait', '--timeout', '5m', '--history-max', '10', ...recovery],
  ];

  it.each<[Record<string, string>, string[]]>([
    [{}, ['--rollback-on-failure']],
    [{ HELM_MAJOR: '4' }, ['--rollback-on-failure']],
    [{ HELM_MAJOR: '3' }, ['--atomic']],
    [{ REVISION: '' }, []],
    [{ REVISION: '', FIRST_INSTALL: 'keep', HELM_MAJOR: '3' }, []],
    [{ REVISION: '', FIRST_INSTALL: 'remove' }, ['--rollback-on-failure']],
    [{ REVISION: '', FIRST_INSTALL: 'remove', HELM_MAJOR: '3' }, ['--atomic']],
  ])('with %j ends in %j', async (given, recovery) => {
    const result = await run('upgrade-release', { env: { ...env, ...given }, tools: { helm: [{}] } });
    expect(result).toMatchObject({ status: 0, calls: [command(...recovery)] });
  });

  it('does as it is told', async () => {
    const given = {
      IMAGE_REPOSITORY_KEY: 'app.image',
      IMAGE_DIGEST_KEY: 'app.digest',
      HELM_TIMEOUT: '9m',
      HISTORY_MAX: '3',
      VALUES: '',
    };
    const result = await run('upgrade-release', { env: { ...env, ...given }, tools: { helm: [{}] } });
    const [call] = callsOf(result, 'helm');
    expect(call).toContain(`--set-literal app.image=registry.example/payment-api --set-literal app.digest=${DIGEST}`);
    expect(call).toContain('--timeout 9m --history-max 3');
    expect(call).not.toContain('--values');
  });

  it('passes values through as one argument each', async () => {
    const given = { CHART: HOSTILE, IMAGE_REPOSITORY: HOSTILE, RELEASE: HOSTILE };
    const result = await run('upgrade-release', { env: { ...env, ...given }, tools: { helm: [{}] } });
    expect(result.calls[0].slice(1, 4)).toEqual(['upgrade', HOSTILE, HOSTILE]);
    expect(result.calls[0]).toContain(`image.repository=${HOSTILE}`);
  });

  it("fails with Helm's code", async () => {
    expect((await run('upgrade-release', { env, tools: { helm: [{ exits: 3 }] } })).status).toBe(3);
  });

  it('refuses another Helm', async () => {
    const result = await run('upgrade-release', { env: { ...env, HELM_MAJOR: '2' } });
    expect(result).toMatchObject({
      status: 1,
      calls: [],
      annotations: ["::error title=Unknown Helm::HELM_MAJOR should be 3 or 4, not '2'."],
    });
  });

  it.each(['RELEASE', 'NAMESPACE', 'CHART', 'IMAGE_REPOSITORY', 'DIGEST', 'GITHUB_RUN_ID', 'GITHUB_SHA'])(
    'needs %s',
    async (name) => {
      const result = await run('upgrade-release', { env: { ...env, [name]: '' } });
      expect(result.status).not.toBe(0);
      expect(result.stderr).toContain(`${name}: `);
      expect(result.calls).toEqual([]);
    },
  );
});

describe.concurrent('summarize-deployment', () => {
  it('lists what happened', async () => {
    const env = {
      ENVIRONMENT: 'dev',
      IMAGE_REPOSITORY: 'registry.example/app',
      DIGEST,
      REVISION: '7',
      RESULTS: 'upgrade success, smoke test failure',
    };
    const result = await run('summarize-deployment', { env });
    expect(result.summary.split('\n')).toEqual([
      '### dev',
      `- image: registry.example/app@${DIGEST}`,
      '- revision before: 7',
      '- results: upgrade success, smoke test failure',
      '- a rollback does not undo database migrations',
      '',
    ]);
  });

  it('knows that there may be none before, and keeps text as text', async () => {
    const result = await run('summarize-deployment', { env: { ENVIRONMENT: 'dev', REVISION: '', RESULTS: HOSTILE } });
    expect(result.status).toBe(0);
    expect(result.summary).toContain('- revision before: none: a first installation, or it came to no upgrade\n');
    expect(result.summary).toContain(`- results: ${HOSTILE}\n`);
  });
});
