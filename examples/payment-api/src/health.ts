import type { FastifyInstance } from 'fastify';

/** What the service cannot work without: a name, and a call that fails while it is not there. */
export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

export function healthRoutes(app: FastifyInstance, checks: Checks): void {
  app.get('/health', async (request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        try {
          await check();
          return [name, 'ok'] as const;
        } catch (error) {
          request.log.warn({ err: error, check: name }, 'health check failed');
          return [name, 'unavailable'] as const;
        }
      }),
    );
    const healthy = results.every(([, result]) => result === 'ok');
    return reply
      .code(healthy ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: healthy ? 'ok' : 'unavailable', checks: Object.fromEntries(results) });
  });

  // The process alone: a database that is down is no reason to restart the service.
  app.get('/live', (_request, reply) => reply.send({ status: 'ok' }));
}
