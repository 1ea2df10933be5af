import { describe, expect, it } from 'vitest';
import { callsOf, HOSTILE, type Reaction, run } from './harness';

const RELEASE = { RELEASE: 'payment-api', NAMESPACE: 'payments' };
const json = (value: unknown) => JSON.stringify(value);

describe.concurrent('record-revision', () => {
  const installed: Reaction = { on: 'list', prints: json([{ name: 'payment-api', status: 'deployed' }]) };
  const history = (...statuses: string[]): Reaction => ({
    on: 'history',
    prints: json(statuses.map((status, index) => ({ revision: index + 1, status, description: 'x' }))),
  });

  it('records the newest revision that was deployed', async () => {
    const result = await run('record-revision', {
      env: RELEASE,
      tools: { helm: [installed, history('superseded', 'deployed', 'failed')] },
    });
    expect(result).toMatchObject({ status: 0, output: 'revision=2\n', annotations: [] });
    expect(callsOf(result, 'helm')).toEqual([
      'list --namespace payments --filter ^payment-api$ --output json --deployed --failed --pending --superseded --uninstalled --uninstalling',
      'history payment-api --namespace payments --output json',
    ]);
  });

  it.each([
    ['nothing is installed', '[]'],
    ['only a similar name is', json([{ name: 'payment_api' }])],
  ])('records nothing when %s', async (_, prints) => {
    const result = await run('record-revision', { env: RELEASE, tools: { helm: [{ on: 'list', prints }] } });
    expect(result).toMatchObject({ status: 0, output: 'revision=\n' });
    expect(result.stdout).toContain('Nothing is installed: there is no revision to return to.');
  });

  it('records nothing when no revision was ever deployed', async () => {
    const result = await run('record-revision', { env: RELEASE, tools: { helm: [installed, history('failed')] } });
    expect(result).toMatchObject({ status: 0, output: 'revision=\n' });
  });

  it.each<[string, string[], string]>([
    ['a rollback failed, after which Helm has nothing deployed', ['superseded', 'superseded', 'failed'], '2'],
    ['everything was uninstalled, but for the history', ['superseded', 'uninstalled'], ''],
  ])('knows what was deployed last where %s', async (_, statuses, revision) => {
    const result = await run('record-revision', { env: RELEASE, tools: { helm: [installed, history(...statuses)] } });
    expect(result).toMatchObject({ status: 0, output: `revision=${revision}\n` });
  });

  it('returns to no revision that failed and that Helm has superseded', async () => {
    const prints = json([
      { revision: 1, status: 'superseded', description: 'Install complete' },
      { revision: 2, status: 'superseded', description: 'Upgrade "payment-api" failed: timed out' },
      { revision: 3, status: 'failed', description: 'Rollback "payment-api" failed: immutable' },
    ]);
    const result = await run('record-revision', {
      env: RELEASE,
      tools: { helm: [installed, { on: 'history', prints }] },
    });
    expect(result).toMatchObject({ status: 0, output: 'revision=1\n' });
  });

  it.each(['pending-upgrade', 'pending-rollback', 'pending-install'])(
    'brings a release back that is %s',
    async (status) => {
      const helm = [installed, history('deployed', status), { on: 'rollback' }];
      const result = await run('record-revision', {
        env: { ...RELEASE, HELM_TIMEOUT: '7m', HISTORY_MAX: '30' },
        tools: { helm },
      });
      expect(result).toMatchObject({
        status: 0,
        output: 'revision=1\n',
        annotations: ['::warning title=Interrupted deployment::Returning to revision 1 before deploying.'],
      });
      expect(callsOf(result, 'helm').at(-1)).toBe(
        'rollback payment-api 1 --namespace payments --wait --timeout 7m --history-max 30',
      );
    },
  );

  it('records nothing when that fails', async () => {
    const helm = [installed, history('deployed', 'pending-upgrade'), { on: 'rollback', exits: 1 }];
    const result = await run('record-revision', { env: RELEASE, tools: { helm } });
    expect(result).toMatchObject({ status: 1, output: '' });
    expect(callsOf(result, 'helm').at(-1)).toContain('--timeout 5m --history-max 10');
  });

  it('leaves a first installation that never ended to people', async () => {
    const result = await run('record-revision', {
      env: RELEASE,
      tools: { helm: [installed, history('pending-install')] },
    });
    expect(result).toMatchObject({
      status: 1,
      output: '',
      annotations: [
        '::error title=Interrupted installation::The first installation never finished. Look at it, then uninstall payment-api from payments.',
      ],
    });
  });

  it.each<[string, Reaction[]]>([
    ['the cluster cannot be asked', [{ on: 'list', exits: 1 }]],
    ['the history cannot be read', [installed, { on: 'history', exits: 1 }]],
    ['the list is empty text', [{ on: 'list' }, { on: 'history', exits: 1 }]],
    ['the history is empty text', [installed, { on: 'history' }]],
    [
      'the list is no JSON',
      [
        { on: 'list', prints: 'NAME' },
        { on: 'history', exits: 1 },
      ],
    ],
  ])('fails when %s', async (_, helm) => {
    const result = await run('record-revision', { env: RELEASE, tools: { helm } });
    expect(result.status).not.toBe(0);
    expect(result.output).toBe('');
  });
});

