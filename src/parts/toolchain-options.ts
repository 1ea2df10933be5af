/** Commands of a repository, by what they are for. */
export interface ToolchainCommands {
  /**
   * Unit tests.
   *
   * @default - what the toolchain's language is used to
   */
  readonly unitTest?: string;

  /**
   * JUnit report that the unit tests write, from the repository's root; a pattern where there are several. Naming it makes a
   * missing report an error.
   *
   * @default - where `unitTest` is left as it is, what it writes, kept where it exists: "junit.xml" of Python,
   *   "TEST-*.xml" below "target/surefire-reports" of Maven and below "build/test-results/test" of Gradle; else none
   */
  readonly unitTestReport?: string;

  /**
   * Lint.
   *
   * @default - what the toolchain's language is used to
   */
  readonly lint?: string;

  /**
   * Check of the format; an empty text leaves it out.
   *
   * @default - what the toolchain's language is used to
   */
  readonly formatCheck?: string;

  /**
   * Integration tests.
   *
   * @default - what the toolchain's language is used to
   */
  readonly integrationTest?: string;

  /**
   * Contract tests; an empty text leaves them out.
   *
   * @default - what the toolchain's language is used to
   */
  readonly contractTest?: string;

  /**
   * Measurement of the performance; writes a JSON file of metric to number, smaller is better. An empty text leaves it out.
   *
   * @default - what the toolchain's language is used to
   */
  readonly performanceTest?: string;
}

/** What every toolchain may change. */
export interface ToolchainOptions {
  /**
   * Commands that differ from the language's habits.
   *
   * @default - the habits
   */
  readonly commands?: ToolchainCommands;

  /**
   * Folder of the code within the repository, for repositories that hold several services: its lockfile keys the caches,
   * dependencies are installed there, and commands run there.
   *
   * @default - the repository's root
   */
  readonly directory?: string;

  /**
   * Keep the installed dependencies themselves, and install nothing while the lockfile has not changed. Faster than keeping
   * only what was downloaded; a dependency whose installation depends on the machine then comes from the cache. Node.js, and
   * Python with uv, alone: Go and Java have no installation of their own, pip no folder for it, and Poetry's is kept anyway.
   *
   * @default false
   */
  readonly skipInstallOnHit?: boolean;
}

/** Options of a language, which is named by its version. */
export interface LanguageOptions extends ToolchainOptions {
  /** Version: one to three numbers, such as `22`, `3.13` or `22.20.0`. */
  readonly version: string;
}

/** Who installs the dependencies of a Node.js repository. */
export enum NodePackageManager {
  /** npm, with `package-lock.json`. */
  NPM = 'npm',
  /** Yarn 1, with `yarn.lock`. */
  YARN_CLASSIC = 'yarn-classic',
  /** Yarn 2 or later, with `yarn.lock`; its version stands in `package.json`, and Corepack, which the machine has to have, fetches it. */
  YARN = 'yarn',
  /** pnpm, with `pnpm-lock.yaml`; its version stands in `package.json`. */
  PNPM = 'pnpm',
}

/** Options of Node.js. */
export interface NodeOptions extends LanguageOptions {
  /**
   * Who installs the dependencies.
   *
   * @default - that of the projen project, where it is one of Node.js; else NodePackageManager.NPM
   */
  readonly packageManager?: NodePackageManager;
}

/** Who installs the dependencies of a Python repository. */
export enum PythonPackageManager {
  /** uv, with `uv.lock`. */
  UV = 'uv',
  /** Poetry, with `poetry.lock`. It is installed by pipx, which the machine has to have; those of GitHub do. */
  POETRY = 'poetry',
  /** pip, with files of requirements that name every package, by version and hash. */
  PIP = 'pip',
}

/** Options of Python. */
export interface PythonOptions extends LanguageOptions {
  /**
   * Who installs the dependencies.
   *
   * @default - that of the projen project, where it is one of Python; else PythonPackageManager.UV
   */
  readonly packageManager?: PythonPackageManager;

  /**
   * Files of requirements that pip installs, from the folder of the code, at least one: those of the service and those of its tests.
   * Every package in them carries its version and hash, as `pip-compile --generate-hashes` and `uv pip compile --generate-hashes`
   * write them; pip refuses others. pip alone: the other two have a lockfile.
   *
   * @default - pip: ["requirements.txt"]
   */
  readonly requirements?: string[];
}

/** Who builds a Java repository. */
export enum JavaBuildTool {
  MAVEN = 'maven',
  GRADLE = 'gradle',
}

/** Options of Java. */
export interface JavaOptions extends LanguageOptions {
  /**
   * Who builds.
   *
   * @default JavaBuildTool.MAVEN
   */
  readonly buildTool?: JavaBuildTool;
}
