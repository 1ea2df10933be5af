import type { Claim, Idempotency } from '../../src/payments/idempotency';
import type { Payment, PaymentFilter } from '../../src/payments/payment';
import { Payments } from '../../src/payments/payments';
import type { StoredPayment } from '../../src/payments/repository';

/** Both stores in memory, open to the tests. */
export class MemoryRepository {
  readonly stored = new Map<string, StoredPayment>();
  failure: Error | undefined;

  insertOnce(payment: Omit<Payment, 'createdAt'>, key: string, fingerprint: string): Promise<StoredPayment> {
    if (this.failure) {
      return Promise.reject(this.failure);
    }
    const existing = this.stored.get(key);
    if (existing) {
      return Promise.resolve({ ...existing, inserted: false });
    }
    const createdAt = new Date(Date.UTC(2026, 0, 1, 0, 0, this.stored.size));
    const stored = { payment: { ...payment, createdAt }, fingerprint, inserted: true };
    this.stored.set(key, stored);
    return Promise.resolve(stored);
  }

  find(id: string): Promise<Payment | undefined> {
    return Promise.resolve(this.newestFirst().find((payment) => payment.id === id));
  }

  list({ currency, limit, after }: PaymentFilter): Promise<Payment[]> {
    const all = this.newestFirst();
    const start = after ? all.findIndex(({ id }) => id === after) + 1 : 0;
    return Promise.resolve(
      all
        .slice(start)
        .filter((payment) => !currency || payment.currency === currency)
        .slice(0, limit),
    );
  }

  private newestFirst(): Payment[] {
    return [...this.stored.values()].map(({ payment }) => payment).reverse();
  }
}

export class MemoryIdempotency implements Idempotency {
  readonly claims = new Map<string, Claim>();

  claim(key: string, fingerprint: string): Promise<Claim | undefined> {
    const existing = this.claims.get(key);
    if (!existing) {
      this.claims.set(key, { fingerprint });
    }
    return Promise.resolve(existing);
  }

  complete(key: string, claim: Required<Claim>): Promise<void> {
    this.claims.set(key, claim);
    return Promise.resolve();
  }

  release(key: string): Promise<void> {
    this.claims.delete(key);
    return Promise.resolve();
  }
}

export function inMemory() {
  const repository = new MemoryRepository();
  const idempotency = new MemoryIdempotency();
  return { repository, idempotency, payments: new Payments(repository, idempotency) };
}
