import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import { below, INSIDE, isInside } from '../util/paths';
import type { Contribution } from './contribution';
import { pythonRecipe } from './python-recipes';
import { Step } from './step';
import {
  type JavaOptions,
  type LanguageOptions,
  type NodeOptions,
  NodePackageManager,
  type PythonOptions,
  PythonPackageManager,
  type ToolchainCommands,
  type ToolchainOptions,
} from './toolchain-options';
import { goRecipe, javaRecipe, nodeRecipe, type Recipe } from './toolchain-recipes';

/** How the code of a repository is set up, tested and checked. Extend it for a language of your own. */
export abstract class Toolchain {
  /** Node.js, with npm, Yarn or pnpm. Its tests write no report unless told to: name it in `commands.unitTestReport`. */
  public static node(options: NodeOptions): Toolchain {
    return new NodeToolchain(options);
  }

  /** Python with pytest and Ruff, by uv, Poetry or pip. Its unit tests report to `junit.xml`. */
  public static python(options: PythonOptions): Toolchain {
    return new PythonToolchain(options);
  }

  /** Go, with its own tools. Its tests write no report: a command that does is named with `commands.unitTestReport`. */
  public static go(options: LanguageOptions): Toolchain {
    return new RecipeToolchain(goRecipe(options), options);
  }

  /** Java, with the Maven or Gradle wrapper of the repository. Reports are where Surefire, or Gradle's task `test`, writes them. */
  public static java(options: JavaOptions): Toolchain {
    return new RecipeToolchain(javaRecipe(options), options);
  }

  /** Commands that jobs run. Format, contracts and performance are left out where there is none; other jobs ask for theirs. */
  public abstract readonly commands: ToolchainCommands;

  /** Folder of the code, from the repository's root, in which jobs run their commands. Undefined for the root itself. */
  public readonly directory?: string;

  /**
   * Steps that install the language and the dependencies of the repository.
   *
   * @param cached - keep and read caches; true where it is not said. Pipelines that release tags say false: nothing that
   * another run could write reaches what is released.
   */
  public abstract prepare(cached?: boolean): Contribution;

  /** JUnit report that its own command for unit tests writes, from where that runs. @internal */
  public get _unitTestReport(): string | undefined {
    return undefined;
  }

  /** The same in a project whose packages this one installs, unless it says another. @internal */
  public _installedBy(_: NodePackageManager | PythonPackageManager): Toolchain {
    return this;
  }
}

checkCallsOf(Toolchain);

class RecipeToolchain extends Toolchain {
  public readonly commands: ToolchainCommands;
  public override readonly directory?: string;

  public constructor(
    private readonly recipe: Recipe,
    private readonly options: ToolchainOptions,
  ) {
    super();
    this.commands = { ...recipe.commands, ...options.commands };
    this.directory = options.directory;
    checkedToolchain(recipe, options, this.commands);
  }

  public override get _unitTestReport(): string | undefined {
    return this.commands.unitTest === this.recipe.commands.unitTest ? this.recipe.unitTestReport : undefined;
  }

  public prepare(cached = true): Contribution {
    const { install } = this.recipe;
    const tools = this.recipe.tools(cached);
    if (install === undefined) return { steps: tools };
    const { directory } = this;
    const step = (condition?: string) =>
      Step.run('install', install.command, { condition, workingDirectory: directory });
    const instructions = [{ title: 'In the repository', text: install.asks }];
    const { kept } = install;
    if (!cached || !this.options.skipInstallOnHit || kept === undefined)
      return { steps: [...tools, step()], instructions };
    const cache = Step.action('dependencies', 'actions/cache', {
      inputs: {
        path: below(kept.folder, directory),
        key: `installed-\${{ runner.os }}-\${{ runner.arch }}-${kept.key}-\${{ hashFiles('${below(kept.lockfile, directory)}') }}`,
      },
    });
    return { steps: [...tools, cache, step("steps.dependencies.outputs.cache-hit != 'true'")], instructions };
  }
}

class NodeToolchain extends RecipeToolchain {
  public constructor(private readonly told: NodeOptions) {
    super(nodeRecipe(told), told);
  }

  public override _installedBy(packageManager: NodePackageManager | PythonPackageManager): Toolchain {
    if (this.told.packageManager !== undefined || !isOf(NodePackageManager, packageManager)) return this;
    return new NodeToolchain({ ...this.told, packageManager });
  }
}

class PythonToolchain extends RecipeToolchain {
  public constructor(private readonly told: PythonOptions) {
    super(pythonRecipe(told), told);
  }

  public override _installedBy(packageManager: NodePackageManager | PythonPackageManager): Toolchain {
    if (this.told.packageManager !== undefined || !isOf(PythonPackageManager, packageManager)) return this;
    return new PythonToolchain({ ...this.told, packageManager });
  }
}

function isOf<T extends string>(managers: { readonly [name: string]: T }, one: string): one is T {
  return Object.values<string>(managers).includes(one);
}

/** Commands that a repository need not have. */
const LEFT_OUT: readonly string[] = ['formatCheck', 'contractTest', 'performanceTest'];

function checkedToolchain(
  { title, install }: Recipe,
  { directory, skipInstallOnHit }: ToolchainOptions,
  commands: ToolchainCommands,
): void {
  const path = `Toolchain '${title}'`;
  if (directory !== undefined && !isInside(directory)) {
    fail(
      'toolchain-directory',
      path,
      `got the directory ${shown(directory)}; allowed is a folder ${INSIDE}`,
      "such as 'services/payments'",
    );
  }
  if (skipInstallOnHit && install?.kept === undefined) {
    fail(
      'toolchain-install',
      path,
      'got skipInstallOnHit, and there is no installation that it could skip',
      'leave it away: what was downloaded is kept anyway',
    );
  }
  for (const [name, command] of Object.entries(commands)) {
    if (command === '' && LEFT_OUT.includes(name)) continue;
    if (command.trim() === '' || command.includes('${{')) {
      fail(
        'toolchain-command',
        path,
        `got ${shown(command)} for ${name}; allowed is a command without \${{ }}`,
        `give a command; an empty text leaves out ${LEFT_OUT.join(', ')}, and nothing else`,
      );
    }
  }
}
