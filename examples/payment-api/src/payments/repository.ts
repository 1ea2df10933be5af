import type { Pool } from 'pg';
import type { Payment, PaymentFilter } from './payment';

/** A payment with the request that made it. */
export interface StoredPayment {
  readonly payment: Payment;
  readonly fingerprint: string;
  /** False when the key had been used before and nothing was written. */
  readonly inserted: boolean;
}

interface Row {
  readonly id: string;
  readonly amount: string; // bigint: pg hands it on as text
  readonly currency: string;
  readonly reference: string;
  readonly created_at: Date;
}

const COLUMNS = 'id, amount, currency, reference, created_at';

export class PaymentRepository {
  constructor(private readonly pool: Pool) {}

  /** Writes the payment unless its key has one already. */
  async insertOnce(
    payment: Omit<Payment, 'createdAt'>,
    key: string,
    fingerprint: string,
  ): Promise<StoredPayment> {
    const inserted = await this.pool.query<Row>(
      `INSERT INTO payments (id, amount, currency, reference, idempotency_key, fingerprint)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (idempotency_key) DO NOTHING
       RETURNING ${COLUMNS}`,
      [payment.id, payment.amount, payment.currency, payment.reference, key, fingerprint],
    );
    if (inserted.rows[0]) {
      return { payment: toPayment(inserted.rows[0]), fingerprint, inserted: true };
    }
    const existing = await this.pool.query<Row & { readonly fingerprint: string }>(
      `SELECT ${COLUMNS}, fingerprint FROM payments WHERE idempotency_key = $1`,
      [key],
    );
    const row = existing.rows[0];
    if (!row) {
      throw new Error('a payment was there and is gone'); // payments are never deleted
    }
    return { payment: toPayment(row), fingerprint: row.fingerprint, inserted: false };
  }

  async find(id: string): Promise<Payment | undefined> {
    const { rows } = await this.pool.query<Row>(`SELECT ${COLUMNS} FROM payments WHERE id = $1`, [id]);
    return rows[0] && toPayment(rows[0]);
  }

  /** Newest first. */
  async list(filter: PaymentFilter): Promise<Payment[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM payments
       WHERE ($1::char(3) IS NULL OR currency = $1)
         AND ($2::uuid IS NULL OR (created_at, id) < (SELECT created_at, id FROM payments WHERE id = $2))
       ORDER BY created_at DESC, id DESC
       LIMIT $3`,
      [filter.currency ?? null, filter.after ?? null, filter.limit],
    );
    return rows.map(toPayment);
  }
}

function toPayment(row: Row): Payment {
  return {
    id: row.id,
    amount: Number(row.amount), // exact: the schema allows no amount beyond a safe integer
    currency: row.currency,
    reference: row.reference,
    createdAt: row.created_at,
  };
}
