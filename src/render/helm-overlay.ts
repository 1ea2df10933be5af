import { writtenFrom } from '../model/ids';
import type { OverlayModel } from '../model/overlay-model';
import { toYaml } from './yaml';

/**
 * The values of one environment, as `helm --values` reads them; keys in the order in which they were given.
 *
 * @param source - the file that a person edits, such as `.projenrc.ts`
 */
export function helmOverlay({ path, chart, values }: OverlayModel, source: string): string {
  return toYaml(values, {
    banner: [
      writtenFrom(source, path),
      `Helm merges this over ${chart}/values.yaml. The image comes at deploy time: the digest that was tested.`,
    ],
  });
}
