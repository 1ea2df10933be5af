import type { FastifyInstance } from 'fastify';
import { buildApp } from './app';
import type { Config } from './config';
import { RedisIdempotency } from './payments/idempotency';
import { Payments } from './payments/payments';
import { PaymentRepository } from './payments/repository';
import { openStores } from './stores';

/** The service with its stores; closing it closes them. */
export function createService(config: Config): FastifyInstance {
  const stores = openStores(config, (error) => app.log.error(error));
  const app = buildApp({
    payments: new Payments(new PaymentRepository(stores.pool), new RedisIdempotency(stores.redis)),
    checks: {
      database: () => stores.pool.query('SELECT 1'),
      cache: () => stores.redis.ping(),
    },
    logLevel: config.logLevel,
  });
  app.addHook('onClose', () => stores.close());
  return app;
}
