import { ClientOfflineError } from '@redis/client';
import { describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app';
import type { Checks } from '../../src/health';
import { inMemory } from '../support/memory';
import { order } from '../support/orders';

function testApp(checks: Checks = {}) {
  const memory = inMemory();
  return { ...memory, app: buildApp({ payments: memory.payments, checks, logLevel: 'silent' }) };
}

const headers = { 'idempotency-key': 'key-0001' };

describe('POST /payments', () => {
  it('answers with the payment and its place', async () => {
    const { app } = testApp();
    const response = await app.inject({ method: 'POST', url: '/payments', headers, payload: order });

    expect(response.statusCode).toBe(201);
    expect(response.json()).toEqual({
      ...order,
      id: expect.any(String) as string,
      createdAt: '2026-01-01T00:00:00.000Z',
    });
    expect(response.headers).toMatchObject({
      location: `/payments/${response.json<{ id: string }>().id}`,
      'idempotency-replayed': 'false',
    });
  });

  it.each([
    ['an amount as text', { amount: '1999' }, 'body/amount'],
    ['a fraction of a minor unit', { amount: 19.99 }, 'body/amount'],
    ['nothing', { amount: 0 }, 'body/amount'],
    ['less than nothing', { amount: -5 }, 'body/amount'],
    ['more than there is', { amount: 1_000_000_000_000 }, 'body/amount'],
    ['a currency in small letters', { currency: 'eur' }, 'body/currency'],
    ['no reference', { reference: '' }, 'body/reference'],
    ['a reference that PostgreSQL cannot hold', { reference: 'a\u0000b' }, 'body/reference'],
    ['a field that nobody knows', { tip: 1 }, 'body'],
  ])('refuses %s', async (_name, change, field) => {
    const { app, repository } = testApp();
    const response = await app.inject({
      method: 'POST',
      url: '/payments',
      headers,
      payload: { ...order, ...change },
    });

    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ code: 'validation_failed', errors: [{ field }] });
    expect(repository.stored.size).toBe(0);
  });

  it('names every field that is wrong', async () => {
    const { app } = testApp();
    const response = await app.inject({ method: 'POST', url: '/payments', headers, payload: { amount: 0 } });
    expect(response.json()).toMatchObject({
      errors: [
        { field: 'body', message: "must have required property 'currency'" },
        { field: 'body', message: "must have required property 'reference'" },
        { field: 'body/amount', message: 'must be >= 1' },
      ],
    });
  });

  it.each([undefined, 'short', 'with spaces inside', 'x'.repeat(65)])('refuses the key %s', async (key) => {
    const { app } = testApp();
    const response = await app.inject({
      method: 'POST',
      url: '/payments',
      headers: key ? { 'idempotency-key': key } : {},
      payload: order,
    });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'validation_failed' });
  });

  it.each([
    ['malformed_request', 400, 'application/json', '{"amount":'],
    ['unsupported_media_type', 415, 'text/csv', 'amount;1999'],
    ['body_too_large', 413, 'application/json', JSON.stringify({ reference: 'x'.repeat(20_000) })],
  ])('answers %s', async (code, status, contentType, payload) => {
    const { app } = testApp();
    const response = await app.inject({
      method: 'POST',
      url: '/payments',
      headers: { ...headers, 'content-type': contentType },
      payload,
    });
    expect(response.json()).toMatchObject({ code, status });
    expect(response.statusCode).toBe(status);
  });

  it('keeps what went wrong inside to itself', async () => {
    const { app, repository } = testApp();
    repository.failure = new Error('relation "payments" does not exist');
    const response = await app.inject({ method: 'POST', url: '/payments', headers, payload: order });
    expect(response.statusCode).toBe(500);
    expect(response.json()).toEqual({
      title: 'Internal Server Error',
      status: 500,
      code: 'internal_error',
      detail: 'Something went wrong on our side.',
    });
  });

  it.each([
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('terminating connection'), { code: '57P01' }),
    new Error('Query read timeout'),
    new ClientOfflineError(),
  ])('says that a store is away: %s', async (failure) => {
    const { app, repository } = testApp();
    repository.failure = failure;
    const response = await app.inject({ method: 'POST', url: '/payments', headers, payload: order });
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('1');
    expect(response.json()).toMatchObject({ code: 'store_unavailable' });
  });
});

describe('GET /payments', () => {
  it.each(['limit=0', 'limit=101', 'limit=many', 'after=1', 'currency=euro', 'page=2'])(
    'refuses ?%s',
    async (query) => {
      const { app } = testApp();
      const response = await app.inject(`/payments?${query}`);
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ code: 'validation_failed' });
    },
  );

  it('lists up to 20 unless told otherwise', async () => {
    const { app, payments } = testApp();
    for (let n = 10; n <= 31; n += 1) {
      await payments.create(`key-00${n}`, order);
    }
    expect((await app.inject('/payments')).json<{ payments: unknown[] }>().payments).toHaveLength(20);
    expect((await app.inject('/payments?limit=22')).json<{ payments: unknown[] }>().payments).toHaveLength(
      22,
    );
  });

  it('says what does not exist', async () => {
    const { app } = testApp();
    const missing = await app.inject('/payments/5f0c1f6e-93d5-4f6f-8b0a-3c1e0a4b7d11');
    expect(missing.json()).toMatchObject({ status: 404, code: 'payment_not_found' });
    const nowhere = await app.inject('/refunds?token=secret');
    expect(nowhere.json()).toMatchObject({ status: 404, detail: 'There is no GET /refunds.' });
  });
});

describe('GET /health', () => {
  const up = () => Promise.resolve();
  const down = () => Promise.reject(new Error('gone'));

  it('is well when every store is', async () => {
    const response = await testApp({ database: up, cache: up }).app.inject('/health');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ status: 'ok', checks: { database: 'ok', cache: 'ok' } });
  });

  it('names the store that is away, and the process lives on', async () => {
    const { app } = testApp({ database: up, cache: down });
    const response = await app.inject('/health');
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({
      status: 'unavailable',
      checks: { database: 'ok', cache: 'unavailable' },
    });
    expect((await app.inject('/live')).statusCode).toBe(200);
  });
});
