import { describe, expect, it } from 'vitest';
import { type Answer, callsOf, type Reaction, run, serve } from './harness';

const DIGEST = `sha256:${'e'.repeat(64)}`;
const json = (value: unknown) => JSON.stringify(value);

describe.concurrent('check-image', () => {
  const env = { IMAGE_REPOSITORY: 'registry.example/app', DIGEST, GITHUB_SHA: 'abc' };

  it('reads back what was pushed, and hands on its digest', async () => {
    const result = await run('check-image', { env, tools: { docker: [{}] } });
    expect(result).toMatchObject({
      status: 0,
      output: `digest=${DIGEST}\n`,
      summary: `### Image\nregistry.example/app@${DIGEST}, built from commit abc\n`,
    });
    expect(callsOf(result, 'docker').map((call) => call.split(' ')[0])).toEqual(['pull', 'tag', 'save']);
  });

  it('goes no further without a digest', async () => {
    const result = await run('check-image', { env: { ...env, DIGEST: '' }, tools: { docker: [{}] } });
    expect(result).toMatchObject({ status: 1, output: '', summary: '', calls: [] });
    expect(result.annotations[0]).toContain('title=No digest');
  });

  it('goes no further when the image cannot be read back', async () => {
    const result = await run('check-image', { env, tools: { docker: [{ exits: 1 }] } });
    expect(result).toMatchObject({ status: 1, summary: '' });
    expect(result.calls).toHaveLength(1);
  });
});

describe.concurrent('check-deployment', () => {
  const agreed = { refs: [], reviewers: [], preventSelfReview: false, waitTimer: 0 };

  function check(env: Record<string, string>, answer: Answer = { body: { name: 'dev' } }) {
    return serve(
      () => answer,
      (GITHUB_API_URL) => {
        const given = {
          DIGEST,
          ENVIRONMENT: 'dev',
          EXPECTED: json(agreed),
          GH_TOKEN: 'x',
          GITHUB_REPOSITORY: 'acme/app',
        };
        return run('check-deployment', { env: { ...given, GITHUB_API_URL, ...env }, real: ['curl'] });
      },
    );
  }

  it('passes when all hold', async () => {
    const result = await check({ REQUIRED: 'ROLE', ROLE: 'arn' });
    expect(result).toMatchObject({ status: 0, output: `digest=${DIGEST}\n`, annotations: [] });
  });

  it('needs no settings where none are required', async () => {
    expect((await check({})).status).toBe(0);
  });

  it('tells everything that does not hold', async () => {
    const result = await check({ DIGEST: '', REQUIRED: 'ROLE', ROLE: '' }, { status: 404 });
    expect(result.status).toBe(1);
    expect(result.annotations.map((line) => line.match(/title=([^:]+)/)?.[1])).toEqual([
      'No digest',
      'Setting missing',
      'Protection unknown',
    ]);
  });

  it.each<[Record<string, string>, Answer | undefined]>([
    [{ DIGEST: '' }, undefined],
    [{ REQUIRED: 'ROLE' }, undefined],
    [{}, { status: 403 }],
  ])('fails with %j and %j', async (env, answer) => {
    expect((await check(env, answer)).status).toBe(1);
  });
});

