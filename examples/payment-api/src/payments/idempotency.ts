import type { RedisClient } from '../stores';

/** What is known of a key: the request that it came with, and the payment once there is one. */
export interface Claim {
  readonly fingerprint: string;
  readonly paymentId?: string;
}

export interface Idempotency {
  /** Takes the key for this request, or returns the claim that is already on it. */
  claim(key: string, fingerprint: string): Promise<Claim | undefined>;
  complete(key: string, claim: Required<Claim>): Promise<void>;
  release(key: string): Promise<void>;
}

/** Longer than a request can take, so that a claim only outlives a process that died. */
const CLAIM_SECONDS = 30;
const REMEMBER_SECONDS = 24 * 60 * 60;

export class RedisIdempotency implements Idempotency {
  constructor(private readonly redis: RedisClient) {}

  async claim(key: string, fingerprint: string): Promise<Claim | undefined> {
    const existing = await this.redis.set(redisKey(key), JSON.stringify({ fingerprint }), {
      condition: 'NX',
      GET: true,
      expiration: { type: 'EX', value: CLAIM_SECONDS },
    });
    return existing === null ? undefined : (JSON.parse(existing) as Claim);
  }

  async complete(key: string, claim: Required<Claim>): Promise<void> {
    await this.redis.set(redisKey(key), JSON.stringify(claim), {
      expiration: { type: 'EX', value: REMEMBER_SECONDS },
    });
  }

  async release(key: string): Promise<void> {
    await this.redis.del(redisKey(key));
  }
}

export function redisKey(key: string): string {
  return `payment-api:idempotency:${key}`;
}
