import type { FastifyInstance } from 'fastify';
import type { PaymentFilter, PaymentOrder } from './payment';
import type { Payments } from './payments';

const currency = { type: 'string', pattern: '^[A-Z]{3}$' };
const id = { type: 'string', format: 'uuid' };

const order = {
  type: 'object',
  additionalProperties: false,
  required: ['amount', 'currency', 'reference'],
  properties: {
    amount: { type: 'integer', minimum: 1, maximum: 999_999_999_999 },
    currency,
    reference: { type: 'string', minLength: 1, maxLength: 140, pattern: '^[^\\u0000]*$' }, // text of PostgreSQL holds no NUL
  },
};

const idempotencyKey = {
  type: 'object',
  required: ['idempotency-key'],
  properties: { 'idempotency-key': { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' } },
};

const filter = {
  type: 'object',
  additionalProperties: false,
  properties: {
    currency,
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    after: id,
  },
};

export function paymentRoutes(app: FastifyInstance, payments: Payments): void {
  app.post<{ Body: PaymentOrder; Headers: { 'idempotency-key': string } }>(
    '/payments',
    { schema: { headers: idempotencyKey, body: order } },
    async (request, reply) => {
      const { payment, replayed } = await payments.create(request.headers['idempotency-key'], request.body);
      return reply
        .code(201)
        .header('location', `/payments/${payment.id}`)
        .header('idempotency-replayed', String(replayed))
        .send(payment);
    },
  );

  app.get<{ Params: { id: string } }>(
    '/payments/:id',
    { schema: { params: { type: 'object', properties: { id } } } },
    (request) => payments.get(request.params.id),
  );

  app.get<{ Querystring: PaymentFilter }>('/payments', { schema: { querystring: filter } }, (request) =>
    payments.list(request.query),
  );
}