describe.concurrent('deploy-release', () => {
  const env = {
    ...{ RELEASE: 'app', NAMESPACE: 'apps', ENVIRONMENT: 'dev', CHART: 'charts/app', VALUES: 'values-dev.yaml' },
    ...{ IMAGE_REPOSITORY: 'registry.example/app', DIGEST, GITHUB_RUN_ID: '500', GITHUB_SHA: 'abc' },
  };
  const installed: Reaction[] = [
    { on: 'list', prints: json([{ name: 'app' }]) },
    { on: 'history', prints: json([{ revision: 7, status: 'deployed' }]) },
  ];
  const live = (run: string): Reaction[] => [
    { on: 'get secrets', prints: json({ items: [{ metadata: { labels: { version: '7', 'github-run': run } } }] }) },
  ];
  const verbs = (calls: string[]) => calls.map((call) => call.split(' ')[0]);

  it('compares, records and upgrades, and hands on the revision', async () => {
    const result = await run('deploy-release', {
      env,
      tools: { helm: [...installed, { on: 'upgrade' }], kubectl: live('499') },
    });
    expect(result).toMatchObject({ status: 0, output: 'revision=7\n' });
    expect(verbs(callsOf(result, 'helm'))).toEqual(['list', 'history', 'list', 'history', 'upgrade']);
    expect(callsOf(result, 'helm')[4]).toContain('--rollback-on-failure');
  });

  it('hands on the revision when the upgrade fails, so that a rollback knows it', async () => {
    const helm = [...installed, { on: 'upgrade', exits: 3 }];
    const result = await run('deploy-release', { env, tools: { helm, kubectl: live('499') } });
    expect(result).toMatchObject({ status: 3, output: 'revision=7\n' });
  });

  it.each<[string, number[], string | undefined, string]>([
    ['ten, unless told otherwise', [7], undefined, '10'],
    ['as many as it is told', [1, 2, 3, 4, 5, 6, 7], '30', '30'],
    ['more, so that Helm does not clear away what was verified last', [4, 5, 6, 7], '3', '5'],
  ])('keeps revisions: %s', async (_, numbers, given, kept) => {
    const history = json(numbers.map((revision) => ({ revision, status: revision === 7 ? 'deployed' : 'superseded' })));
    const items = numbers.map((revision) => ({
      metadata: { labels: { version: String(revision), verified: revision === numbers[0] ? String(revision) : 'no' } },
    }));
    const result = await run('deploy-release', {
      env: { ...env, ...(given === undefined ? {} : { HISTORY_MAX: given }) },
      tools: {
        helm: [installed[0], { on: 'history', prints: history }, { on: 'upgrade' }],
        kubectl: [{ on: 'get secrets', prints: json({ items }) }],
      },
    });
    expect(result).toMatchObject({ status: 0, output: `revision=${numbers[0]}\n` });
    expect(callsOf(result, 'helm').at(-1)).toContain(`--history-max ${kept} `);
  });

  it('hands on an empty revision on a first installation', async () => {
    const result = await run('deploy-release', {
      env,
      tools: { helm: [{ on: 'list', prints: '[]' }, { on: 'upgrade' }] },
    });
    expect(result).toMatchObject({ status: 0, output: 'revision=\n' });
    expect(callsOf(result, 'helm').at(-1)).not.toContain('--rollback-on-failure');
  });

  it('hands on nothing when a newer run is live: there is nothing to roll back', async () => {
    const result = await run('deploy-release', { env, tools: { helm: installed, kubectl: live('501') } });
    expect(result).toMatchObject({ status: 1, output: '' });
    expect(verbs(callsOf(result, 'helm'))).toEqual(['list', 'history']);
  });

  it('brings nothing back that a newer run was killed over', async () => {
    const history = json([
      { revision: 7, status: 'deployed' },
      { revision: 8, status: 'pending-upgrade' },
    ]);
    const helm = [installed[0], { on: 'history', prints: history }];
    const result = await run('deploy-release', { env, tools: { helm, kubectl: live('501') } });
    expect(result).toMatchObject({ status: 1, output: '' });
    expect(verbs(callsOf(result, 'helm'))).toEqual(['list', 'history']);
  });

  it('goes back when that is what it is for', async () => {
    const helm = [...installed, { on: 'upgrade' }];
    const result = await run('deploy-release', {
      env: { ...env, ALLOW_OLDER: 'true' },
      tools: { helm, kubectl: live('501') },
    });
    expect(result.status).toBe(0);
    expect(verbs(callsOf(result, 'helm'))).toEqual(['list', 'history', 'upgrade']);
  });

  it('hands on nothing when the cluster cannot be asked', async () => {
    const result = await run('deploy-release', { env, tools: { helm: [{ exits: 1 }] } });
    expect(result).toMatchObject({ status: 1, output: '' });
    expect(result.calls).toHaveLength(1);
  });
});
