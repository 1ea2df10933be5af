import { UsageError } from '../usage-error';

export interface Environment {
  readonly [name: string]: string | undefined;
}

/** Runs a program and returns what it printed, or null where it failed or does not exist. */
export type Run = (program: string, args: readonly string[]) => Promise<string | null>;

/** Root of the REST API: `GITHUB_API_URL`, or GitHub's own. */
export function apiUrl(env: Environment): string {
  const given = env.GITHUB_API_URL || 'https://api.github.com';
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw new UsageError(`GITHUB_API_URL is not a URL: ${given}`);
  }
  if (url.username || url.password) throw new UsageError('GITHUB_API_URL must not hold a user or a password');
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    throw new UsageError(`GITHUB_API_URL must begin with https://, or the token would travel in the open: ${given}`);
  }
  return url.href.replace(/\/+$/, '');
}

/** The token, from where the `gh` command looks for it. It is handed to the client and shown to nobody. */
export async function findToken(env: Environment, run: Run, api: string): Promise<string> {
  const host = new URL(api).hostname.replace(/^api\./, '');
  const enterprise = host !== 'github.com';
  const names = [...(enterprise ? ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'] : []), 'GH_TOKEN', 'GITHUB_TOKEN'];
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return printable(value, `the variable ${name}`);
  }
  const fromGh = (await run('gh', ['auth', 'token', '--hostname', host]))?.trim();
  if (fromGh) return printable(fromGh, 'gh auth token');
  throw new UsageError(
    `there is no token for ${host}\n→ set GH_TOKEN or GITHUB_TOKEN, or sign in with \`gh auth login --hostname ${host}\``,
  );
}

/** A line break in a header is an error whose text would hold the token. */
function printable(token: string, source: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError(`what ${source} holds is not a token: it has spaces, line breaks or other characters inside`);
}

/** `owner/name` from the option, the workflow's environment, the remote `origin` of the checkout, or what its pipelines say. */
export async function findRepository(
  option: string | undefined,
  env: Environment,
  run: Run,
  api: string,
  described: readonly string[] = [],
): Promise<string> {
  const given = option ?? env.GITHUB_REPOSITORY;
  if (given !== undefined) return checkedName(given);
  const remote = (await run('git', ['remote', 'get-url', 'origin']))?.trim() ?? '';
  const match = remote.match(/^(?:[a-z+]+:\/\/)?(?:[^@/]+@)?([^:/]+)(?::\d+)?[:/]+([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/);
  if (!match) return describedRepository(described);
  const expected = new URL(api).hostname.replace(/^api\./, '');
  if (match[1] !== expected && match[1] !== `ssh.${expected}`) {
    throw new UsageError(
      `origin is on ${match[1]}, but the API asked is that of ${expected}\n→ set GITHUB_API_URL (GitHub Enterprise Server: https://${match[1]}/api/v3) or pass --repo owner/name`,
    );
  }
  return match[2];
}

/** A clone knows better where it came from: a fork carries the files of the repository that it was made of. */
function describedRepository(described: readonly string[]): string {
  const [name, ...others] = new Set(described);
  if (name === undefined) {
    throw new UsageError(
      "cannot tell which repository this is\n→ pass --repo owner/name, or say 'repository' of the Pipeline",
    );
  }
  if (others.length > 0) {
    throw new UsageError(
      `the pipelines name several repositories: ${[name, ...others].join(', ')}\n→ pass --repo owner/name`,
    );
  }
  return checkedName(name);
}

function checkedName(name: string): string {
  if (/^[\w-][\w.-]*\/(?!\.\.?$)[\w.-]+$/.test(name)) return name;
  throw new UsageError(`not a repository: ${name}\n→ write it as owner/name`);
}
