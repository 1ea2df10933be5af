import { writeFileSync } from 'node:fs';
import { newKey, order, postPayment } from '../support/orders';
import { startService } from '../support/service';

const RESULT = 'performance.json';
const ROUNDS = 5;
const REQUESTS = 200;

type Measurements = Record<string, number>;

/** Milliseconds from request to the end of the answer, one after the other: median and 95th percentile. */
async function round(name: string, send: () => Promise<Response>): Promise<Measurements> {
  const times: number[] = [];
  for (let n = 0; n < REQUESTS; n += 1) {
    const start = performance.now();
    const response = await send();
    await response.arrayBuffer();
    times.push(performance.now() - start);
    if (!response.ok) {
      throw new Error(`${name}: answered ${response.status}`);
    }
  }
  times.sort((a, b) => a - b);
  const percentile = (share: number) => Number(times[Math.ceil(times.length * share) - 1]?.toFixed(3));
  return { [`${name}_p50_ms`]: percentile(0.5), [`${name}_p95_ms`]: percentile(0.95) };
}

async function main(): Promise<void> {
  const service = await startService();
  const payment = await (await postPayment(service.url, order)).json();
  const { id } = payment as { id: string };

  const requests: Record<string, () => Promise<Response>> = {
    create_payment: () => postPayment(service.url, order, newKey()),
    get_payment: () => fetch(`${service.url}/payments/${id}`),
    list_payments: () => fetch(`${service.url}/payments?currency=EUR&limit=20`),
  };
  for (const [name, send] of Object.entries(requests)) {
    await round(name, send); // the first requests compile code and open connections
  }

  // The best of several rounds: what else runs on the machine makes a round slower, never faster.
  const best: Measurements = {};
  for (let n = 0; n < ROUNDS; n += 1) {
    for (const [name, send] of Object.entries(requests)) {
      for (const [metric, value] of Object.entries(await round(name, send))) {
        best[metric] = Math.min(best[metric] ?? Infinity, value);
      }
    }
  }

  writeFileSync(RESULT, `${JSON.stringify(best, null, 2)}\n`);
  console.table(best);
  await service.stop();
}

main().catch((error: Error) => {
  console.error(error);
  process.exit(1);
});
