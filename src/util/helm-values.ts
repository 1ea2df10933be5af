/*
 * How Helm puts values together. Values are plain JSON; keys may be any text, also `__proto__`, so maps are only read and
 * written by their own keys.
 */

export type HelmValues = { readonly [key: string]: unknown };

/** What Helm tells apart: a map is merged, anything else replaced. */
type ValueKind = 'map' | 'list' | 'single value';

/** A key that is one kind of value in the chart and another in the overlay. */
export interface KindChange {
  readonly path: readonly string[];
  readonly chart: ValueKind;
  readonly overlay: ValueKind;
}

interface CoalescedValues {
  /** What templates see and the chart's schema is asked about. */
  readonly values: HelmValues;
  readonly kindChanges: readonly KindChange[];
}

export function isValueMap(value: unknown): value is HelmValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kind of a value; undefined for null, which has none. */
export function kindOf(value: unknown): ValueKind | undefined {
  if (value === null) return undefined;
  if (isValueMap(value)) return 'map';
  return Array.isArray(value) ? 'list' : 'single value';
}

/**
 * One values file over another, as `helm -f base -f over`: maps are merged, everything else is replaced, null too. Keys
 * whose value is undefined count as not written.
 */
export function mergeValues(base: HelmValues, over: HelmValues): Record<string, unknown> {
  const merged = new Map(entriesOf(base));
  for (const [key, value] of entriesOf(over)) {
    const below = merged.get(key);
    merged.set(key, isValueMap(below) && isValueMap(value) ? mergeValues(below, value) : copy(value));
  }
  return Object.fromEntries([...merged].map(([key, value]) => [key, copy(value)]));
}

/** What becomes of nulls. */
interface Nulls {
  /** They stay, since values are put together once more afterwards. */
  readonly stay?: boolean;
  /** Keys on top below which they stay: what belongs to a chart within the chart. */
  readonly stayBelow?: ReadonlySet<string>;
}

/**
 * An overlay over the chart's own `values.yaml`, as Helm 4 does before it asks the schema and renders: the overlay wins,
 * a null in it removes the chart's default, and a null for a key that the chart lacks stays. Nulls of the chart itself
 * count for nothing (Helm 3 hands nested ones to templates).
 */
export function coalesceValues(chart: HelmValues, overlay: HelmValues, nulls: Nulls = {}): CoalescedValues {
  const kindChanges: KindChange[] = [];
  return { values: coalesce(chart, overlay, [], kindChanges, nulls), kindChanges };
}

function coalesce(
  chart: HelmValues,
  overlay: HelmValues,
  path: readonly string[],
  kindChanges: KindChange[],
  { stay = false, stayBelow }: Nulls,
): Record<string, unknown> {
  const result = new Map(entriesOf(overlay).map(([key, value]) => [key, copy(value)]));
  for (const [key, original] of entriesOf(chart)) {
    const given = result.get(key);
    const here = [...path, key];
    if (!result.has(key)) {
      if (stay) result.set(key, copy(original));
      else if (original !== null) result.set(key, withoutNulls(original));
    } else if (given === null) {
      // Helm forgets nulls of nested maps before it compares, those on top only afterwards.
      if (!stay && (original !== null || path.length === 0)) result.delete(key);
    } else if (isValueMap(original) && isValueMap(given)) {
      result.set(key, coalesce(original, given, here, kindChanges, { stay: stay || stayBelow?.has(key) }));
    } else {
      const [before, after] = [kindOf(original), kindOf(given)];
      if (before && after && before !== after) kindChanges.push({ path: here, chart: before, overlay: after });
    }
  }
  return Object.fromEntries(result);
}

/** Removes nulls from maps; Helm leaves those in lists alone. */
function withoutNulls(value: unknown): unknown {
  if (!isValueMap(value)) return copy(value);
  return Object.fromEntries(
    entriesOf(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}

/** Nothing is shared between what is given and what is returned. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isValueMap(value)) return value;
  return Object.fromEntries(entriesOf(value).map(([key, item]) => [key, copy(item)]));
}

function entriesOf(values: HelmValues): [string, unknown][] {
  return Object.entries(values).filter(([, value]) => value !== undefined);
}
