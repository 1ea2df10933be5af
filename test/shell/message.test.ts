import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOSTILE, run } from './harness';
import { GITHUB } from './support/github';

const CHECKS = ['build', 'unit-test', 'lint', 'security-scan', 'integration-test'];
const PLACES = { 'deploy-dev': 'dev', 'deploy-staging': 'staging', 'deploy-production': 'production' };
const DEPLOYS = Object.keys(PLACES);
const [RED, ORANGE, GREY, GREEN] = ['#b60205', '#d93f0b', '#6a737d', '#0e8a16'];

/** `failure/success` stands for a job that failed and whose output `rollback` is `success`. */
type Results = Readonly<Record<string, string>>;

async function message(results: Results, env: Record<string, string> = {}) {
  const needs = Object.fromEntries(
    [...CHECKS, ...DEPLOYS].map((job) => {
      const [result, rollback] = (results[job] ?? 'success').split('/');
      return [job, { result, outputs: rollback === undefined ? {} : { rollback } }];
    }),
  );
  const given = {
    SERVICE: 'payment-api',
    JOBS: [...CHECKS, ...DEPLOYS].join(' '),
    ENVIRONMENTS: JSON.stringify(PLACES),
    NEEDS: JSON.stringify(needs),
  };
  const result = await run('write-message', { env: { ...GITHUB, ...given, ...env } });
  expect(result).toMatchObject({ status: 0, stderr: '' });
  return { result, message: JSON.parse(readFileSync(join(result.temp, 'message.json'), 'utf8')) };
}

const skip = (...jobs: string[]): Results => Object.fromEntries(jobs.map((job) => [job, 'skipped']));
const STOPPED = skip('integration-test', ...DEPLOYS);

