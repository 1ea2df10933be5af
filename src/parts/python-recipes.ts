import { TOOLS } from '../data/tools';
import { fail, shown } from '../util/fail';
import { below, isInside } from '../util/paths';
import { Step } from './step';
import { type PythonOptions, PythonPackageManager } from './toolchain-options';
import { checkedVersion, type Recipe } from './toolchain-recipes';

/** Python, with pytest and Ruff, by uv, Poetry or pip. */
export function pythonRecipe(options: PythonOptions): Recipe {
  const { packageManager = PythonPackageManager.UV } = options;
  const version = checkedVersion(options.version, 'Toolchain.python');
  const requirements = checkedRequirements(options, packageManager);
  const { run, ...recipe } = {
    [PythonPackageManager.UV]: withUv,
    [PythonPackageManager.POETRY]: withPoetry,
    [PythonPackageManager.PIP]: withPip,
  }[packageManager]({ version, directory: options.directory, requirements });
  return {
    title: `Python ${version}`,
    commands: {
      unitTest: `${run.tests} tests/unit --junitxml=junit.xml`,
      lint: `${run.ruff} check`,
      formatCheck: `${run.ruff} format --check`,
      integrationTest: `${run.tests} tests/integration`,
      contractTest: `${run.tests} tests/contract`,
      performanceTest: `${run.tests} tests/performance`,
    },
    unitTestReport: 'junit.xml',
    ...recipe,
  };
}

interface Facts {
  readonly version: string;
  readonly directory: string | undefined;
  readonly requirements: readonly string[];
}

type Installer = Pick<Recipe, 'tools' | 'install'> & {
  readonly run: { readonly tests: string; readonly ruff: string };
};

function withUv({ version, directory }: Facts): Installer {
  return {
    run: { tests: 'uv run pytest', ruff: 'uv run ruff' },
    tools: (cached) => [
      Step.action('toolchain', 'astral-sh/setup-uv', {
        name: 'Set up uv and Python',
        inputs: {
          version: TOOLS.uv,
          'python-version': version,
          'enable-cache': cached,
          'working-directory': directory,
        },
      }),
    ],
    install: {
      command: 'uv sync --locked',
      asks: `The lockfile \`${below('uv.lock', directory)}\`.`,
      kept: { folder: '.venv', lockfile: 'uv.lock', key: `python-${version}` },
    },
  };
}

function withPoetry({ version, directory }: Facts): Installer {
  const lockfile = below('poetry.lock', directory);
  return {
    run: { tests: 'poetry run pytest', ruff: 'poetry run ruff' },
    tools: (cached) => [
      // Before Python is set up, which asks Poetry where the environments are that its cache keeps. From Poetry 2 on they are made
      // of the Python that is set up, not of the one that Poetry itself runs in.
      Step._ours('poetry', `pipx install poetry==${TOOLS.poetry}`),
      setupPython(version, cached && { cache: 'poetry', 'cache-dependency-path': lockfile }),
    ],
    // Removes what the lockfile does not name, from an environment that came from the cache.
    install: { command: 'poetry sync', asks: `The lockfile \`${lockfile}\`.` },
  };
}

function withPip({ version, directory, requirements }: Facts): Installer {
  const files = requirements.map((file) => below(file, directory));
  return {
    // As a module, pytest finds the code of a repository that is no package.
    run: { tests: 'python -m pytest', ruff: 'ruff' },
    tools: (cached) => [setupPython(version, cached && { cache: 'pip', 'cache-dependency-path': files.join('\n') })],
    install: {
      command: `pip install --require-hashes ${requirements.map((file) => `--requirement ${file}`).join(' ')}`,
      asks:
        `${files.map((file) => `\`${file}\``).join(' and ')}, with every package by version and hash, as \`pip-compile --generate-hashes\` ` +
        'writes them; pytest and Ruff among them.',
    },
  };
}

function setupPython(version: string, cache: Record<string, string> | false): Step {
  return Step.action('toolchain', 'actions/setup-python', {
    name: 'Set up Python',
    inputs: { 'python-version': version, ...(cache || {}) },
  });
}

function checkedRequirements(options: PythonOptions, packageManager: PythonPackageManager): readonly string[] {
  const { requirements } = options;
  const isPip = packageManager === PythonPackageManager.PIP;
  if (requirements === undefined) return ['requirements.txt'];
  if (!isPip || requirements.length === 0 || !requirements.every(isInside)) {
    fail(
      'toolchain-requirements',
      'Toolchain.python',
      `got the requirements ${shown(requirements)} for ${packageManager}; allowed are, for pip alone, one or more files in the folder of the code or below it`,
      "such as ['requirements.txt', 'requirements-dev.txt'] with PythonPackageManager.PIP; uv and Poetry have a lockfile instead",
    );
  }
  return requirements;
}
