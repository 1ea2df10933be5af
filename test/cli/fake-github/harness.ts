import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { CliContext } from '../../../src/cli/context';
import { main } from '../../../src/cli/main';
import { FakeGitHub } from './server';

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

/** A GitHub and a working copy for the tests of one file: they start and go with them. */
export function startedGitHub() {
  const github = new FakeGitHub();
  const checkout = new Checkout(github);
  beforeAll(() => github.start());
  afterAll(async () => {
    await github.stop();
    checkout.remove();
  });
  return { github, checkout };
}

/** The same, as new before each test, and asked for nothing that GitHub does not have; with what tests of the command do. */
export function freshGitHub() {
  const { github, checkout } = startedGitHub();
  beforeEach(() => {
    github.reset();
    checkout.clear();
  });
  afterEach(() => expect(github.violations).toEqual([]));
  return {
    github,
    checkout,
    environment: (text: string) => checkout.write('.github/environments/e.yaml', text),
    pipeline: (content: object) =>
      checkout.write('.stagegate/p.json', JSON.stringify({ version: 1, id: 'p', environments: [], ...content })),
    run: (...args: string[]) => checkout.run(['environments', ...args]),
    /** Every call that was meant to change something. */
    written: () => github.calls.filter(({ method }) => method !== 'GET'),
  };
}
