import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Answer, callsOf, HOSTILE, type Options, type Reaction, run, serve } from './harness';
import { digest, json, labels, RELEASE, revisions } from './support/revisions';

describe.concurrent('return-release', () => {
  const env = {
    ...RELEASE,
    ...{ ENVIRONMENT: 'production', DIGEST: '', REASON: 'Payments time out', IMAGE_REPOSITORY: 'registry.example/app' },
    ...{ GITHUB_ACTOR: 'octocat', GITHUB_REPOSITORY: 'acme/payment-api', GITHUB_RUN_ID: '500' },
  };
  const pods = (letter: string): Reaction => ({
    on: 'get pods',
    prints: json({
      items: [
        {
          metadata: {},
          status: { phase: 'Running' },
          spec: { containers: [{ image: `registry.example/app@${digest(letter)}` }] },
        },
      ],
    }),
  });
  const history = revisions('5 a superseded', '6 b deployed');
  // After the rollback Helm's newest revision is the one that the rollback made.
  const made: Reaction = {
    on: 'history payment-api --namespace payments --max 1',
    prints: [
      json([{ revision: 6, status: 'deployed', description: 'x' }]),
      json([{ revision: 7, status: 'deployed', description: 'Rollback to 5' }]),
    ],
  };
  const back = (options: Options & { helm?: Reaction[]; kubectl?: Reaction[] } = {}) =>
    run('return-release', {
      env: { ...env, ...options.env },
      tools: {
        helm: [made, ...(options.helm ?? [...history, { on: 'rollback' }])],
        kubectl: [labels(), { on: 'label' }, ...(options.kubectl ?? [pods('a')])],
      },
    });
  const summary = `### production: back to revision 5
- by octocat, in [this run](https://github.com/acme/payment-api/actions/runs/500)
- because: Payments time out
- from: revision 6, ${digest('b')}
- to: revision 5, ${digest('a')}
- migrations of databases are not undone
`;

  it('finds the revision, returns to it, verifies, and says so', async () => {
    const result = await back();
    expect(result).toMatchObject({ status: 0, annotations: [], summary: `${summary}- verified: the pods run it\n` });
    expect(result.output).toBe(`to=${digest('a')}\nfrom=${digest('b')}\n`);
    expect(callsOf(result, 'helm').at(-2)).toBe(
      'rollback payment-api 5 --namespace payments --wait --timeout 5m --history-max 10',
    );
  });

  it('takes back that it is verified until it is again', async () => {
    expect(callsOf(await back(), 'kubectl').slice(1)).toEqual([
      'label secret sh.helm.release.v1.payment-api.v7 --namespace payments --request-timeout 1m --overwrite verified=no',
      'get pods --namespace payments --selector app.kubernetes.io/instance=payment-api --output json --request-timeout 10s',
    ]);
  });

  it('verifies the image in the registry that it came from', async () => {
    const old = json({ image: { repository: 'old.example/app', digest: digest('a') } });
    const helm = [{ ...history[1], prints: old }, ...history, { on: 'rollback' }];
    const before = json({
      items: [
        {
          metadata: {},
          status: { phase: 'Running' },
          spec: { containers: [{ image: `old.example/app@${digest('a')}` }] },
        },
      ],
    });
    const result = await back({ helm, kubectl: [{ on: 'get pods', prints: before }] });
    expect(result).toMatchObject({ status: 0, summary: `${summary}- verified: the pods run it\n` });
  });

  it('changes nothing where another revision has come to run since somebody asked', async () => {
    const result = await back({ env: { ASKED: '1764320000' } });
    expect(result).toMatchObject({ status: 1, output: '' });
    expect(callsOf(result, 'helm').some((call) => call.startsWith('rollback'))).toBe(false);
  });

  it('changes nothing where the image is refused', async () => {
    const result = await back({ env: { DIGEST: digest('b') } });
    expect(result).toMatchObject({ status: 1, output: '' });
    expect(callsOf(result, 'helm').some((call) => call.startsWith('rollback'))).toBe(false);
    expect(result.summary).not.toContain('back to');
  });

  it('tells from what to what where the rollback fails: something has changed', async () => {
    const result = await back({ helm: [...history, { on: 'rollback', exits: 1 }] });
    expect(result).toMatchObject({ status: 1, summary: `${summary}- **failed**: what runs is not known to work\n` });
    expect(result.output).toBe(`to=${digest('a')}\nfrom=${digest('b')}\n`);
    expect(result.annotations[0]).toContain('title=Rollback failed');
  });

  it('fails where the pods run something else, and goes nowhere by itself', async () => {
    const result = await back({ kubectl: [pods('b')] });
    expect(result).toMatchObject({ status: 1, summary: `${summary}- **failed**: what runs is not known to work\n` });
    expect(callsOf(result, 'helm').filter((call) => call.startsWith('rollback'))).toHaveLength(1);
  });

  it('takes the reason for text', async () => {
    const result = await back({ env: { REASON: `${HOSTILE}\n### forged [x](y)` } });
    expect(result.status).toBe(0);
    expect(result.summary.split('\n')[2]).toContain('last=1 ### forged \\[x\\](y)');
    expect(result.summary.trimEnd().split('\n')).toHaveLength(7);
  });
});

