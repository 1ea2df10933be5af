import { describe, expect, it } from 'vitest';
import { backoff, rateLimitWait } from '../../../src/cli/github/retry';

const DATE = 'Tue, 24 Nov 2026 10:00:00 GMT';
const headers = (values: { readonly [name: string]: string }) => new Headers({ date: DATE, ...values });

describe('rateLimitWait', () => {
  it('takes seconds or a date from Retry-After', () => {
    expect(rateLimitWait(429, headers({ 'retry-after': '30' }), null, 1)).toBe(30_000);
    expect(rateLimitWait(403, headers({ 'retry-after': 'Tue, 24 Nov 2026 10:01:00 GMT' }), null, 1)).toBe(60_000);
    expect(rateLimitWait(429, headers({ 'retry-after': 'Tue, 24 Nov 2026 09:00:00 GMT' }), null, 1)).toBe(0);
  });

  it('measures the reset of the primary limit by the clock of GitHub, however wrong ours is', () => {
    const reset = String(Date.parse(DATE) / 1000 + 45);
    expect(rateLimitWait(403, headers({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }), null, 1)).toBe(
      45_000,
    );
  });

  it('waits a minute and more where a secondary limit gives no time', () => {
    const message = { message: 'You have exceeded a secondary rate limit.' };
    expect(rateLimitWait(403, headers({}), message, 1)).toBe(60_000);
    expect(rateLimitWait(403, headers({}), message, 2)).toBe(120_000);
    expect(rateLimitWait(429, headers({}), null, 1)).toBe(60_000);
  });

  it('takes a missing right for what it is', () => {
    expect(
      rateLimitWait(403, headers({ 'x-ratelimit-remaining': '4999' }), { message: 'Resource not accessible' }, 1),
    ).toBeNull();
    expect(rateLimitWait(404, headers({ 'retry-after': '1' }), null, 1)).toBeNull();
  });
});

describe('backoff', () => {
  it('doubles, and spreads by chance over the upper half', () => {
    expect([1, 2, 3, 4].map((attempt) => backoff(attempt, 0))).toEqual([500, 1000, 2000, 4000]);
    expect([1, 2, 3, 4].map((attempt) => backoff(attempt, 0.5))).toEqual([750, 1500, 3000, 6000]);
  });
});
