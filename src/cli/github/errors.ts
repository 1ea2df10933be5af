type FailureKind = 'network' | 'rate-limit' | 'server' | 'token' | 'permission' | 'refused';

/** A call to GitHub that did not succeed, in words for people. Holds no header and no token. */
export class GitHubError extends Error {
  constructor(
    message: string,
    readonly kind: FailureKind,
    readonly status: number | null = null,
  ) {
    super(message);
    this.name = 'GitHubError';
  }

  /** Nobody knows whether the call took effect. */
  get effectUnknown(): boolean {
    return this.kind === 'network' || this.kind === 'server';
  }

  /** The next call would fail in the same way. */
  get hopeless(): boolean {
    return this.kind === 'network' || this.kind === 'server' || this.kind === 'rate-limit' || this.kind === 'token';
  }
}

/** What GitHub said no to, and why, as far as it tells. */
export function refusal(call: string, status: number, headers: Headers, data: unknown): GitHubError {
  const said = messageOf(data);
  const failed = `${call}: GitHub answered ${status}${said ? ` (${said})` : ''}`;
  if (status === 401) return new GitHubError(`${failed}\n→ the token is wrong, revoked or expired`, 'token', status);
  const needed = headers.get('x-accepted-github-permissions');
  const scopes = headers.get('x-accepted-oauth-scopes');
  if (status === 403 || status === 404) {
    const rights = needed
      ? `the token needs one of these permissions: ${needed.replace(/;/g, ' or')}`
      : scopes
        ? `the token needs one of these scopes: ${scopes}`
        : 'the token lacks a right, or what is asked for does not exist';
    return new GitHubError(`${failed}\n→ ${rights}`, status === 403 ? 'permission' : 'refused', status);
  }
  return new GitHubError(failed, 'refused', status);
}

export function messageOf(data: unknown): string {
  if (typeof data !== 'object' || data === null || !('message' in data)) return '';
  const { message, errors } = data as { message: unknown; errors?: unknown };
  const details = Array.isArray(errors)
    ? errors.map((error) => (typeof error === 'string' ? error : messageOf(error))).filter(Boolean)
    : [];
  return [String(message), ...details].join('; ');
}
