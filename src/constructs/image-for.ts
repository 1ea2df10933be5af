import type { IConstruct } from 'constructs';
import { fail } from '../util/fail';
import type { BuiltImage } from './built-image';
import { pathOf, pipelineOf } from './pipeline-context';

/** The image that a stage works on: the one it names, else the only one that was built. */
export function imageFor(scope: IConstruct, own: BuiltImage | undefined, what: string): BuiltImage {
  const { images } = pipelineOf(scope, what);
  if (own !== undefined && !images.includes(own)) {
    fail(
      'image-foreign',
      `${pathOf(scope)} (${what})`,
      `works on ${own._facts.repository}, which another pipeline builds: its digest does not reach this workflow`,
      'build the image in this pipeline, or deploy it from the other one',
    );
  }
  if (own !== undefined) return own;
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
