import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Contract } from '../support/contract';
import { newKey, order, postPayment } from '../support/orders';
import { type RunningService, startService } from '../support/service';

const contract = new Contract();
let service: RunningService;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function keepsTo(method: string, path: string, status: number, response: Response): Promise<void> {
  expect(response.status).toBe(status);
  expect(await contract.mistakes(method, path, response)).toEqual([]);
}

const missing = '5f0c1f6e-93d5-4f6f-8b0a-3c1e0a4b7d11';

it('the document is valid OpenAPI', async () => {
  const result = await new Validator().validate({ ...structuredClone(contract.document) });
  expect(result).toMatchObject({ valid: true });
});

describe('POST /payments', () => {
  const post = (body: unknown, status: number, key?: string) =>
    postPayment(service.url, body, key).then((response) => keepsTo('POST', '/payments', status, response));
  const raw = (body: string, contentType: string, status: number) =>
    fetch(`${service.url}/payments`, {
      method: 'POST',
      headers: { 'content-type': contentType, 'idempotency-key': newKey() },
      body,
    }).then((response) => keepsTo('POST', '/payments', status, response));

  it('201, new and replayed', async () => {
    const key = newKey();
    await post(order, 201, key);
    await post(order, 201, key);
  });

  it('400', async () => {
    await post({}, 400);
    await post({ ...order, currency: 'ZZZ' }, 400);
    await post(order, 400, 'short');
    await raw('{"amount":', 'application/json', 400);
  });

  it('413', () => raw(JSON.stringify({ reference: 'x'.repeat(20_000) }), 'application/json', 413));

  it('415', () => raw('amount;1999', 'text/csv', 415));

  it('422', async () => {
    const key = newKey();
    await post(order, 201, key);
    await post({ ...order, reference: 'other' }, 422, key);
  });
});

describe('GET', () => {
  const get = (url: string, path: string, status: number) =>
    fetch(`${service.url}${url}`).then((response) => keepsTo('GET', path, status, response));

  it('/payments', async () => {
    await postPayment(service.url, order);
    await postPayment(service.url, order);
    await get('/payments?limit=1', '/payments', 200);
    await get('/payments?currency=EUR&limit=100', '/payments', 200);
    await get('/payments?limit=none', '/payments', 400);
    await get(`/payments?after=${missing}`, '/payments', 404);
  });

  it('/payments/{id}', async () => {
    const { id } = (await (await postPayment(service.url, order)).json()) as { id: string };
    await get(`/payments/${id}`, '/payments/{id}', 200);
    await get('/payments/1', '/payments/{id}', 400);
    await get(`/payments/${missing}`, '/payments/{id}', 404);
  });

  it('/health and /live', async () => {
    await get('/health', '/health', 200);
    await get('/live', '/live', 200);
  });
});

it('every promise was seen, except those that need a race or an outage', () => {
  const unseen = contract.promised.filter((answer) => !contract.seen.has(answer));
  expect(unseen).toEqual([
    'POST /payments 409',
    'POST /payments 503',
    'GET /payments 503',
    'GET /payments/{id} 503',
    'GET /health 503',
  ]);
});
