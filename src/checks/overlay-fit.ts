import type { ChartModel, OverlayModel } from '../model/overlay-model';
import { whereOf } from '../schema/workflow-mistake';
import { coalesceValues, type HelmValues, isValueMap, mergeValues } from '../util/helm-values';
import { pointerTo } from '../util/json-pointer';
import { foreignReferences, isSchemaMap, type SchemaMistake, schemaMistakes } from '../util/json-schema';

/** The chart of an overlay, where it could be read: otherwise its problems are the finding, and the rest would be guesses. */
export function readableChart({ chartFiles }: OverlayModel): ChartModel | undefined {
  return chartFiles?.problems.length === 0 ? chartFiles : undefined;
}

/** A place in the values, for people: `image.tag`, `hosts[0]`. */
export function valueName(path: readonly string[]): string {
  return path.length === 0 ? 'the top' : whereOf(pointerTo(...path));
}

/** The keys of a dotted key. */
export function keysOf(dotted: string): string[] {
  return dotted.split('.');
}

/** What is found at a path, and how far the path leads through maps. */
export function lookUp(values: unknown, path: readonly string[]): { readonly value: unknown; readonly depth: number } {
  let value = values;
  for (const [depth, key] of path.entries()) {
    if (!isValueMap(value) || !Object.hasOwn(value, key)) return { value, depth };
    value = value[key];
  }
  return { value, depth: path.length };
}

export function hasValue(values: unknown, path: readonly string[]): boolean {
  return lookUp(values, path).depth === path.length;
}

/** What a deployment adds to the values: an image by its digest. */
export function deploymentValues({ imageKeys }: OverlayModel): HelmValues {
  const at = (dotted: string, value: string) =>
    keysOf(dotted).reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as HelmValues;
  return mergeValues(
    at(imageKeys.repository, 'registry.example/image'),
    at(imageKeys.digest, `sha256:${'0'.repeat(64)}`),
  );
}

/** What the chart's schema says of the values that a deployment would give it. Throws where the schema cannot be used. */
export function mistakesOfValues(overlay: OverlayModel, chart: ChartModel): readonly SchemaMistake[] {
  const { schema } = chart;
  if (typeof schema !== 'boolean' && !isSchemaMap(schema)) return [];
  const foreign = foreignReferences(schema);
  if (foreign.length > 0) throw new Error(`it refers to ${foreign.join(', ')}`);
  const { values } = coalesceValues(chart.values, mergeValues(overlay.values, deploymentValues(overlay)));
  return schemaMistakes(schema, values);
}

/** The key that the schema does not know, where that is the mistake. */
export function unknownKeyOf({ path, params }: SchemaMistake): string[] | undefined {
  const key = params.additionalProperty ?? params.unevaluatedProperty;
  return typeof key === 'string' ? [...path, key] : undefined;
}
