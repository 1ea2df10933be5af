import { type Chart, type Subchart, UNKNOWN_CHART } from './chart';
import type { ChartDependency } from './chart-about';
import { coalesceValues, type HelmValues, isValueMap, type KindChange } from './helm-values';

/** A chart, or one that lies in it. */
export interface ChartPlace {
  readonly chart: Chart | Subchart;
  /** Where its values stand in those of the outermost chart. */
  readonly path: readonly string[];
  /** Whether it is needed and does not lie there. */
  readonly isMissing: boolean;
}

/** The values of a chart, or of one that lies in it. */
export interface ChartSection extends ChartPlace {
  /** As its templates see them and its schema is asked about them. */
  readonly values: HelmValues;
}

interface NoSection {
  readonly path: readonly string[];
  readonly value: unknown;
}

interface ChartValues {
  readonly values: HelmValues;
  /** Keys that are one kind of value in a chart and another above it. */
  readonly kindChanges: readonly KindChange[];
  /** Where the values of a chart should stand and something else does: Helm stops. */
  readonly noSections: readonly NoSection[];
  /** The chart itself, and all that are rendered with it. */
  readonly sections: readonly ChartSection[];
}

/** A chart at its place, with the charts in it. */
interface Placed {
  readonly chart: Chart | Subchart;
  readonly key: string;
  readonly dependency?: ChartDependency;
  readonly isMissing: boolean;
  /** Whether Helm heeds what it says of the charts in it. */
  readonly isHeard: boolean;
  readonly values: HelmValues;
  readonly within: readonly Placed[];
}

/**
 * An overlay over a chart and the charts in it, as Helm 4 does: a chart's values go over those of the charts in it,
 * `global` is handed down, `import-values` up, and charts that a condition or tag switches off count for nothing.
 */
export function valuesWithin(chart: Chart, overlay: HelmValues): ChartValues {
  const noSections: NoSection[] = [];
  const rendered = withImports(switchedOn(place(chart), overlay, noSections), noSections);
  const sections: ChartSection[] = [];
  const { values, kindChanges } = combine(rendered, overlay, { sections, noSections });
  const firstOfPath = (one: NoSection) => noSections.find(({ path }) => String(path) === String(one.path)) === one;
  return { values, kindChanges, noSections: noSections.filter(firstOfPath), sections };
}

/** Every default of a chart and of the charts in it; an empty map for each chart that it needs but that does not lie in it. */
export function defaultsWithin(chart: Chart): HelmValues {
  return combine(place(chart), {}, { nullsStay: true, isWithoutGlobals: true }).values;
}

/** A chart and all that lie in it or should, the outermost first. */
export function placesWithin(chart: Chart): ChartPlace[] {
  const walk = (placed: Placed, path: readonly string[]): ChartPlace[] => [
    { chart: placed.chart, path, isMissing: placed.isMissing },
    ...placed.within.flatMap((inner) => walk(inner, [...path, inner.key])),
  ];
  return walk(place(chart), []);
}

/** Aliases and switches count from the outermost chart down to the first that does not speak of the charts in it. */
function place(chart: Chart | Subchart, key = '', dependency?: ChartDependency, isHeard = true): Placed {
  const { subcharts, dependencies } = chart;
  const isAsked = isHeard && dependencies !== null;
  const needs = (dependencies ?? []).map((need) =>
    isAsked ? need : { ...need, key: need.name, conditions: [], tags: [] },
  );
  const within = [
    ...subcharts
      .filter(({ name }) => !needs.some((need) => need.name === name))
      .map((subchart) => place(subchart, subchart.name, undefined, isAsked)),
    ...needs.map((need) => {
      const found = subcharts.find(({ name }) => name === need.name);
      const inner = place(found ?? UNKNOWN_CHART, need.key, need, isAsked);
      return { ...inner, isMissing: found === undefined };
    }),
  ];
  return { chart, key, dependency, isMissing: false, isHeard: isAsked, values: chart.values, within };
}

/** Leaves out what the values switch off. */
function switchedOn(placed: Placed, given: HelmValues, noSections: NoSection[], path: readonly string[] = []): Placed {
  if (!placed.isHeard) return placed;
  const { values: asked } = combine(placed, given, { noSections }, path);
  const within = placed.within
    .filter(({ dependency }) => dependency === undefined || isSwitchedOn(dependency, asked, path))
    .map((inner) => switchedOn(inner, asked, noSections, [...path, inner.key]));
  return { ...placed, within };
}

