import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/payments/payments';
import { inMemory } from '../support/memory';
import { order } from '../support/orders';

describe('create', () => {
  it('makes one payment for one key, and says when it has been there before', async () => {
    const { payments, repository } = inMemory();
    const first = await payments.create('key-0001', order);
    const second = await payments.create('key-0001', { ...order });

    expect(first).toMatchObject({ replayed: false, payment: order });
    expect(second).toEqual({ replayed: true, payment: first.payment });
    expect(repository.stored.size).toBe(1);
  });

  it('makes two payments for two keys', async () => {
    const { payments } = inMemory();
    const first = await payments.create('key-0001', order);
    const second = await payments.create('key-0002', order);
    expect(second.payment.id).not.toBe(first.payment.id);
  });

  it('refuses a key that came with another order', async () => {
    const { payments } = inMemory();
    await payments.create('key-0001', order);
    await expect(payments.create('key-0001', { ...order, amount: 2000 })).rejects.toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    });
  });

  it('refuses a second request while the first is under way', async () => {
    const { payments, idempotency } = inMemory();
    await idempotency.claim('key-0001', fingerprintOf(order));
    await expect(payments.create('key-0001', order)).rejects.toMatchObject({
      status: 409,
      code: 'request_in_progress',
    });
  });

  it('still makes no second payment when the cache has forgotten the key', async () => {
    const { payments, idempotency } = inMemory();
    const first = await payments.create('key-0001', order);
    idempotency.claims.clear();

    expect(await payments.create('key-0001', order)).toEqual({ replayed: true, payment: first.payment });

    idempotency.claims.clear();
    await expect(payments.create('key-0001', { ...order, amount: 1 })).rejects.toMatchObject({ status: 422 });
    // The refused order has not taken the key over.
    expect(await payments.create('key-0001', order)).toMatchObject({ replayed: true });
  });

  it('gives the key back when the payment could not be stored', async () => {
    const { payments, repository } = inMemory();
    repository.failure = new Error('disk full');
    await expect(payments.create('key-0001', order)).rejects.toThrow('disk full');

    repository.failure = undefined;
    expect(await payments.create('key-0001', order)).toMatchObject({ replayed: false });
  });

  it.each(['ZZZ', 'EURO', 'eur'])('refuses the currency %s before it takes the key', async (currency) => {
    const { payments, idempotency } = inMemory();
    await expect(payments.create('key-0001', { ...order, currency })).rejects.toMatchObject({
      status: 400,
      errors: [{ field: 'body/currency', message: `${currency} is not a currency of ISO 4217` }],
    });
    expect(idempotency.claims.size).toBe(0);
  });
});

describe('fingerprintOf', () => {
  it('does not depend on the order of the fields', () => {
    const { amount, currency, reference } = order;
    expect(fingerprintOf({ reference, currency, amount })).toBe(fingerprintOf(order));
  });

  it.each([{ amount: 2 }, { currency: 'USD' }, { reference: 'other' }])('depends on %o', (change) => {
    expect(fingerprintOf({ ...order, ...change })).not.toBe(fingerprintOf(order));
  });
});

describe('list', () => {
  it('pages from the newest to the oldest, each payment once', async () => {
    const { payments } = inMemory();
    for (const n of [1, 2, 3, 4, 5]) {
      await payments.create(`key-000${n}`, { ...order, amount: n });
    }

    const amounts: number[][] = [];
    let after: string | undefined;
    do {
      const page = await payments.list({ limit: 2, after });
      amounts.push(page.payments.map(({ amount }) => amount));
      after = page.next;
    } while (after);
    expect(amounts).toEqual([[5, 4], [3, 2], [1]]);
  });

  it('has no next page when the last one is full', async () => {
    const { payments } = inMemory();
    await payments.create('key-0001', order);
    await payments.create('key-0002', order);
    expect(await payments.list({ limit: 2 })).not.toHaveProperty('next');
  });

  it('refuses to go on after a payment that does not exist', async () => {
    const { payments } = inMemory();
    await expect(payments.list({ limit: 2, after: 'nowhere' })).rejects.toMatchObject({ status: 404 });
  });
});
