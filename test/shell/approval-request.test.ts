import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOSTILE, run } from './harness';
import { GITHUB } from './support/github';

describe.concurrent('write-approval-request', () => {
  const env = { ...GITHUB, SERVICE: 'payment-api', WAITING: 'production', DIGEST: `sha256:${'d'.repeat(64)}` };

  it('says what waits and where to decide', async () => {
    const result = await run('write-approval-request', { env });
    expect(result).toMatchObject({ status: 0, stdout: 'payment-api: production waits for approval\n' });
    expect(JSON.parse(readFileSync(join(result.temp, 'message.json'), 'utf8'))).toEqual({
      status: 'waiting',
      color: '#1d76db',
      headline: 'payment-api: production waits for approval',
      detail: '',
      fields: [
        {
          title: 'Commit',
          text: '0123456 on main',
          url: 'https://github.com/acme/payment-api/commit/0123456789abcdef0123456789abcdef01234567',
        },
        { title: 'Author', text: 'zoe' },
        { title: 'Image', text: env.DIGEST },
        { title: 'Approve or reject', text: 'Run 12', url: 'https://github.com/acme/payment-api/actions/runs/500' },
      ],
    });
  });

  it.each([
    [`sha256:${'d'.repeat(64)}`, `sha256:${'d'.repeat(64)}`],
    ['', 'the one that ran before'],
  ])('says of a rollback why, and to which image: %j', async (DIGEST, image) => {
    const result = await run('write-approval-request', { env: { ...env, DIGEST, REASON: 'Errors <b>' } });
    expect(result).toMatchObject({ status: 0, stdout: 'payment-api: rollback of production waits for approval\n' });
    expect(JSON.parse(readFileSync(join(result.temp, 'message.json'), 'utf8'))).toEqual({
      status: 'waiting',
      color: '#1d76db',
      headline: 'payment-api: rollback of production waits for approval',
      detail: '',
      fields: [
        { title: 'Reason', text: 'Errors <b>' },
        { title: 'Author', text: 'zoe' },
        { title: 'Image', text: image },
        { title: 'Approve or reject', text: 'Run 12', url: 'https://github.com/acme/payment-api/actions/runs/500' },
      ],
    });
  });

  it('writes where it is told, and keeps text as text', async () => {
    const result = await run('write-approval-request', {
      env: { ...env, WAITING: HOSTILE, MESSAGE_FILE: 'request.json' },
    });
    const written = JSON.parse(readFileSync(join(result.cwd, 'request.json'), 'utf8'));
    expect(written.headline).toBe(`payment-api: ${HOSTILE} waits for approval`);
  });

  it.each(['SERVICE', 'WAITING', 'DIGEST'])('needs %s', async (name) => {
    const result = await run('write-approval-request', { env: { ...env, [name]: '' } });
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain(`${name}: `);
  });
});
