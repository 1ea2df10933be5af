import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callsOf, HOSTILE, run } from './harness';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const REPOSITORY = '123456789012.dkr.ecr.ap-south-1.amazonaws.com/payment-api';

describe.concurrent('check-digest', () => {
  it('hands on a digest', async () => {
    const result = await run('check-digest', { env: { DIGEST } });
    expect(result).toMatchObject({ status: 0, output: `digest=${DIGEST}\n`, annotations: [] });
  });

  it.each([
    ['nothing', ''],
    ['a tag', 'v1.2.3'],
    ['a masked value', '***'],
    ['upper case', DIGEST.toUpperCase()],
    ['a digit too few', DIGEST.slice(0, -1)],
    ['a digit too many', `${DIGEST}0`],
    ['something before it', `x${DIGEST}`],
    ['a line after it', `${DIGEST}\nadmin=true`],
    ['hostile text', HOSTILE],
  ])('refuses %s', async (_, value) => {
    const result = await run('check-digest', { env: { DIGEST: value } });
    expect(result).toMatchObject({ status: 1, output: '' });
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]).toMatch(
      /^::error title=No digest::Expected sha256: and 64 hexadecimal digits, got '.*'\.$/,
    );
  });

  it('refuses an unset variable', async () => {
    const { status, annotations } = await run('check-digest');
    expect(status).toBe(1);
    expect(annotations).toEqual(["::error title=No digest::Expected sha256: and 64 hexadecimal digits, got ''."]);
  });
});

describe.concurrent('read-back-image', () => {
  const env = { IMAGE_REPOSITORY: REPOSITORY, DIGEST, CANDIDATE: 'payment-api:candidate' };

  it('pulls by digest, tags and saves', async () => {
    const result = await run('read-back-image', { env, tools: { docker: [{}] } });
    expect(result.status).toBe(0);
    expect(result.calls).toEqual([
      ['docker', 'pull', '--quiet', `${REPOSITORY}@${DIGEST}`],
      ['docker', 'tag', `${REPOSITORY}@${DIGEST}`, 'payment-api:candidate'],
      ['docker', 'save', '--output', join(result.temp, 'image.tar'), 'payment-api:candidate'],
    ]);
  });

  it.each(['pull', 'tag', 'save'])('fails with docker %s, and goes no further', async (on) => {
    const result = await run('read-back-image', { env, tools: { docker: [{ on, exits: 3 }, {}] } });
    expect(result.status).toBe(3);
    expect(callsOf(result, 'docker').at(-1)).toMatch(new RegExp(`^${on}`));
  });
});

describe.concurrent('summarize-image', () => {
  it('names the image and its commit', async () => {
    const result = await run('summarize-image', { env: { IMAGE_REPOSITORY: REPOSITORY, DIGEST, GITHUB_SHA: 'abc' } });
    expect(result).toMatchObject({ status: 0, summary: `### Image\n${REPOSITORY}@${DIGEST}, built from commit abc\n` });
  });

  it('says that nothing was pushed', async () => {
    const result = await run('summarize-image', { env: { DIGEST: '' } });
    expect(result).toMatchObject({
      status: 0,
      summary: '### Image\nBuilt without pushing: scanned and tested from the artifact, deployed nowhere.\n',
    });
  });

  it('prints the summary in a terminal', async () => {
    const result = await run('summarize-image', { byHand: true });
    expect(result.stdout).toContain('### Image\nBuilt without pushing');
  });
});

describe.concurrent('start-image', () => {
  const env = { CANDIDATE: 'payment-api:candidate' };

  it('loads the image, hands in the variables and waits for its health', async () => {
    const result = await run('start-image', {
      env: {
        ...env,
        PORT: '9000',
        HEALTH_PATH: '/ready',
        SERVICE_URL: 'http://localhost:9000',
        PASS_ENV: 'DATABASE_URL REDIS_URL',
      },
      tools: { docker: [{ on: 'inspect', prints: 'true\n' }, {}], curl: [{ exits: [7, 7, 0] }] },
    });
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(result.stdout).toContain('Healthy at attempt 3.');
    expect(callsOf(result, 'docker').filter((call) => !call.startsWith('inspect'))).toEqual([
      `load --quiet --input ${join(result.temp, 'image.tar')}`,
      'rm --force candidate',
      'run --detach --name candidate --network host --env PORT --env DATABASE_URL --env REDIS_URL payment-api:candidate',
    ]);
    expect(callsOf(result, 'curl')[0]).toBe(
      '--fail --silent --output /dev/null --max-time 2 --globoff --url http://localhost:9000/ready',
    );
    expect(callsOf(result, 'sleep')).toEqual(['1', '1']);
  });

  it('has defaults', async () => {
    const result = await run('start-image', { tools: { docker: [{}], curl: [{}] } });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'curl')[0]).toContain('--url http://localhost:8080/health');
    expect(callsOf(result, 'docker')[2]).toBe('run --detach --name candidate --network host --env PORT candidate');
  });

  it('has no use for the container of the run before, be there one or not', async () => {
    const docker = [{ on: 'rm', warns: 'No such container: candidate\n', exits: 1 }, {}];
    const result = await run('start-image', { tools: { docker, curl: [{}] } });
    expect(result).toMatchObject({ status: 0, stderr: '' });
  });

  it('starts it in the network of a container, where the tests run in one', async () => {
    const env = { NETWORK: 'github_network_1', SERVICE_URL: 'http://candidate:8080' };
    const result = await run('start-image', { env, tools: { docker: [{}], curl: [{}] } });
    expect(callsOf(result, 'docker')[2]).toBe(
      'run --detach --name candidate --network github_network_1 --env PORT candidate',
    );
    expect(callsOf(result, 'curl')[0]).toContain('--url http://candidate:8080/health');
  });

  it('gives up after the attempts and shows the log, which cannot give commands', async () => {
    const result = await run('start-image', {
      env: { ...env, ATTEMPTS: '3' },
      tools: {
        docker: [
          { on: 'inspect', prints: 'true\n' },
          { on: 'logs', prints: 'listening\n', warns: '::error title=forged::x\n' },
          {},
        ],
        curl: [{ exits: 7 }],
      },
    });
    expect(result.status).toBe(1);
    expect(callsOf(result, 'curl')).toHaveLength(3);
    expect(result.stdout).toContain('| listening\n');
    expect(result.stdout).toContain('| ::error title=forged::x\n');
    expect(result.annotations).toEqual([
      "::error title=Image does not start::No answer at http://localhost:8080/health after 3 attempts; the container's log is above.",
    ]);
  });

  it('does not wait for a container that has ended', async () => {
    const result = await run('start-image', {
      env,
      tools: { docker: [{ on: 'inspect', prints: 'false\n' }, {}], curl: [{ exits: 7 }] },
    });
    expect(result.status).toBe(1);
    expect(callsOf(result, 'curl')).toHaveLength(1);
  });

  it.each(['load', 'run'])('fails with docker %s', async (on) => {
    const result = await run('start-image', { env, tools: { docker: [{ on, exits: 125 }, {}] } });
    expect(result.status).toBe(125);
  });

  it.each(['PORT', 'ATTEMPTS'])('takes no code for the number %s', async (name) => {
    const result = await run('start-image', { env: { ...env, [name]: 'PATH[$(touch pwned)]' } });
    expect(result).toMatchObject({ status: 1, calls: [] });
    expect(existsSync(join(result.cwd, 'pwned'))).toBe(false);
    expect(result.annotations[0]).toContain(`::error title=Not a number::${name} should be a whole number`);
  });
});
