/*
 * A workflow may hold any form that GitHub accepts, and after an escape hatch any form at all. Checks read it through
 * these: what has another form than the one at hand counts as absent, and the schema reports it if it is wrong.
 */

export type PlainMap = { readonly [key: string]: unknown };

export function mapOf(value: unknown): PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PlainMap) : {};
}

export function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list; a lone text is a list of one. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The scalars of a map as GitHub passes them on: as text. */
export function textMapOf(value: unknown): { readonly [key: string]: string } {
  return Object.fromEntries(
    Object.entries(mapOf(value))
      .filter(([, item]) => ['string', 'number', 'boolean'].includes(typeof item))
      .map(([key, item]) => [key, String(item)]),
  );
}
