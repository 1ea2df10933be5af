/*
 * Small changes to a workflow, each of which may or may not break it.
 */

export interface Mutant {
  readonly change: string;
  readonly workflow: unknown;
}

type Path = readonly (string | number)[];

/** One value of every kind, and strings that are special to GitHub. */
const VALUES: readonly unknown[] = [
  null,
  true,
  7,
  '',
  'text',
  [],
  ['text'],
  {},
  { key: 'text' },
  '${{ github.ref }}',
  '${{ secrets.TOKEN }}',
  '${{ nonsense.x }}',
  '${{ github.ref',
  "${{ 'literal' }}",
];

/** Every workflow that is one change away: a key dropped, misspelt or added, a value of another kind. */
export function mutantsOf(workflow: unknown): Mutant[] {
  return pathsOf(workflow).flatMap((path) => {
    const where = path.join('.');
    const key = path[path.length - 1];
    const value = valueAt(workflow, path);
    const mutants = VALUES.filter((other) => JSON.stringify(other) !== JSON.stringify(value)).map((other) => ({
      change: `${where} = ${JSON.stringify(other)}`,
      workflow: changed(workflow, path, (parent) => Object.assign(parent, { [key]: structuredClone(other) })),
    }));
    if (typeof key === 'string') {
      mutants.push(
        {
          change: `${where} dropped`,
          workflow: changed(workflow, path, (parent) => delete (parent as Record<string, unknown>)[key]),
        },
        { change: `${where} misspelt`, workflow: changed(workflow, path, (parent) => rename(parent, key, `${key}x`)) },
        {
          change: `${where} in capitals`,
          workflow: changed(workflow, path, (parent) => rename(parent, key, key.toUpperCase())),
        },
      );
    }
    return mutants;
  });
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => [
    [...path, key],
    ...pathsOf((value as Record<string | number, unknown>)[key], [...path, key]),
  ]);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((parent, key) => (parent as Record<string | number, unknown>)[key], value);
}

function changed(workflow: unknown, path: Path, change: (parent: object) => unknown): unknown {
  const copy = structuredClone(workflow);
  change(valueAt(copy, path.slice(0, -1)) as object);
  return copy;
}

/** Keeps the order of the keys: GitHub chooses between forms of a map by the key that comes first. */
function rename(parent: object, from: string, to: string): void {
  const entries = Object.entries(parent);
  for (const [key] of entries) delete (parent as Record<string, unknown>)[key];
  for (const [key, value] of entries) Object.assign(parent, { [key === from ? to : key]: value });
}
