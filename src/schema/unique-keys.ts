import { pointerTo } from '../util/json-pointer';
import { mistakeAt, type WorkflowMistake } from './workflow-mistake';

/** Keys of one map that differ only by case: GitHub takes the second for a repetition of the first. */
export function duplicateKeys(value: unknown, path: readonly (string | number)[] = []): WorkflowMistake[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => duplicateKeys(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];

  const first = new Map<string, string>();
  return Object.entries(value).flatMap(([key, child]) => {
    const same = first.get(key.toUpperCase());
    first.set(key.toUpperCase(), same ?? key);
    const below = duplicateKeys(child, [...path, key]);
    if (same === undefined) return below;
    const message = `\`${same}\` and \`${key}\` are the same key to GitHub, which ignores case; rename one`;
    return [mistakeAt(pointerTo(...path), 'unique-keys', message), ...below];
  });
}
