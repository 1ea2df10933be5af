import { describe, expect, test } from 'vitest';
import { JavaBuildTool, NodePackageManager, PythonPackageManager, Toolchain } from '../../src';
import { stepsOf } from '../support/contribution';
import { describeRefusals } from '../support/errors';

/** What is set up and run: actions by name, and without the versions of tools that we pin. */
const deeds = (toolchain: Toolchain) =>
  stepsOf(toolchain.prepare()).map((step) => {
    const inputs = JSON.stringify(step?.with ?? {}).replace(/"version":"[\d.]+"/, '"version":"pinned"');
    return step?.run ?? `${step?.uses?.split('@')[0]} ${inputs}`;
  });

describe('Toolchain', () => {
  test.each([
    [
      Toolchain.node({ version: '22' }),
      ['actions/setup-node {"node-version":"22","cache":"npm"}', 'npm ci'],
      ['npm test', 'npm run lint', 'npm run test:integration'],
    ],
    [
      Toolchain.node({ version: '22.20.0', packageManager: NodePackageManager.PNPM }),
      [
        'pnpm/action-setup {}',
        'actions/setup-node {"node-version":"22.20.0","cache":"pnpm"}',
        'pnpm install --frozen-lockfile',
      ],
      ['pnpm test', 'pnpm lint', 'pnpm test:integration'],
    ],
    [
      Toolchain.node({ version: '24', packageManager: NodePackageManager.YARN }),
      ['corepack enable', 'actions/setup-node {"node-version":"24","cache":"yarn"}', 'yarn install --immutable'],
      ['yarn test', 'yarn lint', 'yarn test:integration'],
    ],
    [
      Toolchain.python({ version: '3.13' }),
      ['astral-sh/setup-uv {"version":"pinned","python-version":"3.13","enable-cache":true}', 'uv sync --locked'],
      ['uv run pytest tests/unit --junitxml=junit.xml', 'uv run ruff check', 'uv run pytest tests/integration'],
    ],
    [
      Toolchain.python({ version: '3.13', packageManager: PythonPackageManager.POETRY }),
      [
        'pipx install poetry==2.4.3',
        'actions/setup-python {"python-version":"3.13","cache":"poetry","cache-dependency-path":"poetry.lock"}',
        'poetry sync',
      ],
      [
        'poetry run pytest tests/unit --junitxml=junit.xml',
        'poetry run ruff check',
        'poetry run pytest tests/integration',
      ],
    ],
    [
      Toolchain.python({ version: '3.13', packageManager: PythonPackageManager.PIP }),
      [
        'actions/setup-python {"python-version":"3.13","cache":"pip","cache-dependency-path":"requirements.txt"}',
        'pip install --require-hashes --requirement requirements.txt',
      ],
      ['python -m pytest tests/unit --junitxml=junit.xml', 'ruff check', 'python -m pytest tests/integration'],
    ],
    [
      Toolchain.go({ version: '1.25' }),
      ['actions/setup-go {"go-version":"1.25","cache-dependency-path":"go.sum"}'],
      ['go test ./...', 'go vet ./...', 'go test -tags integration ./...'],
    ],
    [
      Toolchain.java({ version: '21' }),
      ['actions/setup-java {"distribution":"temurin","java-version":"21","cache":"maven"}'],
      ['./mvnw --batch-mode test', './mvnw --batch-mode checkstyle:check', './mvnw --batch-mode verify -P integration'],
    ],
    [
      Toolchain.java({ version: '21', buildTool: JavaBuildTool.GRADLE }),
      ['actions/setup-java {"distribution":"temurin","java-version":"21","cache":"gradle"}'],
      ['./gradlew test', './gradlew checkstyleMain', './gradlew integrationTest'],
    ],
  ])('%#', (toolchain, setUp, used) => {
    expect(deeds(toolchain)).toEqual(setUp);
    const { commands } = toolchain;
    expect([commands.unitTest, commands.lint, commands.integrationTest]).toEqual(used);
  });

  test.each<[Toolchain, string, string, string]>([
    [
      Toolchain.node({ version: '22', skipInstallOnHit: true }),
      'node_modules',
      "node-22-${{ hashFiles('package-lock.json') }}",
      'npm ci',
    ],
    [
      Toolchain.node({ version: '24', packageManager: NodePackageManager.YARN, skipInstallOnHit: true }),
      'node_modules',
      "node-24-${{ hashFiles('yarn.lock') }}",
      'yarn install --immutable',
    ],
    [
      Toolchain.node({ version: '24', packageManager: NodePackageManager.PNPM, skipInstallOnHit: true }),
      'node_modules',
      "node-24-${{ hashFiles('pnpm-lock.yaml') }}",
      'pnpm install --frozen-lockfile',
    ],
    [
      Toolchain.python({ version: '3.13', directory: 'api', skipInstallOnHit: true }),
      'api/.venv',
      "python-3.13-${{ hashFiles('api/uv.lock') }}",
      'uv sync --locked',
    ],
  ])('installs nothing where what is installed comes from the cache: %#', (toolchain, path, key, command) => {
    const [cache, install] = stepsOf(toolchain.prepare()).slice(-2);
    expect(cache?.with).toEqual({ path, key: `installed-\${{ runner.os }}-\${{ runner.arch }}-${key}` });
    expect([install?.if, install?.run]).toEqual(["${{ steps.dependencies.outputs.cache-hit != 'true' }}", command]);
  });

  test.each<[NodePackageManager, string | undefined, string]>([
    [NodePackageManager.NPM, undefined, 'The lockfile `package-lock.json`.'],
    [NodePackageManager.YARN_CLASSIC, undefined, 'The lockfile `yarn.lock`.'],
    [
      NodePackageManager.YARN,
      undefined,
      'The lockfile `yarn.lock`, and `packageManager` in `package.json`, which says the version that installs.',
    ],
    [
      NodePackageManager.PNPM,
      'services/a',
      'The lockfile `services/a/pnpm-lock.yaml`, and `packageManager` in `services/a/package.json`, which says the version that installs.',
    ],
  ])('asks for what %s needs', (packageManager, directory, text) => {
    expect(Toolchain.node({ version: '22', packageManager, directory }).prepare().instructions).toEqual([
      { title: 'In the repository', text },
    ]);
  });

  test('pnpm of a folder has the version that the package.json there says', () => {
    const { NPM, PNPM } = NodePackageManager;
    const [first] = deeds(Toolchain.node({ version: '22', packageManager: PNPM, directory: 'services/a' }));
    expect(first).toBe('pnpm/action-setup {"package_json_file":"services/a/package.json"}');
    expect(deeds(Toolchain.node({ version: '22', packageManager: NPM, directory: 'services/a' }))[0]).toBe(
      'actions/setup-node {"node-version":"22","cache":"npm","cache-dependency-path":"services/a/package-lock.json"}',
    );
  });

  test('pip of a folder installs every file of requirements there, and caches by all of them', () => {
    const toolchain = Toolchain.python({
      version: '3.13',
      packageManager: PythonPackageManager.PIP,
      requirements: ['requirements.txt', 'requirements/dev.txt'],
      directory: 'services/a',
    });
    const { instructions, steps = [] } = toolchain.prepare();
    expect(deeds(toolchain)).toEqual([
      'actions/setup-python {"python-version":"3.13","cache":"pip","cache-dependency-path":"services/a/requirements.txt\\nservices/a/requirements/dev.txt"}',
      'pip install --require-hashes --requirement requirements.txt --requirement requirements/dev.txt',
    ]);
    expect(stepsOf({ steps }).at(-1)?.['working-directory']).toBe('services/a');
    expect(instructions).toEqual([
      {
        title: 'In the repository',
        text: '`services/a/requirements.txt` and `services/a/requirements/dev.txt`, with every package by version and hash, as `pip-compile --generate-hashes` writes them; pytest and Ruff among them.',
      },
    ]);
  });

  test.each([
    [JavaBuildTool.MAVEN, 'api/**/pom.xml'],
    [JavaBuildTool.GRADLE, 'api/**/*.gradle*\napi/**/gradle-wrapper.properties\napi/**/*.versions.toml'],
  ])('of a folder, %s caches by all files that name dependencies', (buildTool, path) => {
    const [java] = stepsOf(Toolchain.java({ version: '21', buildTool, directory: 'api' }).prepare());
    expect(java?.with?.['cache-dependency-path']).toBe(path);
  });

  test('takes commands that differ from the habits', () => {
    const { commands } = Toolchain.go({ version: '1.25', commands: { lint: 'golangci-lint run' } });
    expect([commands.lint, commands.unitTest]).toEqual(['golangci-lint run', 'go test ./...']);
  });
});