describe.concurrent('write-message', () => {
  it.each<[string, Results, string, string, string]>([
    ['all green', {}, 'success', GREEN, 'success: deployed to dev, staging, production.'],
    ['scan fails', { ...STOPPED, 'security-scan': 'failure' }, 'failed', RED, 'failed: stopped at security-scan.'],
    [
      'several fail',
      { ...STOPPED, lint: 'failure', 'security-scan': 'failure' },
      'failed',
      RED,
      'failed: stopped at lint, security-scan.',
    ],
    [
      'integration fails',
      { ...skip(...DEPLOYS), 'integration-test': 'failure' },
      'failed',
      RED,
      'failed: stopped at integration-test.',
    ],
    [
      'smoke test fails, rolled back',
      { ...skip('deploy-production'), 'deploy-staging': 'failure/success' },
      'rolled-back',
      ORANGE,
      'rolled back: the deployment to staging failed; staging runs the version it had before.',
    ],
    [
      'rollback fails too',
      { ...skip('deploy-production'), 'deploy-staging': 'failure/failure' },
      'rollback-failed',
      RED,
      'ROLLBACK FAILED: staging: neither the new version nor the old one is known to work. A person is needed now.',
    ],
    [
      'rollback fails and the job is cancelled',
      { ...skip('deploy-production'), 'deploy-staging': 'cancelled/failure' },
      'rollback-failed',
      RED,
      'ROLLBACK FAILED: staging: neither the new version nor the old one is known to work. A person is needed now.',
    ],
    [
      'approval rejected',
      { 'deploy-production': 'failure' },
      'partial',
      ORANGE,
      'partial: production was not approved, or its job did not start or was lost.',
    ],
    [
      'first approval rejected',
      { ...skip('deploy-staging', 'deploy-production'), 'deploy-dev': 'failure' },
      'failed',
      ORANGE,
      'failed: dev was not approved, or its job did not start or was lost.',
    ],
    [
      'failed before the upgrade',
      { ...skip('deploy-production'), 'deploy-staging': 'failure/skipped' },
      'partial',
      RED,
      'partial: stopped at the deployment to staging.',
    ],
    [
      'cancelled during validation',
      { ...STOPPED, 'unit-test': 'cancelled', lint: 'cancelled', 'security-scan': 'cancelled' },
      'cancelled',
      GREY,
      'cancelled: at unit-test, lint, security-scan, by hand or for a newer run.',
    ],
    [
      'cancelled while production waits',
      { 'deploy-production': 'cancelled' },
      'cancelled',
      GREY,
      'cancelled: at the deployment to production, by hand or for a newer run.',
    ],
    [
      'cancelled while deploying',
      { ...skip('deploy-production'), 'deploy-staging': 'cancelled/skipped' },
      'cancelled',
      ORANGE,
      'cancelled: staging was interrupted during its deployment: look at it.',
    ],
    [
      'a failure outweighs a cancelled job',
      { ...STOPPED, lint: 'failure', 'unit-test': 'cancelled' },
      'failed',
      RED,
      'failed: stopped at lint.',
    ],
    [
      'a failed rollback outweighs one that worked',
      { 'deploy-dev': 'failure/success', 'deploy-staging': 'failure/failure', 'deploy-production': 'skipped' },
      'rollback-failed',
      RED,
      'ROLLBACK FAILED: staging: neither the new version nor the old one is known to work. A person is needed now.',
    ],
    ['another branch', skip(...DEPLOYS), 'checked', GREEN, 'checked: every check passed; this branch is not deployed.'],
    [
      'production is for tags',
      skip('deploy-production'),
      'success',
      GREEN,
      'success: deployed to dev, staging, not to production.',
    ],
  ])('%s', async (_, results, status, color, line) => {
    const { result, message: written } = await message(results);
    expect(`${written.headline}: ${written.detail}`).toBe(`payment-api: ${line}`);
    expect(written).toMatchObject({ status, color });
    expect(result.summary).toBe(`payment-api: ${line}\n`);
    expect(result.stdout).toBe(`payment-api: ${line}\n`);
  });

  it('says commit, author, places and run', async () => {
    const { message: written } = await message({ ...skip('deploy-production'), 'deploy-staging': 'failure/success' });
    expect(written.fields).toEqual([
      {
        title: 'Commit',
        text: '0123456 on main',
        url: 'https://github.com/acme/payment-api/commit/0123456789abcdef0123456789abcdef01234567',
      },
      { title: 'Author', text: 'zoe' },
      { title: 'Deployed in this run', text: 'dev' },
      {
        title: 'Run',
        text: 'Run 12, attempt 2',
        url: 'https://github.com/acme/payment-api/actions/runs/500/attempts/2',
      },
    ]);
    expect(Object.keys(written)).toEqual(['status', 'color', 'headline', 'detail', 'fields']);
    expect((await message(STOPPED)).message.fields[2].text).toBe('nowhere');
  });

  it('speaks of another commit when told so', async () => {
    const { message: written } = await message({}, { COMMIT: 'fedcba9876543210' });
    expect(written.fields[0]).toMatchObject({
      text: 'fedcba9 on main',
      url: 'https://github.com/acme/payment-api/commit/fedcba9876543210',
    });
  });

  it('mentions a job that only warns, and judges without it', async () => {
    const { message: written } = await message({ lint: 'failure' }, { WARN_JOBS: 'audit lint' });
    expect(written).toMatchObject({
      status: 'success',
      detail: 'deployed to dev, staging, production. lint failed, which only warns.',
    });
    expect((await message({ lint: 'cancelled' }, { WARN_JOBS: 'lint' })).message.status).toBe('success');
  });

  it('names environments as GitHub and the request for approval do, whatever the job is called', async () => {
    const ENVIRONMENTS = JSON.stringify({ ...PLACES, 'deploy-production': 'orders production' });
    const { message: done } = await message({}, { ENVIRONMENTS });
    expect(done.detail).toBe('deployed to dev, staging, orders production.');
    const { message: failed } = await message({ 'deploy-production': 'failure/skipped' }, { ENVIRONMENTS });
    expect(failed.detail).toBe('stopped at the deployment to orders production.');
  });

  it('knows a pipeline without deployments', async () => {
    const { message: written } = await message({}, { ENVIRONMENTS: '{}', JOBS: CHECKS.join(' ') });
    expect(written).toMatchObject({ status: 'checked', detail: 'every check passed.' });
  });

  it('takes a job without result for a failed one', async () => {
    const { message: written } = await message({}, { JOBS: 'build ghost', ENVIRONMENTS: '' });
    expect(written).toMatchObject({ status: 'failed', detail: 'stopped at ghost.' });
  });

  it('keeps text as text', async () => {
    const { message: written } = await message(
      {},
      { SERVICE: HOSTILE, GITHUB_REF_NAME: HOSTILE, GITHUB_ACTOR: HOSTILE, COMMIT: '"><x>' },
    );
    expect(written.headline).toBe(`${HOSTILE}: success`);
    expect(written.fields[0].text).toBe(`"><x> on ${HOSTILE}`);
    expect(written.fields[0].url).toBe('https://github.com/acme/payment-api/commit/%22%3E%3Cx%3E');
    expect(written.fields[1].text).toBe(HOSTILE);
  });

  it.each(['SERVICE', 'NEEDS', 'JOBS'])('needs %s', async (name) => {
    const result = await run('write-message', { env: { SERVICE: 's', NEEDS: '{}', JOBS: 'build', [name]: '' } });
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain(`${name}: `);
  });

  it.each([HOSTILE, '{', '[]'])('fails on the needs %s', async (NEEDS) => {
    const result = await run('write-message', { env: { ...GITHUB, SERVICE: 's', JOBS: 'build', NEEDS } });
    expect(result.status).not.toBe(0);
    expect(result.summary).toBe('');
  });

  it('prints its line once in a terminal', async () => {
    const result = await run('write-message', {
      env: { SERVICE: 's', JOBS: 'build', NEEDS: '{"build": {"result": "success"}}' },
      byHand: true,
    });
    expect(result.stdout).toBe('s: checked: every check passed.\n');
  });
});
