import { execFile } from 'node:child_process';
import type { CliContext } from './context';
import { systemClock } from './github/clock';
import { main } from './main';

/** The command line: connects the commands with the process they run in. */
export async function start(): Promise<void> {
  // Whoever reads no further, such as `head`, ends nothing: what is being carried out goes on.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await main(process.argv.slice(2), processContext());
}

function processContext(): CliContext {
  return {
    cwd: process.cwd(),
    env: process.env,
    nodeVersion: process.version,
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY && !process.env.CI),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    ask: async (question) => (await import('./ask.js')).ask(question),
    run: (program, args) =>
      new Promise((resolve) => {
        execFile(program, [...args], { timeout: 10_000, maxBuffer: 1 << 28 }, (error, stdout) =>
          resolve(error ? null : stdout),
        );
      }),
    clock: systemClock,
  };
}
