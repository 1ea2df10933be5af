import { describe, expect, it } from 'vitest';
import { callsOf, HOSTILE, type Reaction, run } from './harness';

const RELEASE = { RELEASE: 'payment-api', NAMESPACE: 'payments' };
const json = (value: unknown) => JSON.stringify(value);

const installed: Reaction = { on: 'list', prints: json([{ name: 'payment-api', status: 'deployed' }]) };
const history = (...statuses: string[]): Reaction => ({
  on: 'history',
  prints: json(statuses.map((status, index) => ({ revision: index + 1, status, description: 'x' }))),
});
/** Labels of the revisions, from the first on. */
const labelled = (...labels: object[]): Reaction => ({
  on: 'get secrets',
  prints: json({
    items: labels.map((label, index) => ({ metadata: { labels: { version: `${index + 1}`, ...label } } })),
  }),
});
const marks = (...marks: string[]) => labelled(...marks.map((verified) => ({ verified })));

describe.concurrent('list-revisions', () => {
  it('prints what Helm knows with what was left on the Secrets', async () => {
    const kubectl = [
      labelled(
        { verified: '1', 'verified-at': '1700000060', modifiedAt: '1700000000', 'github-run': '499', owner: 'helm' },
        { verified: 'no' },
      ),
    ];
    const result = await run('list-revisions', {
      env: RELEASE,
      tools: { helm: [installed, history('superseded', 'deployed', 'failed')], kubectl },
    });
    expect(result.status).toBe(0);
    expect(JSON.parse(result.stdout)).toEqual([
      {
        revision: 1,
        status: 'superseded',
        description: 'x',
        labels: { verified: '1', at: '1700000060', modified: '1700000000', run: '499' },
      },
      {
        revision: 2,
        status: 'deployed',
        description: 'x',
        labels: { verified: 'no', at: null, modified: null, run: null },
      },
      {
        revision: 3,
        status: 'failed',
        description: 'x',
        labels: { verified: null, at: null, modified: null, run: null },
      },
    ]);
    expect(callsOf(result, 'helm')).toEqual([
      'list --namespace payments --filter ^payment-api$ --output json --deployed --failed --pending --superseded --uninstalled --uninstalling',
      'history payment-api --namespace payments --output json',
    ]);
    expect(callsOf(result, 'kubectl')).toEqual([
      'get secrets --namespace payments --selector owner=helm,name=payment-api --output json --request-timeout 1m',
    ]);
  });

  it.each([
    ['nothing is installed', '[]'],
    ['only a similar name is', json([{ name: 'payment_api' }])],
  ])('prints an empty list when %s', async (_, prints) => {
    const result = await run('list-revisions', { env: RELEASE, tools: { helm: [{ on: 'list', prints }] } });
    expect(result).toMatchObject({ status: 0, stdout: '[]\n' });
  });

  it.each<[string, Reaction[], Reaction]>([
    ['the cluster cannot be asked', [{ on: 'list', exits: 1 }], labelled()],
    ['the history cannot be read', [installed, { on: 'history', exits: 1 }], labelled()],
    ['the list is empty text', [{ on: 'list' }, { on: 'history', exits: 1 }], labelled()],
    [
      'the list is no JSON',
      [
        { on: 'list', prints: 'NAME' },
        { on: 'history', exits: 1 },
      ],
      labelled(),
    ],
    ['the history is empty text', [installed, { on: 'history' }], labelled()],
    ['the Secrets cannot be read', [installed, history('deployed')], { exits: 1 }],
    ['the Secrets are empty text', [installed, history('deployed')], {}],
  ])('fails when %s', async (_, helm, kubectl) => {
    const result = await run('list-revisions', { env: RELEASE, tools: { helm, kubectl: [kubectl] } });
    expect(result.status).not.toBe(0);
    expect(result.stdout).toBe('');
  });
});

