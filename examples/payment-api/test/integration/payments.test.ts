import { createClient } from '@redis/client';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisKey } from '../../src/payments/idempotency';
import type { PaymentPage } from '../../src/payments/payment';
import { newKey, order, postPayment } from '../support/orders';
import { type RunningService, startService } from '../support/service';

// What the service leaves in its stores is read with clients of the test's own.
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const redis = createClient({ url: process.env.REDIS_URL });
let service: RunningService;

beforeAll(async () => {
  await redis.connect();
  service = await startService();
});

afterAll(async () => {
  await service.stop();
  await redis.close();
  await pool.end();
});

async function rows(key: string) {
  const result = await pool.query('SELECT id, amount, currency FROM payments WHERE idempotency_key = $1', [
    key,
  ]);
  return result.rows as { id: string; amount: string; currency: string }[];
}

describe('a payment', () => {
  it('is in PostgreSQL, and its key in Redis for a day', async () => {
    const key = newKey();
    const response = await postPayment(service.url, order, key);
    const { id } = (await response.json()) as { id: string };

    expect(response.status).toBe(201);
    expect(await rows(key)).toEqual([{ id, amount: '1999', currency: 'EUR' }]);
    expect(JSON.parse((await redis.get(redisKey(key))) ?? '')).toMatchObject({ paymentId: id });
    expect(await redis.ttl(redisKey(key))).toBeGreaterThan(23 * 60 * 60);
  });

  it('can be read back', async () => {
    const created = await postPayment(service.url, order);
    const read = await fetch(`${service.url}${created.headers.get('location')}`);
    expect(read.status).toBe(200);
    expect(await read.json()).toEqual(await created.json());
  });

  it('holds the largest amount exactly', async () => {
    const created = await postPayment(service.url, { ...order, amount: 999_999_999_999 });
    expect(await created.json()).toMatchObject({ amount: 999_999_999_999 });
  });
});

describe('one key', () => {
  it('gives one payment, however often and at the same time it is sent', async () => {
    const key = newKey();
    const first = await Promise.all(Array.from({ length: 10 }, () => postPayment(service.url, order, key)));
    const statuses = first.map(({ status }) => status);
    expect(statuses).toContain(201);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);

    const again = await postPayment(service.url, order, key);
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await rows(key)).toHaveLength(1);
  });

  it('gives one payment even when Redis has lost it', async () => {
    const key = newKey();
    const first = await postPayment(service.url, order, key);
    await redis.del(redisKey(key));
    const second = await postPayment(service.url, order, key);

    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await second.json()).toEqual(await first.json());
    expect(await rows(key)).toHaveLength(1);
  });

  it('is refused for another order', async () => {
    const key = newKey();
    await postPayment(service.url, order, key);
    const other = await postPayment(service.url, { ...order, amount: 1 }, key);
    expect(other.status).toBe(422);
    expect(await rows(key)).toMatchObject([{ amount: '1999' }]);
  });

  it('is refused while another request holds it', async () => {
    const key = newKey();
    const done = await postPayment(service.url, order, key);
    expect(done.status).toBe(201);
    const claim = JSON.parse((await redis.get(redisKey(key))) ?? '') as { fingerprint: string };
    await redis.set(redisKey(key), JSON.stringify({ fingerprint: claim.fingerprint }));

    const response = await postPayment(service.url, order, key);
    expect(response.status).toBe(409);
  });
});

describe('the list', () => {
  it('pages through the payments of one currency, newest first, each once', async () => {
    // A currency that no other test uses, counted from the payments that are there already.
    const created: string[] = [];
    for (const amount of [1, 2, 3, 4, 5]) {
      const response = await postPayment(service.url, { ...order, currency: 'ISK', amount });
      created.unshift(((await response.json()) as { id: string }).id);
    }

    const seen: string[] = [];
    let next: string | undefined;
    do {
      const after = next ? `&after=${next}` : '';
      const response = await fetch(`${service.url}/payments?currency=ISK&limit=2${after}`);
      const page = (await response.json()) as PaymentPage;
      expect(page.payments.every(({ currency }) => currency === 'ISK')).toBe(true);
      seen.push(...page.payments.map(({ id }) => id));
      next = page.next;
    } while (next);

    expect(seen.slice(0, 5)).toEqual(created);
    expect(new Set(seen).size).toBe(seen.length);
  });
});
