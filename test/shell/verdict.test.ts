import { describe, expect, it } from 'vitest';
import { type Answer, HOSTILE, type Request, run, serve } from './harness';

const needs = (results: Record<string, string>) =>
  JSON.stringify(Object.fromEntries(Object.entries(results).map(([job, result]) => [job, { result, outputs: {} }])));

describe.concurrent('decide-gate', () => {
  it('opens when every job has succeeded', async () => {
    const result = await run('decide-gate', { env: { NEEDS: needs({ build: 'success', lint: 'success' }) } });
    expect(result).toMatchObject({
      status: 0,
      annotations: [],
      summary:
        '### Verdict\n| job | result | verdict |\n| --- | --- | --- |\n| build | success | passes |\n| lint | success | passes |\n',
    });
  });

  it.each(['failure', 'cancelled', 'skipped', 'bogus'])('closes on %s', async (outcome) => {
    const result = await run('decide-gate', {
      env: { NEEDS: needs({ build: 'success', lint: outcome }), MAY_SKIP: 'deploy-dev', MAY_FAIL: '' },
    });
    expect(result).toMatchObject({ status: 1, annotations: [`::error title=Gate closed::lint: ${outcome}`] });
    expect(result.summary).toContain(`| lint | ${outcome} | blocks |\n`);
  });

  it('forgives a skip, and nothing but a skip, where that is right', async () => {
    const env = { MAY_SKIP: 'deploy-dev  deploy-staging\ndeploy-production' };
    const open = needs({ build: 'success', 'deploy-dev': 'skipped', 'deploy-production': 'skipped' });
    expect((await run('decide-gate', { env: { ...env, NEEDS: open } })).status).toBe(0);
    for (const outcome of ['failure', 'cancelled']) {
      const closed = await run('decide-gate', { env: { ...env, NEEDS: needs({ 'deploy-dev': outcome }) } });
      expect(closed.status).toBe(1);
    }
  });

  it.each(['failure', 'cancelled', 'skipped'])('only warns of %s where that is agreed', async (outcome) => {
    const result = await run('decide-gate', {
      env: { NEEDS: needs({ build: 'success', lint: outcome }), MAY_FAIL: 'audit lint' },
    });
    expect(result).toMatchObject({ status: 0, annotations: [`::warning title=Does not block::lint: ${outcome}`] });
    expect(result.summary).toContain(`| lint | ${outcome} | warns |\n`);
  });

  it('names every job that blocks', async () => {
    const result = await run('decide-gate', {
      env: { NEEDS: needs({ build: 'failure', lint: 'skipped', unit: 'cancelled' }) },
    });
    expect(result.annotations).toEqual([
      '::error title=Gate closed::build: failure',
      '::error title=Gate closed::lint: skipped',
      '::error title=Gate closed::unit: cancelled',
    ]);
  });

  it('closes on a job without result', async () => {
    const result = await run('decide-gate', { env: { NEEDS: '{"build": {}}' } });
    expect(result).toMatchObject({ status: 1, annotations: ['::error title=Gate closed::build: unknown'] });
  });

  it.each(['{}', '[]', 'null', '', '{', '"success"', HOSTILE])('closes on "%s"', async (NEEDS) => {
    const result = await run('decide-gate', { env: { NEEDS } });
    expect(result.status).not.toBe(0);
  });

  it('does not take a part of a name for the name', async () => {
    const result = await run('decide-gate', {
      env: { NEEDS: needs({ deploy: 'skipped' }), MAY_SKIP: 'deploy-dev', MAY_FAIL: 'redeploy' },
    });
    expect(result.status).toBe(1);
  });
});

describe.concurrent('report-durations', () => {
  const job = (name: string, seconds: number, conclusion: string | null = 'success') => ({
    name,
    conclusion,
    started_at: '2026-11-24T10:00:00Z',
    completed_at:
      conclusion === null ? null : new Date(Date.UTC(2026, 10, 24, 10, 0, seconds)).toISOString().replace('.000', ''),
  });

  function report(answer: (request: Request) => Answer, budgets: unknown = { build: 4, 'unit-test': 5, deploy: 3 }) {
    return serve(answer, async (url, requests) => {
      const env = {
        ...{
          GITHUB_REPOSITORY: 'acme/payment-api',
          GITHUB_RUN_ID: '500',
          GITHUB_RUN_ATTEMPT: '2',
          GH_TOKEN: 'top-secret',
          GITHUB_API_URL: url,
        },
        BUDGETS: typeof budgets === 'string' ? budgets : JSON.stringify(budgets),
      };
      return { result: await run('report-durations', { env, real: ['curl'] }), requests };
    });
  }

  it('lists what has ended and warns of what took too long', async () => {
    const jobs = [
      job('build', 240),
      job('unit-test', 301, 'failure'),
      job('deploy', 0, 'skipped'),
      job('other', 9999),
      job('pipeline-gate', 0, null),
    ];
    const { result, requests } = await report(() => ({ body: { total_count: 5, jobs } }));
    expect(result).toMatchObject({
      status: 0,
      summary:
        '### Durations\n| job | took | budget |  |\n| --- | --- | --- | --- |\n' +
        '| build | 4 min 0 s | 4 min |  |\n| unit-test | 5 min 1 s | 5 min | over |\n',
      annotations: ['::warning title=Over budget::unit-test took 5 min 1 s; its budget is 5 min.'],
    });
    expect(requests.map(({ url }) => url)).toEqual([
      '/repos/acme/payment-api/actions/runs/500/attempts/2/jobs?per_page=100&page=1',
    ]);
    expect(requests[0].headers.authorization).toBe('Bearer top-secret');
  });

  it('holds every job of a matrix to the budget', async () => {
    const jobs = [job('build (20, linux)', 241), job('build (22, linux)', 1), job('deploy (eu)', 1), job('deploy', 1)];
    const budgets = { build: 4, 'deploy (eu)': 9 };
    const { result } = await report(() => ({ body: { jobs } }), budgets);
    expect(result.summary.split('\n').slice(3, -1)).toEqual([
      '| build (20, linux) | 4 min 1 s | 4 min | over |',
      '| build (22, linux) | 0 min 1 s | 4 min |  |',
      '| deploy (eu) | 0 min 1 s | 9 min |  |',
    ]);
    expect(result.annotations).toEqual([
      '::warning title=Over budget::build (20, linux) took 4 min 1 s; its budget is 4 min.',
    ]);
  });

  it('reads every page', async () => {
    const pages = [Array.from({ length: 100 }, (_, index) => job(`job-${index}`, 1)), [job('build', 500)]];
    const { result, requests } = await report(({ url }) => ({ body: { jobs: pages[Number(url.slice(-1)) - 1] } }));
    expect(requests).toHaveLength(2);
    expect(result.summary).toContain('| build | 8 min 20 s | 4 min | over |\n');
  });

  it('reports an empty table', async () => {
    const { result } = await report(() => ({ body: { jobs: [] } }));
    expect(result).toMatchObject({
      status: 0,
      summary: '### Durations\n| job | took | budget |  |\n| --- | --- | --- | --- |\n',
    });
  });

  it.each<[string, Answer, unknown]>([
    ['GitHub refuses', { status: 403 }, {}],
    ['the answer is something else', { body: { message: 'no' } }, {}],
    ['the budgets are no JSON', { body: { jobs: [job('build', 1)] } }, HOSTILE],
  ])('fails when %s', async (_, answer, budgets) => {
    const { result } = await report(() => answer, budgets);
    expect(result.status).not.toBe(0);
    expect(result.summary).toBe('');
  });
});
