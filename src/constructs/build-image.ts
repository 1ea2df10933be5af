import { IMAGES } from '../data/images';
import { TOOLS } from '../data/tools';
import type { Contribution } from '../parts/contribution';
import { Step } from '../parts/step';
import { expressionOfText } from '../util/expression-text';
import { fail, shown } from '../util/fail';
import type { JobContainer } from '../values/job-container';
import type { MountedSecrets } from './build-secrets';
import { temporaryFolder } from './contributions';

/** Where the layers of an image are kept between builds. */
export enum LayerCache {
  /** GitHub's cache, by pipeline and stage; pull requests read what a release wrote, never the other way. */
  ACTIONS = 'actions',
  /**
   * The registry, which only releases can write; GitHub's cache is written for pull requests to read, and never read by a
   * release. Costs one more export.
   */
  REGISTRY = 'registry',
  /** Nothing is kept. */
  NONE = 'none',
}

/** How an image is built. */
export interface ImageRecipe {
  readonly repository: string;
  readonly platform: string;
  readonly dockerfile?: string;
  readonly buildContext?: string;
  readonly target?: string;
  readonly buildArgs?: Record<string, string>;
  readonly mounted: MountedSecrets;
  readonly layerCache?: LayerCache;
  /** Name of its layers in GitHub's cache, in which all pipelines of the repository keep theirs. */
  readonly cacheScope: string;
  /** What the job runs in. */
  readonly container?: JobContainer;
}

/** What the steps of the build share, and the builder, pinned, from no cache. */
export function imageEnvironment(repository: string, release: string): Contribution {
  return {
    env: {
      PUBLISH: `\${{ ${release} }}`,
      IMAGE_REPOSITORY: repository,
      // One artifact more, which everybody who downloads all artifacts would trip over.
      DOCKER_BUILD_RECORD_UPLOAD: 'false',
    },
    steps: [
      Step.action('buildx', 'docker/setup-buildx-action', {
        inputs: { version: TOOLS.buildx, 'driver-opts': `image=${IMAGES.buildkit}`, 'cache-binary': false },
      }),
    ],
  };
}

/**
 * One build, whatever the event: a release pushes it, every other run writes it to a file. Then the digest is checked and
 * the image read back by it, so that what is tested is what the registry gives out; and it is handed on.
 */
export function buildImage(recipe: ImageRecipe, artifact: string): Contribution {
  const { repository, buildContext = '.', dockerfile, target, buildArgs, platform, mounted, layerCache } = recipe;
  const file = `${temporaryFolder(recipe)}/image.tar`;
  const args = Object.entries(buildArgs ?? {}).map(([name, value]) => `${name}=${value}`);
  return {
    steps: [
      Step.action('image', 'docker/build-push-action', {
        name: 'Build the image, and push it for a release',
        env: mounted.env,
        inputs: {
          context: buildContext,
          file: dockerfile,
          target,
          'build-args': args.length > 0 ? `${args.join('\n')}\n` : undefined,
          ...mounted.inputs,
          platforms: platform,
          tags: "${{ env.PUBLISH == 'true' && format('{0}:{1}', env.IMAGE_REPOSITORY, github.sha) || 'candidate' }}",
          outputs: `\${{ env.PUBLISH == 'true' && 'type=registry' || ${expressionOfText(`type=docker,dest=${file}`)} }}`,
          // A provenance would turn the digest into that of an index.
          provenance: false,
          ...caches(recipe),
        },
      }),
      Step._script('digest', 'check-image', {
        name: 'Check the digest, and read the image back by it',
        condition: "env.PUBLISH == 'true'",
        env: { DIGEST: '${{ steps.image.outputs.digest }}' },
      }),
      Step.action('hand-on', 'actions/upload-artifact', {
        name: 'Hand on the image',
        inputs: {
          name: `image-${artifact}`,
          path: file,
          'if-no-files-found': 'error',
          'compression-level': 1,
          'retention-days': 3,
        },
      }),
    ],
    instructions:
      layerCache === LayerCache.REGISTRY
        ? [
            {
              title: 'Registry',
              text: `The layer cache lies in \`${repository}\` too, under the tag \`${cacheTag(platform)}\`, which every release writes again; where tags are immutable, exclude it.`,
            },
          ]
        : [],
  };
}

const dashed = (platform: string) => platform.replace(/\//g, '-');
const cacheTag = (platform: string) => `buildcache-${dashed(platform)}`;

function caches({ cacheScope, platform, layerCache = LayerCache.ACTIONS }: ImageRecipe): Record<string, string> {
  const actions = `type=gha,scope=${cacheScope}`;
  const toActions = `${actions},mode=max,ignore-error=true`;
  if (layerCache === LayerCache.NONE) return {};
  if (layerCache === LayerCache.ACTIONS) return { 'cache-from': actions, 'cache-to': toActions };
  const registry = (more = '') => `format('type=registry,ref={0}:${cacheTag(platform)}${more}', env.IMAGE_REPOSITORY)`;
  const toRegistry = registry(',mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true');
  return {
    'cache-from': `\${{ env.PUBLISH == 'true' && ${registry()} || '${actions}' }}`,
    'cache-to': `\${{ env.PUBLISH == 'true' && ${toRegistry} || '' }}\n${toActions}\n`,
  };
}

/** Build arguments stand in lines of their own. */
export function checkedBuildArgs(path: string, buildArgs: Record<string, string>): void {
  for (const [name, value] of Object.entries(buildArgs)) {
    if (!/^[A-Za-z_]\w*$/.test(name) || /[\r\n]/.test(value)) {
      fail(
        'build-arg',
        path,
        `got ${shown(value)} for 'buildArgs.${name}'; allowed are names of letters, digits and '_', and values of one line`,
        'compute longer values in the Dockerfile',
      );
    }
  }
}
