import { isDeepStrictEqual } from 'node:util';
import { isValueMap as isMap, type HelmValues as Values } from '../util/helm-values';

/** A place in plain data where two states differ; what is not there is undefined. */
export interface Difference {
  /** Keys, with dots between them. */
  readonly place: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Where two pieces of plain data differ. Lists are compared as a whole. */
export function differences(before: unknown, after: unknown, place = ''): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isMap(before) || !isMap(after)) return [{ place, before, after }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    differences(valueAt(before, key), valueAt(after, key), place === '' ? key : `${place}.${key}`),
  );
}

const valueAt = (map: Values, key: string) => (Object.hasOwn(map, key) ? map[key] : undefined);
