import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliContext } from '../../../src/cli/context';
import { main } from '../../../src/cli/main';
import type { FakeGitHub } from './server';

export interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Milliseconds that the command wanted to wait. */
  readonly waits: readonly number[];
}

export interface CallOptions {
  readonly env?: { readonly [name: string]: string | undefined };
  readonly interactive?: boolean;
  readonly answer?: boolean;
  readonly programs?: { readonly [command: string]: string };
}

/** A working copy, and the command line in it, talking to a fake GitHub; no clock runs. */
export class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), 'stagegate-cli-'));

  constructor(private readonly github: FakeGitHub) {}

  write(file: string, text: string): void {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  clear(): void {
    for (const folder of ['.github', '.stagegate']) rmSync(join(this.root, folder), { recursive: true, force: true });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  async run(args: readonly string[], options: CallOptions = {}): Promise<Result> {
    const { github } = this;
    let out = '';
    let err = '';
    const waits: number[] = [];
    const context: CliContext = {
      cwd: this.root,
      env: {
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: 'acme/payment-api',
        GH_TOKEN: github.token,
        ...options.env,
      },
      nodeVersion: 'v20.20.2',
      interactive: options.interactive ?? false,
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      ask: async (question) => {
        err += question;
        return options.answer ?? false;
      },
      run: async (program, programArgs) => options.programs?.[[program, ...programArgs].join(' ')] ?? null,
      clock: {
        sleep: async (milliseconds) => {
          waits.push(milliseconds);
        },
        now: () => Date.UTC(2026, 0, 1, 12),
        random: () => 0.5,
        deadline: () => {
          const controller = new AbortController();
          github.onHang = () => controller.abort();
          return controller.signal;
        },
      },
    };
    const code = await main(args, context);
    if ((out + err).includes(github.token)) throw new Error('the token was printed');
    return { code, out, err, waits };
  }
}