describe.concurrent('refuse-older', () => {
  const env = { ...RELEASE, ENVIRONMENT: 'production', REVISION: '7', GITHUB_RUN_ID: '500' };
  const refusal =
    '::error title=Older than what runs::production was deployed by the newer run 501. To go back on purpose, start the rollback workflow; without one, revert.';
  const labels = (run?: string) => (run === undefined ? undefined : { 'github-run': run });

  it.each<[string, string | undefined, number]>([
    ['an older run', '499', 0],
    ['this run, at its first attempt', '500', 0],
    ['a newer run', '501', 1],
    ['something without label', undefined, 0],
  ])('over %s', async (_, live, status) => {
    const helm = await run('refuse-older', {
      env,
      tools: { helm: [{ prints: json({ name: 'payment-api', labels: labels(live) }) }] },
    });
    expect(helm).toMatchObject({ status, annotations: status === 0 ? [] : [refusal] });
    expect(helm.calls).toEqual([
      ['helm', 'get', 'metadata', 'payment-api', '--namespace', 'payments', '--revision', '7', '--output', 'json'],
    ]);
    const secret = { metadata: { labels: { owner: 'helm', ...labels(live) } } };
    const kubectl = await run('refuse-older', {
      env: { ...env, HELM_MAJOR: '3' },
      tools: { kubectl: [{ prints: json(secret) }] },
    });
    expect(kubectl).toMatchObject({ status, annotations: status === 0 ? [] : [refusal] });
    expect(kubectl.calls).toEqual([
      ['kubectl', 'get', 'secret', 'sh.helm.release.v1.payment-api.v7', '--namespace', 'payments', '--output', 'json'],
    ]);
  });

  it.each([{ REVISION: '' }, { ALLOW_OLDER: 'true' }])('does not compare with %j', async (given) => {
    expect(await run('refuse-older', { env: { ...env, ...given } })).toMatchObject({ status: 0, calls: [] });
  });

  it.each([{ ALLOW_OLDER: 'false' }, { ALLOW_OLDER: 'yes' }])('compares with %j', async (given) => {
    const result = await run('refuse-older', {
      env: { ...env, ...given },
      tools: { helm: [{ prints: json({ labels: labels('501') }) }] },
    });
    expect(result.status).toBe(1);
  });

  it.each<[string, Reaction]>([
    ['cannot be read', { exits: 1 }],
    ['is empty text', {}],
    ['is no number', { prints: json({ labels: labels('PATH[$(touch pwned)]') }) }],
  ])('fails when the label %s', async (_, reaction) => {
    const result = await run('refuse-older', { env, tools: { helm: [reaction] } });
    expect(result.status).not.toBe(0);
  });

  it.each(['REVISION', 'GITHUB_RUN_ID'])('takes no code for %s', async (name) => {
    const result = await run('refuse-older', { env: { ...env, [name]: HOSTILE } });
    expect(result).toMatchObject({ status: 1, calls: [] });
  });
});
