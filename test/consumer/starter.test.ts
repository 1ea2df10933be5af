import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findHelm } from '../support/helm';
import { emptyFolder, INSTALLING, type Outcome, PROJEN, pack, quoted, run, shell } from './support/consumer';
import { imageOf } from './support/image';
import { startImage } from './support/service';

/*
 * Whoever follows what `npx projen new` says has a repository in which every command of every job succeeds at the first push.
 * The commands are those of the workflow that was written, the steps before them those that were printed.
 */

const helm = findHelm();
/** Of a PostgreSQL. */
const { DATABASE_URL, STAGEGATE_REQUIRE_TOOLS } = process.env;
if (STAGEGATE_REQUIRE_TOOLS && !DATABASE_URL) throw new Error('STAGEGATE_REQUIRE_TOOLS is set, but not DATABASE_URL');

/** What shows that a machine can build a language, and what jobs run there. */
const LANGUAGES = {
  node: {
    tools: 'node --version',
    commands: ['npm ci', 'npm test', 'npm run lint', 'npm run format:check', 'npm run test:integration'],
  },
  python: {
    tools: 'UV_PYTHON_DOWNLOADS=never uv run --no-project python -c "import sys; sys.exit(sys.version_info < (3, 13))"',
    commands: [
      'uv sync --locked',
      'uv run pytest tests/unit --junitxml=junit.xml',
      'uv run ruff check',
      'uv run ruff format --check',
      'uv run pytest tests/integration',
    ],
  },
  go: {
    tools: 'go version',
    commands: ['go test ./...', 'go vet ./...', 'test -z "$(gofmt -l .)"', 'go test -tags integration ./...'],
  },
  java: {
    tools: 'mvn --version | grep -E "^Java version: (2[1-9]|[3-9])" && java --version | grep -E "^\\w+ (2[1-9]|[3-9])"',
    commands: ['test', 'checkstyle:check', 'spotless:check', 'verify -P integration'].map(
      (goal) => `./mvnw --batch-mode ${goal}`,
    ),
  },
};

/** In every language. */
const CHART = 'bash .github/stagegate/check-chart.sh';
const FILES = 'bash .github/stagegate/check-files.sh';

/** What needs a container engine. */
const CONTAINER = /start-image\.sh$|^docker /;

interface Job {
  readonly env?: NodeJS.ProcessEnv;
  readonly steps: { readonly run?: string; readonly env?: NodeJS.ProcessEnv }[];
}

let tarball: string;

beforeAll(() => {
  tarball = pack();
}, INSTALLING);

function expectGreen({ status, output }: Outcome, command: string): void {
  expect(status, `${command}\n${quoted(output)}`).toBe(0);
}

describe.each(Object.entries(LANGUAGES))('a new repository in %s', (language, { tools, commands }) => {
  const isPresent = shell('/', tools).status === 0;
  if (!isPresent && STAGEGATE_REQUIRE_TOOLS) throw new Error(`STAGEGATE_REQUIRE_TOOLS is set, but not: ${tools}`);

  let folder: string;
  let printed: string[];
  let jobs: { readonly [id: string]: Job };

  const ran = new Set<string>();

  /** Runs what a job runs, on this machine; what every job installs once. */
  const runJob = (id: string, env: NodeJS.ProcessEnv = {}) => {
    const { steps, env: ofJob } = jobs[id];
    const path = helm === undefined ? {} : { PATH: `${dirname(helm)}${delimiter}${process.env.PATH}` };
    for (const { run: command, env: ofStep } of steps) {
      if (command === undefined || ran.has(command) || CONTAINER.test(command)) continue;
      if (command === CHART && helm === undefined) continue;
      expectGreen(shell(folder, command, { ...ofJob, ...ofStep, ...path, ...env }), command);
      ran.add(command);
    }
  };

  beforeAll(() => {
    if (!isPresent) return;
    folder = emptyFolder();
    expectGreen(
      shell(folder, 'git init -q && git config user.email a@example.org && git config user.name A'),
      'git init',
    );
    const from = ['new', '--from', tarball, '--projen-version', PROJEN, '--language', language, '--owner', 'acme'];
    const created = run(folder, 'npx', '-y', `projen@${PROJEN}`, ...from, '--name', 'orders');
    expectGreen(created, 'npx projen new');
    const [, next] = created.output.split('\nNext\n');
    printed = next.split('\n').flatMap((line) => /^ {2}(\S.*?) {2,}/.exec(line)?.[1] ?? []);
    jobs = parse(readFileSync(join(folder, '.github/workflows/orders.yml'), 'utf8')).jobs;
    for (const command of printed.slice(0, printed.indexOf('git add . && git commit'))) {
      expectGreen(shell(folder, command), command);
    }
    expectGreen(shell(folder, 'git add . && git commit -qm made'), 'git commit');
  }, INSTALLING);

  it.runIf(isPresent)('has no finding but that stages cost time', () => {
    const { output } = run(folder, 'npx', 'projen');
    expect(
      output.match(/^ {2}(?:error|warning|info) .*\((.*)\)$/gm)?.map((line) => /\((.*)\)$/.exec(line)?.[1]),
    ).toEqual(['barrier-cost']);
  });

  it.runIf(isPresent)('is tested and clean', { timeout: INSTALLING }, () => {
    runJob('unit-test');
    runJob('lint');
  });

  it.runIf(isPresent && DATABASE_URL)(
    'starts as its Dockerfile says, passes its integration tests, and leaves when it is told to',
    async () => {
      const { url, process: service } = await startImage(imageOf(folder));
      try {
        expect((await fetch(`${url}/health`)).status).toBe(200);
        runJob('integration-test', { DATABASE_URL, SERVICE_URL: url });
        service.kill('SIGTERM');
        // A JVM says 143 where others say 0.
        expect([
          [0, null],
          [143, null],
        ]).toContainEqual(await once(service, 'close'));
      } finally {
        service.kill('SIGKILL');
      }
    },
    INSTALLING,
  );

  it.runIf(isPresent && DATABASE_URL)('has run all commands by now', () => {
    expect([...ran].filter((command) => command !== CHART && command !== FILES)).toEqual(commands);
    expect(ran.has(FILES)).toBe(true);
    expect(ran.has(CHART)).toBe(helm !== undefined);
  });

  it.runIf(isPresent)('ignores what its tools leave', () => {
    expect(run(folder, 'git', 'status', '--porcelain').output).toBe('');
  });
});
