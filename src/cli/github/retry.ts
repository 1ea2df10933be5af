import { messageOf } from './errors';

/** A request is sent this often at most. */
export const MAX_ATTEMPTS = 5;

/** Longer than this we do not wait: a person or a schedule runs the command again. */
export const MAX_WAIT = 180_000;

/**
 * Milliseconds that a rate limit asks to wait, or null where the answer is no rate limit. Moments are measured against
 * GitHub's own clock, since ours may be wrong.
 */
export function rateLimitWait(status: number, headers: Headers, data: unknown, attempt: number): number | null {
  if (status !== 403 && status !== 429) return null;
  const serverNow = Date.parse(headers.get('date') ?? '') || Date.now();
  const retryAfter = headers.get('retry-after');
  if (retryAfter !== null) {
    const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - serverNow;
    if (Number.isFinite(wait)) return Math.max(wait, 0);
  }
  if (headers.get('x-ratelimit-remaining') === '0') {
    const reset = Number(headers.get('x-ratelimit-reset')) * 1000;
    if (reset > 0) return Math.max(reset - serverNow, 0);
  }
  if (status === 429 || /secondary rate limit/i.test(messageOf(data))) return 60_000 * attempt;
  return null;
}

/** Milliseconds before the next attempt after a failure that gives no time: 1, 2, 4 … seconds, half of it by chance. */
export function backoff(attempt: number, random: number): number {
  const base = 1000 * 2 ** (attempt - 1);
  return base / 2 + (base / 2) * random;
}
