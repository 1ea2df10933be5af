import { fail, shown } from '../util/fail';
import { below } from '../util/paths';
import { Step } from './step';
import {
  JavaBuildTool,
  type JavaOptions,
  type LanguageOptions,
  type NodeOptions,
  NodePackageManager,
  type ToolchainCommands,
} from './toolchain-options';

/** How dependencies are installed, and from what. */
export interface Installation {
  readonly command: string;
  /** What the repository has to hold for it, in a sentence. */
  readonly asks: string;
  /** What it leaves, where that can be kept and taken instead of installing. */
  readonly kept?: Kept;
}

/** Installed dependencies, and what they depend on. */
export interface Kept {
  /** From the folder of the code. */
  readonly folder: string;
  /** From the folder of the code. */
  readonly lockfile: string;
  /** Language and version, which tell one cache from another. */
  readonly key: string;
}

/** What a language is used to. */
export interface Recipe {
  readonly title: string;
  readonly commands: Required<Omit<ToolchainCommands, 'unitTestReport'>>;
  /** JUnit report that its command for unit tests writes, from where that runs; a pattern where there may be several. */
  readonly unitTestReport?: string;
  /** Steps before the installation, with or without caches. */
  readonly tools: (cached: boolean) => Step[];
  /** None where the commands fetch what they need. */
  readonly install?: Installation;
}

/** How each installs what its lockfile says, and nothing else. */
export const NODE_INSTALLATIONS = {
  [NodePackageManager.NPM]: { program: 'npm', install: 'npm ci', lockfile: 'package-lock.json' },
  [NodePackageManager.YARN_CLASSIC]: {
    program: 'yarn',
    install: 'yarn install --frozen-lockfile',
    lockfile: 'yarn.lock',
  },
  [NodePackageManager.YARN]: { program: 'yarn', install: 'yarn install --immutable', lockfile: 'yarn.lock' },
  [NodePackageManager.PNPM]: { program: 'pnpm', install: 'pnpm install --frozen-lockfile', lockfile: 'pnpm-lock.yaml' },
} as const;

/** Node.js, with npm, Yarn or pnpm. */
export function nodeRecipe(options: NodeOptions): Recipe {
  const { packageManager = NodePackageManager.NPM } = options;
  const version = checkedVersion(options.version, 'Toolchain.node');
  const { install, lockfile, program } = NODE_INSTALLATIONS[packageManager];
  const cache = {
    cache: program,
    'cache-dependency-path': options.directory && below(lockfile, options.directory),
  };
  const node = (cached: boolean) =>
    Step.action('toolchain', 'actions/setup-node', {
      inputs: { 'node-version': version, ...(cached ? cache : { 'package-manager-cache': false }) },
    });
  const before = {
    [NodePackageManager.NPM]: [],
    [NodePackageManager.YARN_CLASSIC]: [],
    // Before Node.js is set up, which asks Yarn for its cache: the Yarn 1 of the machine refuses to work for a later one.
    [NodePackageManager.YARN]: [Step._ours('corepack', 'corepack enable')],
    [NodePackageManager.PNPM]: [
      Step.action('pnpm', 'pnpm/action-setup', {
        inputs: { package_json_file: options.directory && below('package.json', options.directory) },
      }),
    ],
  }[packageManager];
  const run = program === 'npm' ? 'npm run' : program;
  return {
    title: `Node.js ${version}`,
    commands: {
      unitTest: `${program} test`,
      lint: `${run} lint`,
      formatCheck: `${run} format:check`,
      integrationTest: `${run} test:integration`,
      contractTest: `${run} test:contract`,
      performanceTest: `${run} test:performance`,
    },
    tools: (cached) => [...before, node(cached)],
    install: {
      command: install,
      asks: `The lockfile \`${below(lockfile, options.directory)}\`${before.length > 0 ? versionIn(options) : ''}.`,
      kept: { folder: 'node_modules', lockfile, key: `node-${version}` },
    },
  };
}

/** Which version installs; Yarn 1 and npm come with the machine. */
function versionIn({ directory }: NodeOptions): string {
  return `, and \`packageManager\` in \`${below('package.json', directory)}\`, which says the version that installs`;
}

/** Go, with its own tools. */
export function goRecipe(options: LanguageOptions): Recipe {
  const version = checkedVersion(options.version, 'Toolchain.go');
  return {
    title: `Go ${version}`,
    commands: {
      unitTest: 'go test ./...',
      lint: 'go vet ./...',
      formatCheck: 'test -z "$(gofmt -l .)"',
      integrationTest: 'go test -tags integration ./...',
      contractTest: 'go test -tags contract ./...',
      performanceTest: 'go test -tags performance ./...',
    },
    tools: (cached) => [
      Step.action('toolchain', 'actions/setup-go', {
        name: 'Set up Go',
        inputs: {
          'go-version': version,
          ...(cached ? { 'cache-dependency-path': below('go.sum', options.directory) } : { cache: false }),
        },
      }),
    ],
  };
}

/** Java, with the Maven or Gradle wrapper of the repository. */
export function javaRecipe(options: JavaOptions): Recipe {
  const { buildTool = JavaBuildTool.MAVEN } = options;
  const version = checkedVersion(options.version, 'Toolchain.java');
  const maven = buildTool === JavaBuildTool.MAVEN;
  const run = maven ? './mvnw --batch-mode' : './gradlew';
  // What names dependencies, and the wrapper's own version, which is kept with them.
  const named = maven ? ['pom.xml'] : ['*.gradle*', 'gradle-wrapper.properties', '*.versions.toml'];
  return {
    title: `Java ${version}`,
    commands: {
      unitTest: `${run} test`,
      lint: maven ? `${run} checkstyle:check` : `${run} checkstyleMain`,
      formatCheck: maven ? `${run} spotless:check` : `${run} spotlessCheck`,
      integrationTest: maven ? `${run} verify -P integration` : `${run} integrationTest`,
      contractTest: maven ? `${run} verify -P contract` : `${run} contractTest`,
      performanceTest: maven ? `${run} verify -P performance` : `${run} performanceTest`,
    },
    unitTestReport: `**/${maven ? 'target/surefire-reports' : 'build/test-results/test'}/TEST-*.xml`,
    tools: (cached) => [
      Step.action('toolchain', 'actions/setup-java', {
        name: 'Set up Java',
        inputs: {
          distribution: 'temurin',
          'java-version': version,
          ...(cached
            ? {
                cache: buildTool,
                'cache-dependency-path':
                  options.directory && named.map((file) => `${options.directory}/**/${file}`).join('\n'),
              }
            : {}),
        },
      }),
    ],
  };
}

/** A version that does not move, or moves within a number that somebody chose. */
export function checkedVersion(version: string, factory: string): string {
  if (!/^\d+(?:\.\d+){0,2}$/.test(version)) {
    fail(
      'toolchain-version',
      factory,
      `got the version ${shown(version)}; allowed are one to three numbers`,
      "such as '22' or '3.13'; a floating name moves under you",
    );
  }
  return version;
}
