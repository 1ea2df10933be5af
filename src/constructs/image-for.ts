import type { IConstruct } from 'constructs';
import { fail } from '../util/fail';
import type { BuiltImage } from './built-image';
import { pathOf, pipelineOf } from './pipeline-context';

/** The image that a stage works on: the one it names, else the only one that was built. */
export function imageFor(scope: IConstruct, own: BuiltImage | undefined, what: string): BuiltImage {
  if (own !== undefined) return own;
  const { images } = pipelineOf(scope, what);
  if (images.length === 1) return images[0];
  const path = `${pathOf(scope)} (${what})`;
  return images.length === 0
    ? fail(
        'image-missing',
        path,
        'works on an image, and no BuildStage stands before it',
        'declare a BuildStage first, or leave the job out',
      )
    : fail(
        'image-unclear',
        path,
        `works on one image, and ${images.length} are built: ${images.map(({ _facts }) => _facts.repository).join(', ')}`,
        "say which one with 'image', such as build.image",
      );
}
