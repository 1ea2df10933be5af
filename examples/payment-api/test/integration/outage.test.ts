import { afterEach, describe, expect, it } from 'vitest';
import { newKey, order, postPayment } from '../support/orders';
import { type RunningService, startService, startSources } from '../support/service';

let service: RunningService | undefined;
afterEach(() => service?.stop());

// Nothing listens on port 1. The service that lacks a store is started here, also where SERVICE_URL names an image.
describe.each([
  ['database', 'cache', { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' }],
  ['cache', 'database', { REDIS_URL: 'redis://127.0.0.1:1' }],
])('without its %s', (missing, present, override) => {
  it('starts, says what is missing, and takes no payment', async () => {
    service = await startSources(override);
    const { url } = service;
    const health = () => fetch(`${url}/health`);
    await expect
      .poll(async () => (await health()).json())
      .toEqual({ status: 'unavailable', checks: { [missing]: 'unavailable', [present]: 'ok' } });
    expect((await health()).status).toBe(503);

    const key = newKey();
    const response = await postPayment(url, order, key);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'store_unavailable' });
    await service.stop();

    // Nothing was written and the key is free: the same request succeeds once the store is back.
    service = await startService();
    const retry = await postPayment(service.url, order, key);
    expect(retry.status).toBe(201);
    expect(retry.headers.get('idempotency-replayed')).toBe('false');
  });
});