describe.concurrent('record-revision', () => {
  const record = (helm: Reaction[], kubectl = labelled(), env = {}) =>
    run('record-revision', { env: { ...RELEASE, ...env }, tools: { helm, kubectl: [kubectl] } });

  it('records the newest revision that was deployed', async () => {
    const result = await record([installed, history('superseded', 'deployed', 'failed')]);
    expect(result).toMatchObject({ status: 0, output: 'revision=2\n', annotations: [] });
  });

  it.each<[string, string[], string[], string]>([
    ['what runs', ['superseded', 'deployed'], ['1', '2'], '2'],
    ['not what runs, where its run ended before the smoke test', ['superseded', 'deployed'], ['1', 'no'], '1'],
    [
      'not what failed the smoke test, where the way back failed',
      ['superseded', 'superseded', 'failed'],
      ['1', 'no', '1'],
      '1',
    ],
    ['what runs, where nothing was ever verified', ['deployed', 'failed'], ['no', 'no'], '1'],
    ['what others deployed, of which Helm alone knows', ['superseded', 'deployed'], [], '2'],
  ])('records %s', async (_, statuses, verified, revision) => {
    const result = await record([installed, history(...statuses)], marks(...verified));
    expect(result).toMatchObject({ status: 0, output: `revision=${revision}\n` });
  });

  it('records nothing when nothing is installed', async () => {
    const result = await record([{ on: 'list', prints: '[]' }]);
    expect(result).toMatchObject({ status: 0, output: 'revision=\n' });
    expect(result.stdout).toContain('Nothing is installed: there is no revision to return to.');
  });

  it('records nothing when no revision was ever deployed', async () => {
    expect(await record([installed, history('failed')])).toMatchObject({ status: 0, output: 'revision=\n' });
  });

  it.each<[string, string[], string]>([
    ['a rollback failed, after which Helm has nothing deployed', ['superseded', 'superseded', 'failed'], '2'],
    ['everything was uninstalled, but for the history', ['superseded', 'uninstalled'], ''],
  ])('knows what was deployed last where %s', async (_, statuses, revision) => {
    const result = await record([installed, history(...statuses)]);
    expect(result).toMatchObject({ status: 0, output: `revision=${revision}\n` });
  });

  it('returns to no revision that failed and that Helm has superseded', async () => {
    const prints = json([
      { revision: 1, status: 'superseded', description: 'Install complete' },
      { revision: 2, status: 'superseded', description: 'Upgrade "payment-api" failed: timed out' },
      { revision: 3, status: 'failed', description: 'Rollback "payment-api" failed: immutable' },
    ]);
    expect(await record([installed, { on: 'history', prints }])).toMatchObject({ status: 0, output: 'revision=1\n' });
  });

  it.each(['pending-upgrade', 'pending-rollback', 'pending-install'])(
    'brings a release back that is %s',
    async (status) => {
      const helm = [installed, history('superseded', 'deployed', status), { on: 'rollback' }];
      const result = await record(helm, marks('1', 'no', 'no'), { HELM_TIMEOUT: '7m', HISTORY_MAX: '30' });
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

  it('brings it back without losing the revision that the next rollback needs', async () => {
    const helm = [installed, history('superseded', 'deployed', 'pending-upgrade'), { on: 'rollback' }];
    const result = await record(helm, marks('1', 'no', 'no'), { HISTORY_MAX: '3' });
    expect(result.output).toBe('revision=1\nhistory-max=5\n');
    expect(callsOf(result, 'helm').at(-1)).toContain('--history-max 5');
  });

  it('records nothing when that fails', async () => {
    const result = await record([installed, history('deployed', 'pending-upgrade'), { on: 'rollback', exits: 1 }]);
    expect(result).toMatchObject({ status: 1, output: '' });
    expect(callsOf(result, 'helm').at(-1)).toContain('--timeout 5m --history-max 10');
  });

  it('leaves a first installation that never ended to people', async () => {
    const result = await record([installed, history('pending-install')]);
    expect(result).toMatchObject({
      status: 1,
      output: '',
      annotations: [
        '::error title=Interrupted installation::The first installation never finished. Look at it, then uninstall payment-api from payments.',
      ],
    });
  });

  it('records nothing when the cluster cannot be asked', async () => {
    const result = await record([{ on: 'list', exits: 1 }]);
    expect(result.status).not.toBe(0);
    expect(result.output).toBe('');
  });
});

describe.concurrent('refuse-older', () => {
  const env = { ...RELEASE, ENVIRONMENT: 'production', GITHUB_RUN_ID: '500' };
  const refusal =
    '::error title=Older than what runs::production was deployed by the newer run 501. To go back on purpose, start the rollback workflow; without one, revert.';
  const ran = (run?: string) => (run === undefined ? {} : { 'github-run': run });
  const refuse = (kubectl: Reaction, statuses = ['superseded', 'deployed'], given = {}) =>
    run('refuse-older', {
      env: { ...env, ...given },
      tools: { helm: [installed, history(...statuses)], kubectl: [kubectl] },
    });

  it.each<[string, string | undefined, number]>([
    ['an older run', '499', 0],
    ['this run, at its first attempt', '500', 0],
    ['a newer run', '501', 1],
    ['something without label', undefined, 0],
  ])('over %s', async (_, live, status) => {
    const result = await refuse(labelled(ran('400'), ran(live)));
    expect(result).toMatchObject({ status, annotations: status === 0 ? [] : [refusal] });
  });

  it('compares with what runs, verified or not', async () => {
    const result = await refuse(labelled({ ...ran('499'), verified: '1' }, { ...ran('501'), verified: 'no' }));
    expect(result).toMatchObject({ status: 1, annotations: [refusal] });
  });

  it('compares with what was left, where a newer run was interrupted', async () => {
    const result = await refuse(labelled(ran('499'), ran('501')), ['deployed', 'pending-upgrade']);
    expect(result.status).toBe(0);
  });

  it('compares with nothing where nothing is installed', async () => {
    const result = await run('refuse-older', { env, tools: { helm: [{ on: 'list', prints: '[]' }] } });
    expect(result).toMatchObject({ status: 0, annotations: [] });
  });

  it('does not compare where going back is allowed', async () => {
    expect(await run('refuse-older', { env: { ...env, ALLOW_OLDER: 'true' } })).toMatchObject({ status: 0, calls: [] });
  });

  it.each(['false', 'yes'])('compares where ALLOW_OLDER is %s', async (ALLOW_OLDER) => {
    expect((await refuse(labelled({}, ran('501')), undefined, { ALLOW_OLDER })).status).toBe(1);
  });

  it.each<[string, Reaction]>([
    ['cannot be read', { exits: 1 }],
    ['is empty text', {}],
    ['is no number', labelled({}, ran('PATH[$(touch pwned)]'))],
  ])('fails when the label %s', async (_, reaction) => {
    expect((await refuse(reaction)).status).not.toBe(0);
  });

  it('takes no code for GITHUB_RUN_ID', async () => {
    const result = await run('refuse-older', { env: { ...env, GITHUB_RUN_ID: HOSTILE } });
    expect(result).toMatchObject({ status: 1, calls: [] });
  });
});

describe.concurrent('mark-revision', () => {
  const newest = (revision: number, status: string): Reaction => ({
    on: 'history',
    prints: json([{ revision, status, description: 'x' }]),
  });
  const mark = (helm: Reaction, kubectl: Reaction = {}, env = {}) =>
    run('mark-revision', { env: { ...RELEASE, ...env }, tools: { helm: [helm], kubectl: [kubectl] } });

  it.each<[Record<string, string>, RegExp]>([
    [{}, /^verified=8 verified-at=(\d+)$/],
    [{ VERIFIED: 'true' }, /^verified=8 verified-at=(\d+)$/],
    [{ VERIFIED: 'false' }, /^verified=no$/],
    [{ VERIFIED: 'yes' }, /^verified=no$/],
  ])('with %j leaves %s', async (env, marks) => {
    const before = Math.floor(Date.now() / 1000);
    const result = await mark(newest(8, 'deployed'), {}, env);
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(callsOf(result, 'helm')).toEqual(['history payment-api --namespace payments --max 1 --output json']);
    const [call, ...more] = callsOf(result, 'kubectl');
    expect(more).toEqual([]);
    const [, left = ''] = call.split(
      'label secret sh.helm.release.v1.payment-api.v8 --namespace payments --request-timeout 1m --overwrite ',
    );
    const [, at = before] = marks.exec(left) ?? expect.fail(left);
    expect(Number(at)).toBeGreaterThanOrEqual(before);
  });

  it.each<[string, Reaction, Reaction]>([
    ['the newest revision failed', newest(8, 'failed'), {}],
    ['the history is empty text', { on: 'history' }, {}],
    ['Helm cannot ask', { exits: 1 }, {}],
    ['kubectl may not', newest(8, 'deployed'), { exits: 1 }],
  ])('fails when %s', async (_, helm, kubectl) => {
    const result = await mark(helm, kubectl);
    expect(result.status).not.toBe(0);
    expect(result.annotations.at(-1)).toBe(
      '::error title=Not marked::No rollback will go to this revision. Run this job again once the cluster answers.',
    );
  });
});
