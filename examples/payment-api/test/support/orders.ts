import { randomUUID } from 'node:crypto';
import type { PaymentOrder } from '../../src/payments/payment';

export const order: PaymentOrder = { amount: 1999, currency: 'EUR', reference: 'invoice 4711' };

export function newKey(): string {
  return randomUUID();
}

export function postPayment(url: string, body: unknown, key = newKey()): Promise<Response> {
  return fetch(`${url}/payments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
}
