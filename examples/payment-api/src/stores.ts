import { createClient } from '@redis/client';
import { Pool } from 'pg';
import type { Config } from './config';

/** How long a request waits for a store before it fails. */
const TIMEOUT_MS = 3_000;

export type RedisClient = ReturnType<typeof openRedis>;

export interface Stores {
  readonly pool: Pool;
  readonly redis: RedisClient;
  close(): Promise<void>;
}

/**
 * Opens both stores without waiting for them: a service that starts before its database is not ready, but it is
 * not broken either, and both clients connect again by themselves.
 */
export function openStores(config: Config, onError: (error: Error) => void): Stores {
  const pool = new Pool({
    connectionString: config.databaseUrl,
    max: 10,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
    application_name: 'payment-api',
  });
  pool.on('error', onError); // an idle connection was lost; without a listener the process would end

  const redis = openRedis(config.redisUrl);
  redis.on('error', onError);
  redis.connect().catch(onError);

  return {
    pool,
    redis,
    async close() {
      await Promise.all([pool.end(), redis.isReady ? redis.close() : redis.destroy()]);
    },
  };
}

function openRedis(url: string) {
  return createClient({
    url,
    // A command fails at once while there is no connection, rather than wait in a queue that nobody bounds.
    disableOfflineQueue: true,
    commandOptions: { timeout: TIMEOUT_MS },
    socket: { connectTimeout: TIMEOUT_MS, reconnectStrategy: (retries) => Math.min(retries * 50, 1_000) },
  });
}
