import type { ChartModel, OverlayModel } from '../../model/overlay-model';
import { Severity } from '../../policy/finding';
import { isValueMap } from '../../util/helm-values';
import { isSchemaMap } from '../../util/json-schema';
import { defineCheck } from '../check';
import { keysOf, mistakesOfValues, readableChart, unknownKeyOf, valueName } from '../overlay-fit';
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
    if (!chart || Object.keys(chart.values).length === 0) return;
    const named = namesIn(chart.schema);
    const deployed = [overlay.imageKeys.repository, overlay.imageKeys.digest].map((key) => valueName(keysOf(key)));
    const refused = refusedKeys(overlay, chart);
    for (const { path, known } of unknownKeys(overlay.values, chart, named)) {
      if (deployed.includes(valueName(path)) || refused.has(valueName(path))) continue;
      const name = path[path.length - 1];
      const place = `${overlay.chart}/values.yaml`;
      report(`${overlay.file}: ${valueName(path)} is not in ${place}: ${instead(name, known, 'keys there')}`);
    }
  },
});

/** Keys that the schema refuses: overlay-fits-chart tells of them. */
function refusedKeys(overlay: OverlayModel, chart: ChartModel): Set<string> {
  try {
    const unknown = mistakesOfValues(overlay, chart)
      .map(unknownKeyOf)
      .filter((path) => path !== undefined);
    return new Set(unknown.map(valueName));
  } catch {
    return new Set();
  }
}

interface UnknownKey {
  readonly path: readonly string[];
  /** What the chart has in its place. */
  readonly known: readonly string[];
}

function unknownKeys(values: unknown, chart: ChartModel, named: ReadonlySet<string>): UnknownKey[] {
  const found: UnknownKey[] = [];
  const walk = (given: unknown, original: unknown, path: readonly string[]): void => {
    // An empty map in a chart is there to be filled.
    if (!isValueMap(given) || !isValueMap(original) || Object.keys(original).length === 0) return;
    for (const [key, value] of Object.entries(given)) {
      const here = [...path, key];
      if (Object.hasOwn(original, key)) {
        if (!KUBERNETES_MAPS.test(key)) walk(value, original[key], here);
      } else if (!isFreeName(key) && !named.has(key) && !(path.length === 0 && key === 'global')) {
        found.push({ path: here, known: Object.keys(original) });
      }
    }
  };
  walk(values, chart.values, []);
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
