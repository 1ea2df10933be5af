import type { JsonValue } from '../util/expressions';

/** One job of a matrix. */
export interface Leg {
  /** As in the name that GitHub shows: `20, linux`; empty where there is no matrix. */
  readonly name: string;
  readonly values: { readonly [dimension: string]: JsonValue };
}

type Values = { readonly [dimension: string]: JsonValue };

const WITHOUT_MATRIX: Leg = { name: '', values: {} };

/**
 * The legs of a matrix: every combination, without `exclude`, with `include`. A matrix that only the run knows (an
 * expression) counts as one leg.
 *
 * Source: GitHub docs, workflow syntax, `jobs.<job_id>.strategy.matrix`, `.include`, `.exclude`.
 */
export function legsOf(matrix: unknown): readonly Leg[] {
  if (matrix === undefined || matrix === null || typeof matrix !== 'object') return [WITHOUT_MATRIX];
  const { include, exclude, ...dimensions } = matrix as { readonly [key: string]: unknown };
  if (Object.values(dimensions).some((values) => !Array.isArray(values))) return [WITHOUT_MATRIX];

  const combined = combinations(Object.entries(dimensions) as [string, JsonValue[]][]);
  const kept = combined.filter((values) => !listOf(exclude).some((out) => agrees(values, out, Object.keys(out))));
  return withIncluded(kept, Object.keys(dimensions), listOf(include)).map((values) => ({
    name: Object.values(values).map(String).join(', '),
    values,
  }));
}

function combinations(dimensions: readonly [string, readonly JsonValue[]][]): Values[] {
  if (dimensions.length === 0) return [];
  return dimensions.reduce<Values[]>(
    (legs, [name, values]) => legs.flatMap((leg) => values.map((value) => ({ ...leg, [name]: value }))),
    [{}],
  );
}

/** An entry adds to every combination whose original values it does not overwrite; to none: it is a leg of its own. */
function withIncluded(legs: readonly Values[], dimensions: readonly string[], include: readonly Values[]): Values[] {
  const result = [...legs];
  for (const entry of include) {
    const shared = dimensions.filter((name) => name in entry);
    const fitting = legs.flatMap((leg, index) => (agrees(leg, entry, shared) ? [index] : []));
    if (fitting.length === 0) result.push(entry);
    for (const index of fitting) result[index] = { ...result[index], ...entry };
  }
  return result;
}

function agrees(values: Values, wanted: Values, names: readonly string[]): boolean {
  return names.every((name) => JSON.stringify(values[name]) === JSON.stringify(wanted[name]));
}

const listOf = (value: unknown): readonly Values[] => (Array.isArray(value) ? value : []);
