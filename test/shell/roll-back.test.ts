import { describe, expect, it } from 'vitest';
import { callsOf, type Reaction, run } from './harness';

const RELEASE = { RELEASE: 'payment-api', NAMESPACE: 'payments' };
const json = (value: unknown) => JSON.stringify(value);

describe.concurrent('roll-back', () => {
  const env = { ...RELEASE, REVISION: '7' };
  const newest = (revision: number, status: string, description = 'Upgrade complete'): Reaction => ({
    on: 'history',
    prints: json([{ revision, status, description }]),
  });
  const lost =
    '::error title=Rollback failed::It is not known what of payment-api runs in payments. A person is needed now.';

  it('returns to the recorded revision', async () => {
    const result = await run('roll-back', { env, tools: { helm: [newest(8, 'deployed'), { on: 'rollback' }] } });
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(callsOf(result, 'helm')).toEqual([
      'history payment-api --namespace payments --max 1 --output json',
      'rollback payment-api 7 --namespace payments --wait --timeout 5m --history-max 10',
    ]);
  });

  it.each([
    ['never left it', newest(7, 'deployed')],
    ['returned by itself', newest(9, 'deployed', 'Rollback to 7')],
  ])('leaves it where Helm %s', async (_, helm) => {
    const result = await run('roll-back', { env, tools: { helm: [helm] } });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'helm')).toHaveLength(1);
    expect(result.stdout).toContain('Revision 7 runs');
  });

  it.each([
    ['failed on its way back', newest(9, 'failed', 'Rollback to 7')],
    ['returned elsewhere', newest(9, 'deployed', 'Rollback to 6')],
    ['was killed', newest(8, 'pending-upgrade', 'Preparing upgrade')],
    ['says nothing', { on: 'history' }],
  ])('returns where Helm %s', async (_, helm) => {
    const result = await run('roll-back', {
      env: { ...env, HELM_TIMEOUT: '2m', HISTORY_MAX: '20' },
      tools: { helm: [helm, { on: 'rollback' }] },
    });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'helm').at(-1)).toBe(
      'rollback payment-api 7 --namespace payments --wait --timeout 2m --history-max 20',
    );
  });

  it.each<[string, Reaction[]]>([
    ['the rollback', [newest(8, 'deployed'), { on: 'rollback', exits: 1 }]],
    ['the history', [{ on: 'history', exits: 1 }]],
  ])('calls a person when %s fails', async (_, helm) => {
    const result = await run('roll-back', { env, tools: { helm } });
    expect(result).toMatchObject({ status: 1, annotations: [lost] });
  });

  it('leaves a first installation', async () => {
    const result = await run('roll-back', { env: { ...RELEASE, REVISION: '' } });
    expect(result).toMatchObject({
      status: 0,
      calls: [],
      annotations: [
        '::notice title=First installation::payment-api is left in payments for inspection: there is no revision to return to.',
      ],
    });
  });

  it('removes a first installation when told so', async () => {
    const removing = { ...RELEASE, REVISION: '', FIRST_INSTALL: 'remove' };
    const result = await run('roll-back', { env: removing, tools: { helm: [{}] } });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'helm')).toEqual([
      'uninstall payment-api --namespace payments --ignore-not-found --wait --timeout 5m',
    ]);
    const failed = await run('roll-back', { env: removing, tools: { helm: [{ exits: 1 }] } });
    expect(failed).toMatchObject({ status: 1, annotations: [lost] });
  });

  it('takes no code for the revision', async () => {
    expect(await run('roll-back', { env: { ...env, REVISION: 'PATH[$(touch pwned)]' } })).toMatchObject({
      status: 1,
      calls: [],
    });
  });
});