describe.concurrent('check-rollback', () => {
  const agreed = { refs: [], reviewers: [], preventSelfReview: false, waitTimer: 0 };

  function check(
    env: Record<string, string>,
    answer: Answer = { body: { name: 'dev' } },
    run500: Answer = { body: { created_at: '2025-11-28T08:53:20Z' } },
  ) {
    return serve(
      ({ url }) => (url === '/repos/acme/app/actions/runs/500' ? run500 : answer),
      (GITHUB_API_URL) => {
        const given = {
          ...{ DIGEST: '', REASON: 'Payments time out', GITHUB_RUN_ATTEMPT: '1', ENVIRONMENT: 'dev' },
          ...{ EXPECTED: json(agreed), GH_TOKEN: 'x', GITHUB_REPOSITORY: 'acme/app', GITHUB_RUN_ID: '500' },
        };
        return run('check-rollback', { env: { ...given, GITHUB_API_URL, ...env }, real: ['curl'] });
      },
    );
  }

  it.each<[Record<string, string>]>([
    [{}],
    [{ DIGEST: digest('a') }],
    [{ DIGEST: digest('a'), GITHUB_RUN_ATTEMPT: '2' }],
    [{ REQUIRED: 'ROLE', ROLE: 'arn' }],
  ])('passes with %j', async (env) => {
    expect(await check(env)).toMatchObject({ status: 0, annotations: [] });
  });

  it('says when it was started, unless a digest is named', async () => {
    expect((await check({})).output).toBe('asked=1764320000\n');
    expect((await check({ DIGEST: digest('a') })).output).toBe(`digest=${digest('a')}\n`);
  });

  it.each<[Answer]>([[{ status: 404 }], [{ body: {} }], [{ body: { created_at: 'yesterday' } }]])(
    'wants a digest where GitHub answers %j',
    async (answer) => {
      const result = await check({}, undefined, answer);
      expect(result).toMatchObject({
        status: 1,
        output: '',
        annotations: [
          '::error title=Name the digest::GitHub does not say when this run was started, so what ran before is not clear.',
        ],
      });
      expect(await check({ DIGEST: digest('a') }, undefined, answer)).toMatchObject({ status: 0 });
    },
  );

  it.each<[string, Record<string, string>, Answer | undefined]>([
    ['No reason', { REASON: ' \n\t' }, undefined],
    ['No digest', { DIGEST: 'v1.2.3' }, undefined],
    ['Name the digest', { GITHUB_RUN_ATTEMPT: '2' }, undefined],
    ['Setting missing', { REQUIRED: 'ROLE', ROLE: '' }, undefined],
    ['Protection unknown', {}, { status: 403 }],
  ])('fails for: %s', async (title, env, answer) => {
    const result = await check(env, answer);
    expect(result.status).toBe(1);
    expect(result.annotations.map((line) => line.match(/title=([^:]+)/)?.[1])).toEqual([title]);
  });

  it('tells everything at once', async () => {
    const result = await check({ REASON: '', DIGEST: 'x', REQUIRED: 'ROLE', ROLE: '' }, { status: 404 });
    expect(result.annotations).toHaveLength(4);
  });
});

describe.concurrent('write-rollback-message', () => {
  const [to, from] = [digest('a'), digest('b')];
  const write = async (needs: Record<string, unknown>, env: Record<string, string> = {}) => {
    const result = await run('write-rollback-message', {
      env: {
        ...{ SERVICE: 'payments', ENVIRONMENT: 'production', REASON: 'Time out', NEEDS: json(needs) },
        ...{ GITHUB_REPOSITORY: 'acme/payment-api', GITHUB_REF_NAME: 'main', GITHUB_ACTOR: 'octocat' },
        ...{ GITHUB_RUN_ID: '500', GITHUB_RUN_NUMBER: '7' },
        ...env,
      },
    });
    expect(result.status).toBe(0);
    return { result, message: JSON.parse(readFileSync(join(result.temp, 'message.json'), 'utf8')) };
  };
  const others = { 'rollback-dev': { result: 'skipped', outputs: {} } };
  const ended = (result: string, outputs = {}) => ({ ...others, 'rollback-production': { result, outputs } });

  it('says what runs again, and why', async () => {
    const { message, result } = await write(ended('success', { to, from }));
    expect(message).toEqual({
      status: 'rolled-back',
      color: '#0e8a16',
      headline: 'payments: rolled back',
      detail: `production: runs ${to} again, in place of ${from}.`,
      fields: [
        { title: 'Reason', text: 'Time out' },
        { title: 'Author', text: 'octocat' },
        { title: 'Run', text: 'Run 7', url: 'https://github.com/acme/payment-api/actions/runs/500' },
      ],
    });
    expect(result.summary).toBe(`payments: rolled back: production: runs ${to} again, in place of ${from}.\n`);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'begun and failed',
      ended('failure', { to, from }),
      'rollback-failed',
      `production: should run ${to} again, and is not known to work. A person is needed now.`,
    ],
    [
      'begun and cancelled',
      ended('cancelled', { to, from }),
      'rollback-failed',
      `production: should run ${to} again, and is not known to work. A person is needed now.`,
    ],
    [
      'refused',
      ended('failure'),
      'failed',
      'production: it was refused or not approved, or its job did not start: nothing was changed. Where its machine was lost, look.',
    ],
    [
      'cancelled',
      ended('cancelled'),
      'cancelled',
      'production: nothing was changed: by hand, or a newer run took its place in line.',
    ],
    [
      'started elsewhere',
      ended('skipped'),
      'failed',
      'production: nothing was changed: main is not deployed there. Start it where deployments come from.',
    ],
  ])('tells one that was %s', async (_, needs, status, detail) => {
    expect((await write(needs)).message).toMatchObject({ status, detail });
  });

  it('takes everything for text', async () => {
    const { message } = await write(ended('success', { to, from }), { REASON: HOSTILE, ENVIRONMENT: HOSTILE });
    expect(message.fields[0].text).toBe(HOSTILE);
  });
});
