import { isDeepStrictEqual } from 'node:util';
import { JsonPatch } from 'projen';
import { shown } from '../util/fail';
import { pointerKeys, pointerTo } from '../util/json-pointer';
import { didYouMean } from '../util/near-names';
import { notPlain, PLAIN_DATA } from '../util/plain-data';

/** One operation of RFC 6902. */
interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

export const operationOf = (patch: JsonPatch) => patch._toJson() as PatchOperation;

/** The document after the patches, or as it was, and why. */
export function applied<T>(document: T, patches: readonly JsonPatch[]): { document: T; problem?: string } {
  if (patches.length === 0) return { document };
  let current: unknown = structuredClone(document);
  try {
    for (const patch of patches) {
      const operation = operationOf(patch);
      const wrong = notPlain(operation.value, 'value');
      if (wrong !== undefined) {
        const problem = `cannot ${operation.op} ${operation.path}: ${wrong.what} at ${wrong.place}; allowed are ${PLAIN_DATA}`;
        return { document, problem };
      }
      const gone = missingTarget(current, operation);
      if (gone !== undefined) return { document, problem: `cannot ${operation.op} ${operation.path}: ${gone}` };
      const holds = operation.op !== 'test' || isDeepStrictEqual(find(current, operation.path)?.value, operation.value);
      current = JsonPatch.apply(current, patch);
      // A test that does not hold either throws, or means that the patches behind it are not for this document.
      if (!holds) break;
    }
    return { document: current as T };
  } catch (error) {
    // The library prints the whole document below its first line.
    const [problem] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { document, problem };
  }
}

/** Left to itself, the library lets a patch be that removes what is gone, and adds what it should replace. */
function missingTarget(document: unknown, { op, path, from }: PatchOperation): string | undefined {
  if (op === 'test') return undefined;
  const needed = from ?? (op === 'add' ? path.slice(0, path.lastIndexOf('/')) : path);
  return leftBy(document, needed);
}

/** Where a JSON pointer leaves the document, and what stands there instead; undefined where it does not. */
function leftBy(document: unknown, pointer: string): string | undefined {
  const keys = pointerKeys(pointer);
  for (const [index, key] of keys.entries()) {
    const above = pointerTo(...keys.slice(0, index));
    const found = find(document, above)?.value;
    if (isHeld(found, key)) continue;
    return `nothing stands at ${above}${pointerTo(key)}; ${above || 'the top'} ${contentOf(found, key)}`;
  }
  return undefined;
}

function contentOf(value: unknown, wanted: string): string {
  if (Array.isArray(value)) return value.length === 0 ? 'is an empty list' : `is a list from 0 to ${value.length - 1}`;
  if (value === null || typeof value !== 'object') return `is ${shown(value)}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'is empty' : `has ${keys.join(', ')}${didYouMean(wanted, keys)}`;
}

const isHeld = (value: unknown, key: string): value is { readonly [key: string]: unknown } =>
  value !== null && typeof value === 'object' && Object.hasOwn(value, key);

/** What a JSON pointer points to. */
function find(document: unknown, pointer: string): { readonly value: unknown } | undefined {
  let value = document;
  for (const key of pointerKeys(pointer)) {
    if (!isHeld(value, key)) return undefined;
    value = value[key];
  }
  return { value };
}
