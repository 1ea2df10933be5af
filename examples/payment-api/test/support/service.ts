import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { loadConfig } from '../../src/config';
import { createService } from '../../src/service';

export interface RunningService {
  readonly url: string;
  stop(): Promise<void>;
}

/** The service at SERVICE_URL, which is the image in the pipeline; without one, the sources in this process. */
export async function startService(): Promise<RunningService> {
  if (process.env.SERVICE_URL) {
    return { url: process.env.SERVICE_URL, stop: () => Promise.resolve() };
  }
  const service = await startSources();
  // Both clients connect in the background.
  for (let tries = 0; tries < 100 && !(await fetch(`${service.url}/health`)).ok; tries += 1) {
    await setTimeout(50);
  }
  return service;
}

export async function startSources(overrides: NodeJS.ProcessEnv = {}): Promise<RunningService> {
  const app = createService(loadConfig({ LOG_LEVEL: 'silent', ...process.env, ...overrides }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => app.close() };
}
