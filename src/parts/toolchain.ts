import { fail, shown } from '../util/fail';
import { below, isInside } from '../util/paths';
import type { Contribution } from './contribution';
import { Step } from './step';
import type {
  JavaOptions,
  LanguageOptions,
  NodeOptions,
  ToolchainCommands,
  ToolchainFacts,
  ToolchainOptions,
} from './toolchain-options';
import { goRecipe, javaRecipe, nodeRecipe, pythonRecipe, type Recipe } from './toolchain-recipes';

/** How the code of a repository is set up, tested and checked. Extend it for a language of your own. */
export abstract class Toolchain {
  /** Node.js, with npm, Yarn or pnpm. */
  public static node(options: NodeOptions): Toolchain {
    return new RecipeToolchain(nodeRecipe(options), options);
  }

  /** Python, with uv, pytest and Ruff. */
  public static python(options: LanguageOptions): Toolchain {
    return new RecipeToolchain(pythonRecipe(options), options);
  }

  /** Go, with its own tools. */
  public static go(options: LanguageOptions): Toolchain {
    return new RecipeToolchain(goRecipe(options), options);
  }

  /** Java, with the Maven or Gradle wrapper of the repository. */
  public static java(options: JavaOptions): Toolchain {
    return new RecipeToolchain(javaRecipe(options), options);
  }

  /** Facts for jobs and docs. */
  public abstract readonly facts: ToolchainFacts;

  /**
   * Steps that install the language and the dependencies of the repository.
   *
   * @param cached - keep and read caches; true where it is not said. Pipelines that release tags say false: nothing that
   * another run could write reaches what is released.
   */
  public abstract prepare(cached?: boolean): Contribution;
}

class RecipeToolchain extends Toolchain {
  public readonly facts: ToolchainFacts;

  public constructor(
    private readonly recipe: Recipe,
    private readonly options: ToolchainOptions,
  ) {
    super();
    const commands = { ...recipe.commands, ...options.commands };
    const { directory } = options;
    checkedToolchain(recipe, options, commands);
    this.facts = {
      title: recipe.title,
      lockfiles: recipe.lockfiles.map((file) => below(file, directory)),
      commands,
      directory,
    };
  }

  public prepare(cached = true): Contribution {
    const { install, installed, cacheKey } = this.recipe;
    const tools = this.recipe.tools(cached);
    if (install === undefined) return { steps: tools };
    const workingDirectory = this.options.directory;
    const step = (condition?: string) => Step.run('install', install, { condition, workingDirectory });
    if (!cached || !this.options.skipInstallOnHit || installed === undefined) return { steps: [...tools, step()] };
    const hash = this.facts.lockfiles.map((file) => `'${file}'`).join(', ');
    const cache = Step.action('dependencies', 'actions/cache', {
      inputs: {
        path: installed.map((folder) => below(folder, this.options.directory)).join('\n'),
        key: `installed-\${{ runner.os }}-\${{ runner.arch }}-${cacheKey}-\${{ hashFiles(${hash}) }}`,
      },
    });
    return { steps: [...tools, cache, step("steps.dependencies.outputs.cache-hit != 'true'")] };
  }
}

function checkedToolchain(
  { title, installed }: Recipe,
  { directory, skipInstallOnHit }: ToolchainOptions,
  commands: ToolchainCommands,
): void {
  const path = `Toolchain '${title}'`;
  if (directory !== undefined && !isInside(directory)) {
    fail(
      'toolchain-directory',
      path,
      `got the directory ${shown(directory)}; allowed is a folder inside the repository, from its root`,
      "such as 'services/payments'",
    );
  }
  if (skipInstallOnHit && installed === undefined) {
    fail(
      'toolchain-install',
      path,
      'got skipInstallOnHit, and there is no installation that it could skip',
      'leave it away: what was downloaded is kept anyway',
    );
  }
  for (const [name, command] of Object.entries(commands)) {
    if (command.trim() === '' || command.includes('${{')) {
      fail(
        'toolchain-command',
        path,
        `got ${shown(command)} for ${name}; allowed is a command without \${{ }}`,
        'give a command',
      );
    }
  }
}
