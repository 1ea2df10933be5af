/** The events that a workflow answers to, in whatever form they are written: `on: push`, a list, or a map. */
export function eventsOf(on: unknown): { readonly [event: string]: unknown } {
  if (typeof on === 'string') return { [on]: null };
  if (Array.isArray(on)) return Object.fromEntries(on.map((event) => [String(event), null]));
  return on !== null && typeof on === 'object' ? { ...on } : {};
}
