import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { quoted, userEnvironment } from './consumer';
import type { Image } from './image';

/** A process that serves. */
export interface Service {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts what an image would start, and waits until it says that it listens. */
export async function startImage({ folder, command: [program, ...args], env }: Image): Promise<Service> {
  const port = await freePort();
  const started = spawn(program, args, { cwd: folder, env: { ...userEnvironment(), ...env, PORT: String(port) } });
  await new Promise<void>((resolve, reject) => {
    let output = '';
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
        if (output.includes('Listening')) resolve();
      });
    }
    started.once('error', reject).once('close', () => reject(new Error(`It ended:\n${quoted(output)}`)));
  });
  return { url: `http://localhost:${port}`, process: started };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
