import { createHash, randomUUID } from 'node:crypto';
import { Problem } from '../problem';
import type { Idempotency } from './idempotency';
import type { Payment, PaymentFilter, PaymentOrder, PaymentPage } from './payment';
import type { PaymentRepository } from './repository';

export interface Created {
  readonly payment: Payment;
  /** The key had been used before for the same order, and this is its payment. */
  readonly replayed: boolean;
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

export class Payments {
  constructor(
    private readonly repository: Pick<PaymentRepository, 'insertOnce' | 'find' | 'list'>,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * Makes at most one payment per key. Redis holds off a second request while the first is under way and answers
   * replays; the unique key in PostgreSQL keeps the promise when Redis has forgotten.
   */
  async create(key: string, order: PaymentOrder): Promise<Created> {
    requireCurrency(order.currency);
    const fingerprint = fingerprintOf(order);
    const claim = await this.idempotency.claim(key, fingerprint);
    if (claim) {
      requireSame(claim.fingerprint, fingerprint);
      if (!claim.paymentId) {
        throw new Problem(409, 'request_in_progress', 'A request with this Idempotency-Key is under way.');
      }
      return { payment: await this.get(claim.paymentId), replayed: true };
    }

    const stored = await this.store(key, order, fingerprint);
    requireSame(stored.fingerprint, fingerprint);
    return { payment: stored.payment, replayed: !stored.inserted };
  }

  async get(id: string): Promise<Payment> {
    const payment = await this.repository.find(id);
    if (!payment) {
      throw new Problem(404, 'payment_not_found', `There is no payment ${id}.`);
    }
    return payment;
  }

  async list(filter: PaymentFilter): Promise<PaymentPage> {
    if (filter.after) {
      await this.get(filter.after);
    }
    // One more than asked for tells whether there is a next page.
    const found = await this.repository.list({ ...filter, limit: filter.limit + 1 });
    const payments = found.slice(0, filter.limit);
    return { payments, ...(found.length > filter.limit && { next: payments.at(-1)?.id }) };
  }

  private async store(key: string, order: PaymentOrder, fingerprint: string) {
    try {
      const stored = await this.repository.insertOnce({ id: randomUUID(), ...order }, key, fingerprint);
      await this.idempotency.complete(key, { fingerprint: stored.fingerprint, paymentId: stored.payment.id });
      return stored;
    } catch (error) {
      // The claim would turn the caller's next try away. Should Redis be gone too, the claim expires by itself.
      await this.idempotency.release(key).catch(() => undefined);
      throw error;
    }
  }
}

/** The same order gives the same text, whatever the order of the keys in the request. */
export function fingerprintOf({ amount, currency, reference }: PaymentOrder): string {
  return createHash('sha256')
    .update(JSON.stringify([amount, currency, reference]))
    .digest('hex');
}

function requireCurrency(currency: string): void {
  if (!CURRENCIES.has(currency)) {
    throw new Problem(400, 'validation_failed', 'The request is not valid.', [
      { field: 'body/currency', message: `${currency} is not a currency of ISO 4217` },
    ]);
  }
}

function requireSame(known: string, given: string): void {
  if (known !== given) {
    throw new Problem(422, 'idempotency_key_reused', 'This Idempotency-Key came with another order before.');
  }
}
