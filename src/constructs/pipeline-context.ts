import type { IConstruct } from 'constructs';
import type { JsonPatch } from 'projen';
import type { ReferenceOf } from '../data/action-pins';
import type { DriftCheckModel, ReleaseModel, ScheduleKind } from '../model/pipeline-model';
import type { Notifier } from '../parts/notifier';
import type { Toolchain } from '../parts/toolchain';
import type { NodePackageManager, PythonPackageManager, ToolchainCommands } from '../parts/toolchain-options';
import { checkedPart } from '../util/checked-part';
import { fail, shown } from '../util/fail';
import type { Duration } from '../values/duration';
import type { Runner } from '../values/runner';
import type { Trigger } from '../values/trigger';
import type { BuiltImage } from './built-image';
import type { RepositorySettings } from './repository-settings';

/** What everything below a pipeline may ask it. */
export interface PipelineContext {
  readonly id: string;
  readonly path: string;
  /** What people call the service in messages. */
  readonly service: string;
  readonly source: string;
  /** Folder of the repository, to read charts from. */
  readonly folder: string;
  readonly repository: string | null;
  readonly defaultBranch: string;
  readonly branches: readonly string[];
  /** Files of which a push to a branch has to change one; undefined where every push starts a run. */
  readonly pushPaths: readonly string[] | undefined;
  readonly release: ReleaseModel;
  readonly triggers: readonly Trigger[];
  readonly schedule: ScheduleKind;
  readonly runner: Runner;
  readonly toolchain: Toolchain | undefined;
  /** What installs the packages of the project, where it is one of Node.js. */
  readonly packageManager: NodePackageManager | PythonPackageManager | undefined;
  /** Where the actions lie that steps name. */
  readonly referenceOf: ReferenceOf;
  readonly notifiers: readonly Notifier[];
  readonly cancelStaleRuns: boolean;
  readonly strict: boolean;
  /** Name of the verdict as a check. */
  readonly requiredCheck: string;
  readonly repositorySettings: RepositorySettings;
  readonly driftCheck: DriftCheckModel | undefined;
  readonly rollback: boolean;
  readonly env: { readonly [name: string]: string };
  /** Last resorts on the printed workflow; grows while the tree is written. */
  readonly patches: JsonPatch[];
  /** Images in the order of their builds; grows while the tree is written. */
  readonly images: BuiltImage[];
  /** Releases in the order of their deployments; grows while the tree is written. */
  readonly releases: ReleaseFacts[];
}

/** What a check of the charts has to know of one deployment. */
export interface ReleaseFacts {
  readonly chart: string;
  readonly overlay: string;
  readonly helm: string;
  readonly repositoryKey: string;
  readonly digestKey: string;
}

const KEY = 'stagegate:pipeline';

/** A program may load the package twice; what one copy makes the other does not know by its class. */
const COPY = Symbol('copy');

interface Provided {
  readonly root: IConstruct;
  readonly context: PipelineContext;
  readonly copy: symbol;
}

/** Makes a construct the root of a pipeline. */
export function providePipeline(root: IConstruct, context: PipelineContext): void {
  root.node.setContext(KEY, { root, context, copy: COPY } satisfies Provided);
}

/** The path of a construct as people write it: from the pipeline down, whatever the pipeline stands below. */
export function pathOf(construct: IConstruct): string {
  const { root, context } = (construct.node.tryGetContext(KEY) as Provided | undefined) ?? {};
  if (root === undefined || context === undefined) return construct.node.path;
  return context.path + construct.node.path.slice(root.node.path.length);
}

/** The path that a construct will have, whatever it is put below; without an id it is known by its class. */
export function pathBelow(scope: IConstruct | undefined, id: unknown, { name }: { readonly name: string }): string {
  const above = scope?.node && pathOf(scope);
  if (typeof id === 'string' && id !== '') return above === undefined ? id : `${above}/${id}`;
  return above === undefined ? `a ${name}` : `a ${name} in ${above}`;
}

/** What comes when the files are written would be lost without a word. */
export function refuseLate(construct: IConstruct, path: string, isLate = construct.node.locked): void {
  if (!isLate) return;
  fail(
    'after-synth',
    path,
    'comes after project.synth(), which has written the files: nothing of it would be written',
    'let project.synth() be the last line of the program',
  );
}

/** The id of a new construct: one that no other has beside it, in a tree that is still to be written. */
export function checkedPlace(scope: IConstruct, id: string, path: string): string {
  refuseLate(scope, path);
  if (scope.node.tryFindChild(id) === undefined) return id;
  return fail(
    'duplicate-id',
    path,
    `has the id of another construct beside it: ${shown(id)}`,
    'give one of the two another id',
  );
}

/** The pipeline that a construct belongs to. */
export function pipelineOf(scope: IConstruct, what: string): PipelineContext {
  const provided = scope.node.tryGetContext(KEY) as Provided | undefined;
  if (provided === undefined) {
    fail(
      'outside-pipeline',
      scope.node.id || scope.constructor.name,
      `${what} stands under no Pipeline`,
      'give a Pipeline, or something below one, as the first argument',
    );
  }
  if (provided.copy !== COPY) {
    fail(
      'two-copies',
      pathOf(scope),
      `${what} comes from another copy of stagegate than the Pipeline, which would not see it`,
      'install one copy: `npm ls stagegate` shows where they are; a package that uses stagegate names it among its peerDependencies',
    );
  }
  return provided.context;
}

/** The pipeline's toolchain, where one is needed. */
export function toolchainOf(scope: IConstruct, own: Toolchain | undefined, what: string): Toolchain {
  return (
    asInstalled(scope, own ?? pipelineOf(scope, what).toolchain) ??
    fail(
      'toolchain-missing',
      pathOf(scope),
      `${what} runs the repository's code, and neither it nor the pipeline has a toolchain`,
      "set 'toolchain' on the Pipeline, such as Toolchain.node({ version: '22' })",
    )
  );
}

/** The command of a job: its own, else the toolchain's. A toolchain of the user's may have none. */
export function commandOf(
  scope: IConstruct,
  own: string | undefined,
  { commands }: Toolchain,
  name: keyof ToolchainCommands,
): string {
  const command = own ?? commands[name];
  if (command === undefined) {
    fail(
      'command-missing',
      pathOf(scope),
      `has no command for ${shown(name)}, and its toolchain has none`,
      `set 'command', or '${name}' in the toolchain's commands`,
    );
  }
  if (command.trim() === '') {
    fail(
      'command-empty',
      pathOf(scope),
      `got ${shown(command)} as the command for ${shown(name)}`,
      "give a command; a job that should not run is left out by 'without' of ParallelValidate, or by making no IntegrationStage",
    );
  }
  return command;
}

/** A toolchain that installs as the project does, unless it says otherwise. */
export function asInstalled(scope: IConstruct, toolchain: Toolchain | undefined): Toolchain | undefined {
  const { packageManager } = pipelineOf(scope, 'Job');
  if (toolchain === undefined) return undefined;
  // What only has everything public of the class has no such method.
  const installed = packageManager === undefined ? toolchain : toolchain._installedBy?.(packageManager);
  return checkedPart('Toolchain', installed ?? toolchain, pathOf(scope));
}

/** Twice the budget, rounded up to five minutes, at least ten; GitHub ends every job after six hours. */
export function timeoutFor(budget: Duration): number {
  return Math.min(360, Math.max(10, Math.ceil((budget.toMinutes() * 2) / 5) * 5));
}
