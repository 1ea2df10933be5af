import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const SHELL = join(__dirname, '..', '..', 'shell');

/** Text that does damage wherever it is taken for code: shell, JSON, workflow commands, Markdown. */
export const HOSTILE =
  "x\"; {'a': $(touch pwned) `touch pwned`} \\ %0A & <b> | 🚀\n::error title=forged::pwned\nlast=1";

/** What a stand-in does when its arguments, joined by spaces, start with `on`. A list is worked off call by call; its last entry stays. */
export interface Reaction {
  readonly on?: string;
  readonly prints?: string | readonly string[];
  readonly warns?: string;
  readonly exits?: number | readonly number[];
}

export interface Options {
  readonly env?: NodeJS.ProcessEnv;
  /** Stand-ins by tool. A tool that is not named fails when it is called. */
  readonly tools?: Readonly<Record<string, readonly Reaction[]>>;
  /** Tools that are not replaced. */
  readonly real?: readonly string[];
  /** Files in the working directory. */
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** As in a terminal: without the files that GitHub gives. */
  readonly byHand?: boolean;
}

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Content of GITHUB_OUTPUT, GITHUB_STEP_SUMMARY and GITHUB_ENV. */
  readonly output: string;
  readonly summary: string;
  readonly exported: string;
  /** Workflow commands with a title, in their order. */
  readonly annotations: readonly string[];
  /** Every call of a stand-in: tool and arguments. */
  readonly calls: readonly (readonly string[])[];
  /** Working directory, and folder of RUNNER_TEMP. */
  readonly cwd: string;
  readonly temp: string;
}

const TOOLS = ['aws', 'curl', 'docker', 'helm', 'kubectl', 'npx', 'sleep', 'trivy'];

/** Runs a script with bash in a folder of its own. */
export async function run(script: string, options: Options = {}): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), 'shell-'));
  const [bin, cwd, temp] = ['bin', 'work', 'temp'].map((name) => {
    mkdirSync(join(root, name));
    return join(root, name);
  });
  for (const tool of TOOLS) {
    if (!options.real?.includes(tool)) writeStandIn(root, bin, tool, options.tools?.[tool] ?? []);
  }
  for (const [name, text] of Object.entries(options.files ?? {})) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const gifts = {
    GITHUB_OUTPUT: join(root, 'output'),
    GITHUB_STEP_SUMMARY: join(root, 'summary'),
    GITHUB_ENV: join(root, 'env'),
  };
  const { status, stdout, stderr } = await bash([join(SHELL, `${script}.sh`), ...(options.args ?? [])], cwd, {
    PATH: `${bin}:${process.env.PATH}`,
    RUNNER_TEMP: temp,
    ...(options.byHand ? {} : gifts),
    ...options.env,
  });
  if (existsSync(join(cwd, 'pwned'))) throw new Error(`${script}.sh ran a value as code`);
  return {
    status,
    stdout,
    stderr,
    output: read(gifts.GITHUB_OUTPUT),
    summary: read(gifts.GITHUB_STEP_SUMMARY),
    exported: read(gifts.GITHUB_ENV),
    annotations: stdout.split('\n').filter((line) => /^\s*::\w+ title=/.test(line)),
    calls: read(join(root, 'calls'))
      .split('\x1e')
      .filter((call) => call !== '')
      .map((call) => call.split('\x1f').slice(0, -1)),
    cwd,
    temp,
  };
}

/** Calls of one tool, each as one text. */
export function callsOf(result: Result, tool: string): string[] {
  return result.calls.filter((call) => call[0] === tool).map((call) => call.slice(1).join(' '));
}

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
}

/** A server on this machine that answers as told and keeps what it was asked. */
export async function serve<T>(
  answer: (request: Request) => Answer,
  use: (url: string, requests: readonly Request[]) => Promise<T>,
): Promise<T> {
  const requests: Request[] = [];
  const server = createServer(async (incoming, outgoing) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const request = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body };
    requests.push(request);
    const { status = 200, body: reply = {} } = answer(request);
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

export function bash(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const child = spawn('bash', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject).on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Files of the folder, without their folder. */
export function shellFiles(ending: string): string[] {
  return readdirSync(SHELL)
    .filter((file) => file.endsWith(ending))
    .sort();
}

/** A bash script of builtins alone, since it runs hundreds of times. */
function writeStandIn(root: string, bin: string, tool: string, reactions: readonly Reaction[]) {
  const cases = reactions.map(({ on = '', prints = '', warns = '', exits = 0 }, index) => {
    const count = quoted(join(root, `${tool}-${index}`));
    return `if [[ "$*" == ${quoted(on)}* ]]; then
  call=0 prints=(${[prints].flat().map(quoted).join(' ')}) exits=(${[exits].flat().join(' ')})
  [[ ! -e ${count} ]] || read -r call < ${count}
  echo "$((call + 1))" > ${count}
  printf %s ${quoted(warns)} >&2
  printf %s "\${prints[call < \${#prints[@]} ? call : -1]}"
  exit "\${exits[call < \${#exits[@]} ? call : -1]}"
fi`;
  });
  const fallback = tool === 'sleep' ? 'exit 0' : `echo "unexpected: ${tool} $*" >&2; exit 97`;
  const file = join(bin, tool);
  const record = `{ printf '%s\\037' ${tool} "$@"; printf '\\036'; } >> ${quoted(join(root, 'calls'))}`;
  writeFileSync(file, `#!/bin/bash\n${record}\n${cases.join('\n')}\n${fallback}\n`);
  chmodSync(file, 0o755);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
