import type { Construct } from 'constructs';
import type { ContainerRegistry } from '../parts/container-registry';
import type { Contribution } from '../parts/contribution';
import { Step } from '../parts/step';
import type { Toolchain } from '../parts/toolchain';
import { checkCallsOf, knownOptions } from '../util/check-call';
import { checkedPart } from '../util/checked-part';
import { fail, shown } from '../util/fail';
import { checkedInside } from '../util/paths';
import { Duration } from '../values/duration';
import { buildImage, checkedBuildArgs, type ImageRecipe, imageEnvironment, type LayerCache } from './build-image';
import { mountedSecrets } from './build-secrets';
import { BuiltImage } from './built-image';
import { checkedCompiledFiles, packCompiled, takeCompiled } from './compiled-files';
import { guarded, settingsCheck } from './contributions';
import { Job } from './job';
import type { JobSettings } from './job-settings';
import { checkedMachine } from './native-machine';
import { pathOf, pipelineOf, toolchainOf } from './pipeline-context';
import { Stage, type StageOptions } from './stage';

/** A command that runs before the image is built, in a job of its own that holds no credentials. */
export interface CompileOptions extends JobSettings {
  /** The command. */
  readonly command: string;

  /**
   * Files and folders that it makes and the image needs, from the repository's root and inside it, whatever the `directory` of the
   * toolchain; with `*` and `?` in names of files, and `!` in front of what is left out. They come to the image's build in the same
   * places, hidden files and rights to execute included.
   */
  readonly files: string[];

  /**
   * Language and dependencies.
   *
   * @default - the pipeline's toolchain
   */
  readonly toolchain?: Toolchain;
}

/** Options of a build. */
export interface BuildStageOptions extends StageOptions, JobSettings {
  /** Where the image is pushed. */
  readonly registry: ContainerRegistry;

  /** Name of the image within the registry, in lower case; for ghcr.io `owner/name`. */
  readonly repository: string;

  /**
   * Compile before the image is built. Compiling in the Dockerfile needs no job of its own.
   *
   * @default - the Dockerfile compiles
   */
  readonly compile?: CompileOptions;

  /**
   * Dockerfile, from the repository's root and inside it.
   *
   * @default "Dockerfile"
   */
  readonly dockerfile?: string;

  /**
   * Build context, from the repository's root and inside it.
   *
   * @default "."
   */
  readonly buildContext?: string;

  /**
   * Stage of the Dockerfile to build.
   *
   * @default - the last one
   */
  readonly target?: string;

  /**
   * Build arguments. No secrets: they stay in the image.
   *
   * @default - none
   */
  readonly buildArgs?: Record<string, string>;

  /**
   * Secrets that the Dockerfile mounts, by the id under which it does (`RUN --mount=type=secret,id=npm_token …`), so that they stay in
   * no layer: `Expression.secret('NPM_TOKEN')`, or `Expression.github('token')` for the workflow's own token. A release is handed its
   * secrets and does not start without them. Every other run mounts an empty file in their place, unless `secretsForEveryRun` says
   * otherwise; the token is handed to every run.
   *
   * @default - none
   */
  readonly secrets?: Record<string, string>;

  /**
   * Hand `secrets` to runs that do not release, too: to pull requests, whose authors write the Dockerfile that is handed them. An
   * error (`secretless-pull-requests`) unless it is acknowledged at this stage. Forks have no secrets whatever is said here.
   *
   * @default false
   */
  readonly secretsForEveryRun?: boolean;

  /**
   * Platform of the image: `linux/amd64` or `linux/arm64`. The jobs that build and start it need a runner of the same processor.
   *
   * @default "linux/amd64"
   */
  readonly platform?: string;

  /**
   * Where layers are kept between builds.
   *
   * @default LayerCache.ACTIONS
   */
  readonly layerCache?: LayerCache;
}

/**
 * Builds the image, once. A release pushes it under the commit SHA and hands on its digest; every other run builds the
 * same image without holding a credential, and hands it on as an artifact.
 */
export class BuildStage extends Stage {
  /** What later stages scan, test and deploy. */
  public readonly image: BuiltImage;

  /** The job that builds. */
  public readonly job: Job;