function isSwitchedOn({ conditions, tags }: ChartDependency, asked: HelmValues, path: readonly string[]): boolean {
  for (const condition of conditions) {
    const answer = at(asked, [...path, ...condition.split('.')]);
    if (typeof answer === 'boolean') return answer;
  }
  const answers = tags.map((tag) => at(asked, ['tags', tag]));
  return answers.includes(true) || !answers.includes(false);
}

/** What a chart takes over from the charts in it goes below its own values. */
function withImports(placed: Placed, noSections: NoSection[], path: readonly string[] = []): Placed {
  const within = placed.within.map((inner) => withImports(inner, noSections, [...path, inner.key]));
  const inner = { ...placed, within };
  // Helm looks for imports where `Chart.yaml` speaks of other charts, and then knows their defaults as the chart's own.
  if (placed.chart.dependencies === null) return inner;
  const own = combine(inner, {}, { nullsStay: true, noSections }, path).values;
  let imported: HelmValues = {};
  for (const { dependency, key } of within) {
    for (const { child, parent } of dependency?.imports ?? []) {
      const found = at(own, [key, ...child.split('.')]);
      if (!isValueMap(found)) continue;
      const nested =
        parent === '.' ? found : parent.split('.').reduceRight<unknown>((value, name) => ({ [name]: value }), found);
      imported = coalesceValues(nested as HelmValues, imported, { stay: true }).values;
    }
  }
  return { ...inner, values: coalesceValues(imported, own, { stay: true }).values };
}

interface Combining {
  readonly nullsStay?: boolean;
  /** Takes up the values of every chart. */
  readonly sections?: ChartSection[];
  readonly noSections?: NoSection[];
  readonly isWithoutGlobals?: boolean;
}

interface Combined {
  readonly values: HelmValues;
  readonly kindChanges: readonly KindChange[];
}

function combine(
  { chart, values: defaults, within, isMissing }: Placed,
  given: HelmValues,
  how: Combining = {},
  path: readonly string[] = [],
): Combined {
  const nulls = { stay: how.nullsStay, stayBelow: new Set(within.map(({ key }) => key)) };
  const coalesced = coalesceValues(defaults, given, nulls);
  const kindChanges: KindChange[] = coalesced.kindChanges.map((change) => ({
    ...change,
    path: [...path, ...change.path],
  }));
  const values = new Map(Object.entries(coalesced.values));
  const section = { chart, path, isMissing };
  const place = how.sections?.push({ ...section, values: {} });
  for (const inner of within) {
    const own = values.has(inner.key) ? values.get(inner.key) : {};
    const here = [...path, inner.key];
    if (isValueMap(own)) {
      const isHanded = !inner.isMissing && !how.isWithoutGlobals;
      const handed = isHanded ? withGlobals(own, Object.fromEntries(values)) : own;
      const combined = combine(inner, handed, how, here);
      kindChanges.push(...combined.kindChanges);
      values.set(inner.key, combined.values);
    } else how.noSections?.push({ path: here, value: own });
  }
  const all = Object.fromEntries(values);
  if (how.sections && place !== undefined) how.sections[place - 1] = { ...section, values: all };
  return { values: all, kindChanges };
}

/** The values of an inner chart with the `global` of the one around it. */
function withGlobals(inner: HelmValues, outer: HelmValues): HelmValues {
  const own = Object.hasOwn(inner, 'global') ? inner.global : {};
  const handed = Object.hasOwn(outer, 'global') ? outer.global : {};
  if (!isValueMap(own) || !isValueMap(handed)) return inner;
  const globals = new Map(Object.entries(own));
  for (const [key, value] of Object.entries(handed)) {
    const known = globals.get(key);
    if (!globals.has(key) || !isValueMap(known)) {
      if (!isValueMap(value) || !globals.has(key)) globals.set(key, value);
    } else if (isValueMap(value)) globals.set(key, coalesceValues(known, value, { stay: true }).values);
  }
  return { ...inner, global: Object.fromEntries(globals) };
}

function at(values: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (isValueMap(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), values);
}