describeRefusals('Toolchain', {
  'a directory outside': [
    () => Toolchain.node({ version: '22', directory: '../x' }),
    "toolchain-directory  Toolchain 'Node.js 22'  got the directory \"../x\"; allowed is a folder inside the repository, from its root, of letters, digits, '.', '_' and '-', joined by '/'",
    "such as 'services/payments'",
  ],
  'an installation to skip where there is none': [
    () => Toolchain.go({ version: '1.25', skipInstallOnHit: true }),
    "toolchain-install  Toolchain 'Go 1.25'  got skipInstallOnHit, and there is no installation that it could skip",
    'leave it away: what was downloaded is kept anyway',
  ],
  'an installation to skip where pip installs into the Python of the machine': [
    () => Toolchain.python({ version: '3.13', packageManager: PythonPackageManager.PIP, skipInstallOnHit: true }),
    "toolchain-install  Toolchain 'Python 3.13'  got skipInstallOnHit, and there is no installation that it could skip",
    'leave it away: what was downloaded is kept anyway',
  ],
  'requirements where a lockfile is': [
    () => Toolchain.python({ version: '3.13', requirements: ['requirements.txt'] }),
    'toolchain-requirements  Toolchain.python  got the requirements ["requirements.txt"] for uv; allowed are, for pip alone, one or more files in the folder of the code or below it',
    "such as ['requirements.txt', 'requirements-dev.txt'] with PythonPackageManager.PIP; uv and Poetry have a lockfile instead",
  ],
  'requirements outside': [
    () => Toolchain.python({ version: '3.13', packageManager: PythonPackageManager.PIP, requirements: ['../all.txt'] }),
    'toolchain-requirements  Toolchain.python  got the requirements ["../all.txt"] for pip; allowed are, for pip alone, one or more files in the folder of the code or below it',
    "such as ['requirements.txt', 'requirements-dev.txt'] with PythonPackageManager.PIP; uv and Poetry have a lockfile instead",
  ],
  'a floating version': [
    () => Toolchain.node({ version: 'lts/*' }),
    'toolchain-version  Toolchain.node  got the version "lts/*"; allowed are one to three numbers',
    "such as '22' or '3.13'; a floating name moves under you",
  ],
  'an empty command': [
    () => Toolchain.python({ version: '3.13', commands: { lint: ' ' } }),
    'toolchain-command  Toolchain \'Python 3.13\'  got " " for lint; allowed is a command without ${{ }}',
    'give a command; an empty text leaves out formatCheck, contractTest, performanceTest, and nothing else',
  ],
  'an expression in a command': [
    () => Toolchain.go({ version: '1.25', commands: { unitTest: 'echo ${{ github.sha }}' } }),
    'toolchain-command  Toolchain \'Go 1.25\'  got "echo ${{ github.sha }}" for unitTest; allowed is a command without ${{ }}',
    'give a command; an empty text leaves out formatCheck, contractTest, performanceTest, and nothing else',
  ],
});

test.each([
  [Toolchain.node({ version: '22', skipInstallOnHit: true }), { 'node-version': '22', 'package-manager-cache': false }],
  [Toolchain.go({ version: '1.25' }), { 'go-version': '1.25', cache: false }],
  [Toolchain.python({ version: '3.13', packageManager: PythonPackageManager.PIP }), { 'python-version': '3.13' }],
  [Toolchain.java({ version: '21' }), { distribution: 'temurin', 'java-version': '21' }],
])('keeps and reads no cache where it is told not to: %#', (toolchain, inputs) => {
  const steps = stepsOf(toolchain.prepare(false));
  expect(steps[0]).toMatchObject({ with: inputs });
  expect(steps.map((step) => step?.uses?.split('@')[0])).not.toContain('actions/cache');
  expect(Object.keys(steps[0]?.with ?? {})).toEqual(Object.keys(inputs));
});