  /**
   * @param scope - the pipeline
   * @param id - names the stage and the job that builds; that of a `compile` command is `<id>-compile`
   */
  public constructor(scope: Construct, id: string, options: BuildStageOptions) {
    super(scope, id, options);
    const pipeline = pipelineOf(this, 'BuildStage');
    const { repository, compile, platform = 'linux/amd64', budget = Duration.minutes(4) } = options;
    const registry = checkedPart('ContainerRegistry', options.registry, pathOf(this));
    checkedImage(pathOf(this), repository, platform);
    checkedPaths(pathOf(this), options);
    checkedBuildArgs(pathOf(this), options.buildArgs ?? {});
    checkedLegs(pathOf(this), options);
    checkedMachine(this, 'builds', platform, options);
    const compiled = compile && this.compiled(compile, options);
    const twice = pipeline.images.find(
      ({ _facts }) => _facts.registry.host === registry.host && _facts.repository === repository,
    );
    if (twice !== undefined) {
      fail(
        'image-twice',
        pathOf(this),
        `builds ${shown(repository)}, as the job ${twice._facts.jobId} does; both would push it under the commit SHA`,
        "give one of them another 'repository'",
      );
    }
    this.image = BuiltImage._of({ jobId: id, registry, repository, platform });
    pipeline.images.push(this.image);

    const mounted = mountedSecrets(pathOf(this), options);
    const recipe: ImageRecipe = { ...options, platform, mounted, cacheScope: `${pipeline.id}.${id}` };
    const access = registry.pushAccess(repository);
    const publish = "env.PUBLISH == 'true'";
    const contributions: Contribution[] = [
      ...(compiled === undefined ? [] : [compiled]),
      imageEnvironment(this.image.repository, pipeline.release.condition),
      guarded(publish, settingsCheck(registry.naming(), access, mounted.needs)),
      registry.naming(),
      mounted.needs,
      guarded(publish, access),
      buildImage(recipe, id),
      {
        instructions: [
          {
            title: 'In the repository',
            text: `A \`${options.dockerfile ?? 'Dockerfile'}\` for the image \`${repository}\`.`,
          },
        ],
      },
    ];
    this.job = Job._of(
      this,
      id,
      {
        ...knownOptions<JobSettings>('JobSettings', options),
        budget,
        contributions,
        vouches: ['image-built'],
        outputs: {
          ...options.outputs,
          'image-digest': 'steps.digest.outputs.digest',
          'image-artifact': 'steps.hand-on.outputs.artifact-id',
        },
      },
      {
        isStage: true,
        construct: 'BuildStage',
        decides: ['image', 'digest', 'hand-on'],
        description: {
          answersFor: 'one image; for a release pushed under the commit SHA and read back',
          takes: ['source'],
          gives: ['digest (release)', 'image artifact'],
          onFailure: 'blocks everything',
        },
        comments: {
          '/env/PUBLISH':
            'Only a release signs in and pushes. Every other run builds the same image without holding a credential.',
        },
      },
    );
  }

  private compiled(compile: CompileOptions, settings: Pick<JobSettings, 'container'>): Contribution {
    const files = checkedCompiledFiles(pathOf(this), compile.files);
    return takeCompiled(this.node.id, files, this.compileJob(compile, files), settings);
  }

  private compileJob(compile: CompileOptions, files: readonly string[]): Job {
    const { command, toolchain } = compile;
    return Job._of(
      this,
      `${this.node.id}-compile`,
      {
        ...compile,
        budget: compile.budget ?? Duration.minutes(4),
        toolchain: toolchainOf(this, toolchain, 'compile'),
        steps: [Step.run('compile', command), ...packCompiled(this.node.id, files)],
        outputs: { ...compile.outputs, artifact: 'steps.hand-on.outputs.artifact-id' },
      },
      {
        construct: 'BuildStage',
        description: {
          answersFor: 'the compiled source',
          takes: ['source'],
          gives: ['compiled files'],
          onFailure: 'blocks everything',
        },
      },
    );
  }
}

checkCallsOf(BuildStage);

/** What the build reads lies in the repository, and is named from its root. */
function checkedPaths(path: string, { dockerfile, buildContext }: BuildStageOptions): void {
  if (dockerfile !== undefined) checkedInside(path, 'dockerfile', dockerfile);
  if (buildContext !== undefined) checkedInside(path, 'buildContext', buildContext);
}

/** One image is made, out of one compilation. */
function checkedLegs(path: string, { matrix, compile }: BuildStageOptions): void {
  if (matrix !== undefined) {
    fail(
      'build-matrix',
      path,
      'got a matrix; one image is built, and handed on once',
      'make a BuildStage for each image',
    );
  }
  if (compile?.matrix !== undefined) {
    fail(
      'build-matrix',
      path,
      "got a matrix for 'compile'; what is compiled is handed on once",
      'compile in one job, or in a job of your own for each leg',
    );
  }
}

function checkedImage(path: string, repository: string, platform: string): void {
  if (
    // Docker takes such a first part for a host.
    /^(?:localhost|[^/]*\.[^/]*)\//.test(repository) ||
    !/^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/.test(repository) ||
    repository.length > 200
  ) {
    fail(
      'image-repository',
      path,
      `got the repository ${shown(repository)}; allowed are lower-case letters and digits, joined by '.', '_', '-' and '/', without host, tag and digest`,
      "such as 'payment-api' or 'acme/payment-api'",
    );
  }
  if (!/^linux\/(?:amd64|arm64)$/.test(platform)) {
    fail(
      'platform',
      path,
      `got the platform ${shown(platform)}; allowed are linux/amd64 and linux/arm64`,
      'build one image for each platform',
    );
  }
}
