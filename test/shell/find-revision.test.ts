import { describe, expect, it } from 'vitest';
import { callsOf, type Reaction, run } from './harness';
import { digest, json, labels, RELEASE, revisions } from './support/revisions';

const find = (wanted: string, helm: Reaction[], env = {}, kubectl: Reaction[] = []) =>
  run('find-revision', {
    env: { ...RELEASE, DIGEST: wanted && digest(wanted), ...env },
    tools: { helm, kubectl: [...kubectl.filter(({ on }) => on === 'get secrets'), labels(), ...kubectl] },
  });
const findAmong = (wanted: string, told: string[]) => find(wanted, revisions(...told), {}, [labels(...told)]);

describe.concurrent('find-revision', () => {
  it('asks Helm for the values of every revision, since the description of a rollback names no image', async () => {
    const result = await find('a', revisions('5 a superseded', '6 b deployed'));
    expect(result).toMatchObject({ status: 0, annotations: [], summary: '' });
    expect(result.output).toBe(
      `revision=5\nto=${digest('a')}\nrepository=registry.example/app\nfrom=${digest('b')}\nnewest=6\n`,
    );
    expect(callsOf(result, 'helm').slice(1)).toEqual([
      'history payment-api --namespace payments --output json',
      'get values payment-api --namespace payments --revision 5 --output json',
      'get values payment-api --namespace payments --revision 6 --output json',
    ]);
    expect(result.stdout).toContain(
      `| 5 | 2026-11-06T08:00:00Z | superseded | ${digest('a')} | yes | Upgrade complete |\n| 6 | 2026-11-07`,
    );
  });

  it.each<[string, string, number, string[]]>([
    ['the newest with the digest', 'a', 3, ['1 a superseded', '2 b superseded', '3 a superseded', '4 c deployed']],
    ['none that failed', 'a', 1, ['1 a superseded', '2 b superseded', '3 a failed', '4 c deployed']],
    ['none that never ended', 'a', 1, ['1 a superseded', '2 a pending-upgrade', '3 c deployed']],
    ['where what runs is not known', 'a', 2, ['1 b superseded', '2 a deployed', '3 c failed']],
    ['the one before', '', 2, ['1 a superseded', '2 b superseded', '3 c deployed']],
    ['the one before with another image', '', 1, ['1 a superseded', '2 b superseded', '3 b deployed']],
    ['none before that failed', '', 1, ['1 a superseded', '2 b failed', '3 c deployed']],
    [
      'none that failed, though Helm superseded it when the next one succeeded',
      'a',
      1,
      ['1 a superseded', '2 a superseded Upgrade "payment-api" failed: timed out', '3 b deployed'],
    ],
    [
      'none that was interrupted, though Helm superseded it when a rollback from it failed',
      '',
      1,
      [
        ...[
          '1 a superseded',
          '2 b superseded Preparing upgrade',
          '3 a failed Rollback "payment-api" failed: immutable',
        ],
        '4 c deployed',
      ],
    ],
    ['none without a digest', '', 1, ['1 a superseded', '2 - superseded', '3 c deployed']],
    [
      'none that was gone back from',
      '',
      1,
      ['1 a superseded', '2 b superseded', '3 c superseded', '4 b deployed Rollback to 2'],
    ],
    [
      'none that was gone back from earlier, with the same image since',
      '',
      1,
      ['1 a superseded', '2 b superseded', '3 c superseded', '4 b superseded Rollback to 2', '5 b deployed'],
    ],
    [
      'none that was gone back from twice',
      '',
      1,
      [
        ...['1 a superseded', '2 b superseded', '3 c superseded', '4 b superseded Rollback to 2', '5 d superseded'],
        '6 b deployed Rollback to 4',
      ],
    ],
    ['none that failed its smoke test', 'a', 1, ['1 a superseded/1', '2 a superseded/no', '3 b deployed/3']],
    ['none before that failed its smoke test', '', 1, ['1 a superseded/1', '2 b superseded/no', '3 c deployed/3']],
    ['where a run ended before its smoke test', '', 1, ['1 a superseded/1', '2 b deployed/no']],
    [
      'none that somebody upgraded by hand, whom Helm hands the label',
      '',
      1,
      ['1 a superseded/1', '2 b superseded/1', '3 c deployed/3'],
    ],
    [
      'what Helm went back to by itself',
      '',
      3,
      ['1 a superseded/1', '2 b failed/no', '3 a superseded/1 Rollback to 1', '4 c deployed/4'],
    ],
    [
      'what it went back to often, though the first is gone',
      '',
      12,
      ['10 a superseded/1 Rollback to 8', '12 a superseded/1 Rollback to 10', '13 c deployed/13'],
    ],
    [
      'none that somebody went back to and that failed its smoke test then',
      '',
      2,
      ['1 a superseded/1', '2 d superseded/2', '3 b superseded/3', '4 a superseded/no Rollback to 1', '5 b deployed/5'],
    ],
    [
      'none that came of one that was not verified',
      '',
      1,
      ['1 a superseded/1', '2 b superseded/no', '3 b superseded/1 Rollback to 2', '4 c deployed/4'],
    ],
    [
      'what others deployed before, of which Helm alone knows',
      '',
      1,
      ['1 a superseded', '2 b superseded/no', '3 c deployed/3'],
    ],
    [
      'a rollback of before, where it ran last',
      '',
      3,
      ['1 a superseded', '2 b superseded', '3 a superseded Rollback to 1', '4 c deployed'],
    ],
  ])('finds %s', async (_, wanted, revision, history) => {
    const result = await findAmong(wanted, history);
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(result.output).toMatch(new RegExp(`^revision=${revision}\n`));
  });

  it('finds the image where the chart takes it', async () => {
    const helm = revisions('5 a superseded', '6 b deployed');
    helm[1] = { ...helm[1], prints: json({ app: { main: { name: 'old.example/app', sha: digest('a') } } }) };
    const keys = { IMAGE_REPOSITORY_KEY: 'app.main.name', IMAGE_DIGEST_KEY: 'app.main.sha' };
    const result = await find('a', helm, keys);
    expect(result.output).toContain('revision=5\n');
    expect(result.output).toContain('repository=old.example/app\n');
    expect(result.output).toContain('from=unknown\n');
  });

  it('lets no value write an output of its own', async () => {
    const helm = revisions('5 a superseded', '6 b deployed');
    helm[1] = { ...helm[1], prints: json({ image: { repository: `x\nto=${digest('c')}`, digest: digest('a') } }) };
    helm[2] = { ...helm[2], prints: json({ image: { digest: `x\nto=${digest('c')}` } }) };
    const result = await find('a', helm);
    expect(result.output).toBe(`revision=5\nto=${digest('a')}\nrepository=\nfrom=unknown\nnewest=6\n`);
  });

  // It began on 7 November 2026, at 1794038400.
  const history = revisions('5 a superseded', '6 b deployed');
  const labelled = (of6: object): Reaction[] => [
    { on: 'get secrets', prints: json({ items: [{ metadata: { labels: { version: '6', ...of6 } } }] }) },
  ];

  it.each<[string, object]>([
    ['began and ended before somebody asked', { verified: '6', 'verified-at': '1794038460', modifiedAt: '1794038410' }],
    ['began before, and was handed the time of another', { verified: '5', 'verified-at': '1800000000' }],
    [
      'began before, with times that are code',
      { verified: '6', 'verified-at': 'PATH[$(touch pwned)]', modifiedAt: 'x' },
    ],
  ])('returns to the one before where what runs %s', async (_, of6) => {
    const result = await find('', history, { ASKED: '1794038460' }, labelled(of6));
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(result.output).toMatch(/^revision=5\n/);
  });

  const newer = 'Revision 6 runs only since you asked: the image before may be the one to leave.';
  it.each<[string, string, object, string]>([
    ['began since', '1794038399', {}, newer],
    ['passed its smoke test since', '1794038460', { verified: '6', 'verified-at': '1794038461' }, newer],
    ['is a rollback that ended since', '1794038460', { verified: '3', modifiedAt: '1794038461' }, newer],
  ])('wants the digest where the newest revision %s', async (_, ASKED, of6, why) => {
    const result = await find('', history, { ASKED }, labelled(of6));
    const kept = 'Helm has kept what was deployed since revision 5: the summary lists it.';
    expect(result).toMatchObject({
      status: 1,
      output: '',
      annotations: [`::error title=Name the digest::${why} ${kept}`],
    });
    expect(result.summary).toContain(`| 5 | 2026-11-06T08:00:00Z | superseded | ${digest('a')} | yes |`);
  });

  it.each([
    ['2026-11-07T08:00:00.987654321+01:00', '1794034800', 0],
    ['2026-11-07T08:00:00.987654321+01:00', '1794034799', 1],
    ['2026-11-07T08:00:00-05:30', '1794058200', 0],
    ['2026-11-07T08:00:00-05:30', '1794058199', 1],
    ['yesterday', '1900000000', 1],
  ])('knows since when it runs from %s', async (updated, ASKED, status) => {
    const prints = json([
      { revision: 5, status: 'superseded', description: 'x' },
      { revision: 6, status: 'deployed', description: 'x', updated },
    ]);
    const result = await find('', [{ on: 'history', prints }, ...history], { ASKED });
    expect(result.status).toBe(status);
    if (updated === 'yesterday') expect(result.annotations[0]).toContain('It is not known since when revision 6 runs.');
  });

  it('takes no code for ASKED', async () => {
    expect(await find('', history, { ASKED: 'PATH[$(touch pwned)]' })).toMatchObject({ status: 1, calls: [] });
  });

  it('compares nothing where the digest is named', async () => {
    const result = await find('a', history, { ASKED: '1' });
    expect(result.output).toMatch(/^revision=5\n/);
    expect(callsOf(result, 'kubectl')).toHaveLength(1);
  });

  it.each<[string, string, string[], string]>([
    [
      'runs',
      'b',
      ['5 a superseded', '6 b deployed'],
      `Runs already::${digest('b')} is what payment-api runs in payments.`,
    ],
    [
      'never ran, or is gone',
      'c',
      ['5 a superseded', '6 b deployed'],
      `Never ran here::No revision of payment-api in payments ran ${digest('c')} and was verified. Helm has kept what was deployed since revision 5: the summary lists it.`,
    ],
    [
      'failed whenever it was tried',
      'c',
      ['5 a superseded', '6 c failed', '7 a deployed Rollback to 5'],
      `Never ran here::No revision of payment-api in payments ran ${digest('c')} and was verified. Helm has kept what was deployed since revision 5: the summary lists it.`,
    ],
    [
      'never passed its smoke test',
      'c',
      ['5 a superseded/5', '6 c superseded/no', '7 a deployed/5 Rollback to 5'],
      `Never ran here::No revision of payment-api in payments ran ${digest('c')} and was verified. Helm has kept what was deployed since revision 5: the summary lists it.`,
    ],
    [
      'does not exist before',
      '',
      ['6 b deployed'],
      'Nothing before::No other image ran verified in payments before what payment-api runs now. Helm has kept what was deployed since revision 6: the summary lists it.',
    ],
    [
      'stood before a revision that is gone',
      '',
      ['6 c superseded', '7 b deployed Rollback to 3'],
      'Nothing before::No other image ran verified in payments before what payment-api runs now. Helm has kept what was deployed since revision 6: the summary lists it.',
    ],
    [
      'failed at the first installation, which Helm supersedes',
      '',
      ['1 a superseded Release "payment-api" failed: timed out', '2 b deployed'],
      'Nothing before::No other image ran verified in payments before what payment-api runs now. Helm has kept what was deployed since revision 1: the summary lists it.',
    ],
    [
      'is not known, as the newest revision failed',
      '',
      ['5 a superseded', '6 b deployed', '7 c failed'],
      'Name the digest::Revision 7 is failed: what ran before is not known. Helm has kept what was deployed since revision 5: the summary lists it.',
    ],
  ])('refuses an image that %s', async (_, wanted, history, refusal) => {
    const result = await findAmong(wanted, history);
    expect(result).toMatchObject({ status: 1, output: '', annotations: [`::error title=${refusal}`] });
    expect(result.summary).toMatch(
      /^### Revisions of payment-api\n\| revision \| since \| status \| digest \| verified \| description \|\n/,
    );
    expect(result.summary.trimEnd().split('\n')).toHaveLength(3 + history.length);
  });

  it.each<[string, Reaction[]]>([
    ['the release is not there', [{ on: 'list', prints: '[]' }]],
    ['the history is empty text', [{ on: 'history' }, ...history]],
    ['the values cannot be read', [{ on: 'get', exits: 1 }, ...history]],
    ['the values are empty text', [{ on: 'get' }, ...history]],
  ])('fails when %s', async (_, helm) => {
    const result = await find('a', helm);
    expect(result.status).not.toBe(0);
    expect(result.output).toBe('');
  });
});
