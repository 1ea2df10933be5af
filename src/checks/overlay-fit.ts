import type { ChartModel, OverlayModel } from '../model/overlay-model';
import { whereOf } from '../schema/workflow-mistake';
import { type ChartPlace, placesWithin, valuesWithin } from '../util/chart-values';
import { type HelmValues, isValueMap, mergeValues } from '../util/helm-values';
import { pointerTo } from '../util/json-pointer';
import { type SchemaMistake, schemaMistakes } from '../util/json-schema';
import { isSchemaMap, RefusedSchema, referredTo, UnknownSchema } from '../util/json-schema-parts';

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

/** What the schema of one chart says of the values that a deployment would give it. */
export interface SchemaVerdict {
  /** The chart or one that lies in it. */
  readonly place: ChartPlace;
  /** Where its schema stands. */
  readonly file: string;
  /** Their paths begin at the top of all values. */
  readonly mistakes: readonly SchemaMistake[];
  /** Why the schema says nothing: Helm refuses it, or only Helm knows what it says. */
  readonly unusable?: RefusedSchema | UnknownSchema;
}

/** What the schemas of a chart and of those in it say of the values that a deployment would give them. */
export function schemaVerdicts(overlay: OverlayModel, chart: ChartModel): readonly SchemaVerdict[] {
  const { sections } = valuesWithin(chart, mergeValues(overlay.values, deploymentValues(overlay)));
  return sections.flatMap((section): SchemaVerdict[] => {
    const { schema } = section.chart;
    if (typeof schema !== 'boolean' && !isSchemaMap(schema)) return [];
    const verdict = { place: section, file: `${folderOf(section, overlay)}/values.schema.json`, mistakes: [] };
    try {
      const mistakes = schemaMistakes(schema, section.values);
      return [{ ...verdict, mistakes: mistakes.map((one) => ({ ...one, path: [...section.path, ...one.path] })) }];
    } catch (error) {
      if (error instanceof RefusedSchema || error instanceof UnknownSchema) return [{ ...verdict, unusable: error }];
      throw error;
    }
  });
}

/** Where a chart lies, from the root of the repository. */
export function folderOf({ chart }: ChartPlace, overlay: OverlayModel): string {
  return 'folder' in chart ? chart.folder : overlay.chart;
}

/** The `values.yaml` that has a key: of the outermost chart that has it. */
export function defaultsFileOf(path: readonly string[], overlay: OverlayModel, chart: ChartModel): string | undefined {
  const place = placesWithin(chart).find(
    (one) =>
      path.length > one.path.length &&
      isBelow(path, one.path) &&
      hasValue(one.chart.values, path.slice(one.path.length)),
  );
  return place && `${folderOf(place, overlay)}/values.yaml`;
}

/** The innermost chart to which a key belongs. */
export function placeOf(path: readonly string[], chart: ChartModel): ChartPlace {
  const places = placesWithin(chart).filter((place) => isBelow(path, place.path));
  return places.reduce((deepest, place) => (place.path.length > deepest.path.length ? place : deepest));
}

export function isBelow(path: readonly string[], above: readonly string[]): boolean {
  return above.every((key, index) => path[index] === key);
}

/** The key that the schema does not know, where that is the mistake. */
export function unknownKeyOf({ path, params }: SchemaMistake): string[] | undefined {
  const key = params.additionalProperty ?? params.unevaluatedProperty;
  return typeof key === 'string' ? [...path, key] : undefined;
}

/** Whether a schema names a key, whatever it says about it. */
export function isInSchema(root: unknown, path: readonly string[]): boolean {
  let node = root;
  for (const key of path) {
    for (let next = referredTo(node, root); next !== undefined; next = referredTo(node, root)) node = next;
    const properties = isSchemaMap(node) ? node.properties : undefined;
    if (!isSchemaMap(properties) || !Object.hasOwn(properties, key)) return false;
    node = properties[key];
  }
  return true;
}
