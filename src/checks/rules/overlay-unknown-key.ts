import type { ChartModel, OverlayModel } from '../../model/overlay-model';
import { Severity } from '../../policy/finding';
import { defaultsWithin, placesWithin } from '../../util/chart-values';
import { isValueMap } from '../../util/helm-values';
import { isSchemaMap } from '../../util/json-schema-parts';
import { defineCheck } from '../check';
import { folderOf, keysOf, placeOf, readableChart, schemaVerdicts, unknownKeyOf, valueName } from '../overlay-fit';
import { instead } from '../text';

export const overlayUnknownKey = defineCheck({
  id: 'overlay-unknown-key',
  title: 'an overlay only gives values that the chart knows',
  why: 'Helm ignores keys that no template reads: a misspelt one changes nothing, and nobody is told.',
  source: 'https://github.com/tensorzero/tensorzero/issues/4752',
  mend: "spell the key as the chart does, or give it a default in the chart's values.yaml",
  severity: Severity.WARNING,
  overlay: (overlay, report) => {
    const chart = readableChart(overlay);
    if (!chart) return;
    const defaults = defaultsWithin(chart);
    if (Object.keys(defaults).length === 0) return;
    const told = new Set([...setByDeployment(overlay), ...refusedKeys(overlay, chart), ...switchesOf(chart)]);
    for (const { path, known } of unknownKeys(overlay.values, defaults, chart)) {
      if (told.has(valueName(path))) continue;
      const name = path[path.length - 1];
      const place = `${folderOf(placeOf(path, chart), overlay)}/values.yaml`;
      report(`${overlay.file}: ${valueName(path)} is not in ${place}: ${instead(name, known, 'keys there')}`);
    }
  },
});

/** What nobody has spelt: the deployment's own keys, and those that `migrationCommand` stands for. */
function setByDeployment({ imageKeys, hasMigration }: OverlayModel): string[] {
  const migration = hasMigration ? ['migration', 'migration.enabled', 'migration.command'] : [];
  return [imageKeys.repository, imageKeys.digest, ...migration].map((key) => valueName(keysOf(key)));
}

/** Keys that a schema refuses: overlay-fits-chart tells of them. */
function refusedKeys(overlay: OverlayModel, chart: ChartModel): string[] {
  return schemaVerdicts(overlay, chart)
    .flatMap(({ mistakes }) => mistakes.map(unknownKeyOf))
    .filter((path) => path !== undefined)
    .map(valueName);
}

/** Keys by which charts within a chart are switched on and off. */
function switchesOf(chart: ChartModel): string[] {
  return placesWithin(chart).flatMap((place) =>
    (place.chart.dependencies ?? []).flatMap(({ conditions, tags }) => [
      ...conditions.map((condition) => valueName([...place.path, ...keysOf(condition)])),
      ...tags.flatMap((tag) => ['tags', valueName(['tags', tag])]),
    ]),
  );
}

interface UnknownKey {
  readonly path: readonly string[];
  /** What the chart has in its place. */
  readonly known: readonly string[];
}

function unknownKeys(values: unknown, defaults: unknown, chart: ChartModel): UnknownKey[] {
  const found: UnknownKey[] = [];
  const places = placesWithin(chart);
  const named = new Set(places.flatMap((place) => [...namesIn(place.chart.schema)]));
  const tops = new Set(places.map(({ path }) => valueName(path)));
  const walk = (given: unknown, original: unknown, path: readonly string[]): void => {
    // An empty map in a chart is there to be filled.
    if (!isValueMap(given) || !isValueMap(original) || Object.keys(original).length === 0) return;
    for (const [key, value] of Object.entries(given)) {
      const here = [...path, key];
      if (Object.hasOwn(original, key)) {
        if (!KUBERNETES_MAPS.test(key) || tops.has(valueName(here))) walk(value, original[key], here);
      } else if (!isFreeName(key) && !named.has(key) && !(key === 'global' && tops.has(valueName(path)))) {
        found.push({ path: here, known: Object.keys(original) });
      }
    }
  };
  walk(values, defaults, []);
  return found;
}

/** Names of variables, annotations and the like: people choose them, charts do not know them. */
function isFreeName(key: string): boolean {
  return !/^[a-z][A-Za-z0-9]*$/.test(key);
}

/** Maps that a chart hands to Kubernetes as they are: their keys are those of Kubernetes. */
const KUBERNETES_MAPS =
  /(?:resources|affinity|annotations|labels|selector|context|probe|strategy|lifecycle|env|envs|config|data|dnsConfig)$/i;

/** Every name of a property in a schema. */
function namesIn(schema: unknown): Set<string> {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, item] of Object.entries(node)) {
      if (key === 'properties' && isSchemaMap(item)) for (const name of Object.keys(item)) names.add(name);
      walk(item);
    }
  };
  walk(schema);
  return names;
}
