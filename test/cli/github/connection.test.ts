import { describe, expect, it } from 'vitest';
import { apiUrl, findRepository, findToken } from '../../../src/cli/github/connection';
import { proxyNote } from '../../../src/cli/github/proxy';

const programs =
  (answers: { readonly [command: string]: string }) =>
  async (program: string, args: readonly string[]): Promise<string | null> =>
    answers[[program, ...args].join(' ')] ?? null;
const nothing = programs({});
const GITHUB = 'https://api.github.com';

describe('apiUrl', () => {
  it('is GitHub unless the environment says otherwise', () => {
    expect(apiUrl({})).toBe('https://api.github.com');
    expect(apiUrl({ GITHUB_API_URL: 'https://ghe.acme.example/api/v3/' })).toBe('https://ghe.acme.example/api/v3');
    expect(apiUrl({ GITHUB_API_URL: 'http://127.0.0.1:8080' })).toBe('http://127.0.0.1:8080');
  });

  it('refuses to send a token in the open', () => {
    expect(() => apiUrl({ GITHUB_API_URL: 'http://ghe.acme.example/api/v3' })).toThrow('must begin with https://');
    const credentials = { GITHUB_API_URL: 'http://ada:secret@ghe.acme.example' };
    expect(() => apiUrl(credentials)).toThrow(/^GITHUB_API_URL must not hold a user or a password$/);
    expect(() => apiUrl({ GITHUB_API_URL: 'ghe' })).toThrow('GITHUB_API_URL is not a URL: ghe');
  });
});

describe('findToken', () => {
  it('looks where gh looks, in its order', async () => {
    expect(await findToken({ GH_TOKEN: 'a', GITHUB_TOKEN: 'b' }, nothing, GITHUB)).toBe('a');
    expect(await findToken({ GH_TOKEN: '', GITHUB_TOKEN: 'b\n' }, nothing, GITHUB)).toBe('b');
    const enterprise = { GH_TOKEN: 'a', GH_ENTERPRISE_TOKEN: 'e' };
    expect(await findToken(enterprise, nothing, 'https://ghe.acme.example/api/v3')).toBe('e');
    expect(await findToken({}, programs({ 'gh auth token --hostname github.com': 'c\n' }), GITHUB)).toBe('c');
    const ghe = programs({ 'gh auth token --hostname ghe.acme.example': 'd\n' });
    expect(await findToken({}, ghe, 'https://ghe.acme.example/api/v3')).toBe('d');
  });

  it('says what to do without one, and does not show one that is broken', async () => {
    await expect(findToken({}, nothing, GITHUB)).rejects.toThrow(
      'set GH_TOKEN or GITHUB_TOKEN, or sign in with `gh auth login',
    );
    const broken = findToken({ GH_TOKEN: 'ghp_one\nghp_two' }, nothing, GITHUB);
    await expect(broken).rejects.toThrow('what the variable GH_TOKEN holds is not a token');
    await expect(broken).rejects.not.toThrow('ghp_');
  });
});

describe('findRepository', () => {
  const origin = (url: string) => programs({ 'git remote get-url origin': `${url}\n` });

  it.each([
    ['git@github.com:acme/payment-api.git'],
    ['https://github.com/acme/payment-api'],
    ['https://x-access-token:secret@github.com/acme/payment-api.git'],
    ['ssh://git@github.com/acme/payment-api.git'],
    ['ssh://git@ssh.github.com:443/acme/payment-api.git'],
  ])('reads the remote %s', async (url) => {
    expect(await findRepository(undefined, {}, origin(url), GITHUB)).toBe('acme/payment-api');
  });

  it('prefers the option, then the workflow', async () => {
    const env = { GITHUB_REPOSITORY: 'acme/b' };
    expect(await findRepository('acme/a', env, nothing, GITHUB)).toBe('acme/a');
    expect(await findRepository(undefined, env, nothing, GITHUB)).toBe('acme/b');
  });

  it('takes what the pipelines say where there is no remote', async () => {
    expect(await findRepository(undefined, {}, nothing, GITHUB, ['acme/a', 'acme/a'])).toBe('acme/a');
    expect(await findRepository(undefined, {}, origin('git@github.com:fork/a.git'), GITHUB, ['acme/a'])).toBe('fork/a');
    await expect(findRepository(undefined, {}, nothing, GITHUB, ['acme/a', 'acme/b'])).rejects.toThrow(
      'the pipelines name several repositories: acme/a, acme/b\n→ pass --repo owner/name',
    );
    await expect(findRepository(undefined, {}, nothing, GITHUB, ['acme/..'])).rejects.toThrow('not a repository');
  });

  it('refuses what is no repository, and a remote of another host', async () => {
    await expect(findRepository('acme', {}, nothing, GITHUB)).rejects.toThrow('write it as owner/name');
    await expect(findRepository('acme/..', {}, nothing, GITHUB)).rejects.toThrow('not a repository');
    await expect(findRepository(undefined, {}, nothing, GITHUB)).rejects.toThrow(
      "pass --repo owner/name, or say 'repository' of the Pipeline",
    );
    const other = findRepository(undefined, {}, origin('git@ghe.acme.example:acme/a.git'), GITHUB);
    await expect(other).rejects.toThrow(
      'set GITHUB_API_URL (GitHub Enterprise Server: https://ghe.acme.example/api/v3)',
    );
  });
});

describe('proxyNote', () => {
  const env = { HTTPS_PROXY: 'http://proxy.acme.example:3128' };

  it('says what this Node does about a proxy', () => {
    expect(proxyNote({}, 'v20.20.2', GITHUB)).toBeNull();
    expect(proxyNote(env, 'v20.20.2', GITHUB)).toContain('Node v20.20.2 cannot use a proxy');
    expect(proxyNote(env, 'v22.20.0', GITHUB)).toContain('Node v22.20.0 cannot use a proxy');
    expect(proxyNote(env, 'v22.21.0', GITHUB)).toContain('only with NODE_USE_ENV_PROXY=1');
    expect(proxyNote({ ...env, NODE_USE_ENV_PROXY: '1' }, 'v24.0.0', GITHUB)).toBeNull();
    expect(proxyNote(env, 'v20.20.2', 'http://127.0.0.1:1')).toBeNull();
  });

  it.each(['api.github.com', '*', 'localhost, .github.com', '*.github.com', 'github.com:443', 'GitHub.com'])(
    'is silent where NO_PROXY=%s covers the host',
    (covers) => {
      const env = { HTTPS_PROXY: 'http://proxy:3128' };
      expect(proxyNote({ ...env, NO_PROXY: covers }, 'v20.20.2', GITHUB)).toBeNull();
      expect(proxyNote({ ...env, no_proxy: covers }, 'v24.4.0', GITHUB)).toBeNull();
    },
  );

  it.each(['hub.com', 'example.com', 'api.github.com:8443', 'api.github.com.example.com', ' , '])(
    'speaks where NO_PROXY=%s does not',
    (other) => {
      const env = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: other };
      expect(proxyNote(env, 'v20.20.2', GITHUB)).toContain('HTTPS_PROXY is set');
    },
  );
});
