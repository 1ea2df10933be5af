import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshGitHub } from '../fake-github/harness';

const { github, checkout, environment, run, written } = freshGitHub();

describe('reviewers', () => {
  it('are all looked at before anything is written, and every wrong one is named', async () => {
    environment(
      'name: dev\nreviewers:\n  users: [nobody, deploy-bot, outsider, ada]\n  teams: [acme/nowhere, acme/strangers]\n',
    );
    const { code, err } = await run('apply', '--yes');
    expect(code).toBe(1);
    expect(err).toBe(`dev: there is no user nobody
dev: deploy-bot is not a person but of type Bot
dev: user outsider has no read access to acme/payment-api
dev: there is no team acme/nowhere, or the token may not see it (organisation permission Members: read)
dev: team acme/strangers has no read access to acme/payment-api
`);
    expect(written()).toEqual([]);
  });

  it('who became somebody else under the same name stop everything', async () => {
    environment('name: dev\nreviewers:\n  users: [ada]\n  teams: [acme/platform]\n');
    expect((await run('apply', '--yes', '--record-ids')).code).toBe(0);
    const lock = join(checkout.root, '.stagegate/reviewers.lock');
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual({ users: { ada: 1 }, teams: { 'acme/platform': 12 } });
    checkout.write('.github/environments/other.yaml', 'name: other\nreviewers: {users: [Carol]}\n');
    await run('apply', '--yes', '--record-ids', '--environment', 'other');
    expect(readFileSync(lock, 'utf8')).toBe(
      '{\n  "users": {\n    "ada": 1,\n    "carol": 3\n  },\n  "teams": {\n    "acme/platform": 12\n  }\n}\n',
    );
    github.state.accounts[0] = { id: 666, login: 'Ada', type: 'User' };
    github.state.environments[0].reviewers = [];
    github.rewind();
    const { code, err } = await run('apply', '--yes');
    expect(code).toBe(1);
    expect(err).toContain('dev: Ada had the id 1 and has 666 now: somebody else under the same name');
    expect(written()).toEqual([]);
  });

  it('are not guessed where the ids cannot be read', async () => {
    environment('name: dev\nreviewers: {users: [ada]}\n');
    checkout.write('.stagegate/reviewers.lock', '{');
    const { code, err } = await run('apply', '--yes');
    expect(code).toBe(1);
    expect(err).toMatch(/^\.stagegate\/reviewers\.lock: /);
  });

  it('are written down only when asked to', async () => {
    environment('name: dev\nreviewers: {users: [ada]}\n');
    await run('apply', '--yes');
    expect(existsSync(join(checkout.root, '.stagegate/reviewers.lock'))).toBe(false);
  });
});
