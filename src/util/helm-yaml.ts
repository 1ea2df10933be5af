import { type HelmValues, isValueMap, mergeValues } from './helm-values';
import { yaml } from './yaml';

/**
 * One file of values, as Helm reads it: several documents are merged, a later one over those before. Throws where one is
 * malformed or no map.
 */
export function parseValues(text: string): HelmValues {
  return documentsOf(text).reduce<HelmValues>((merged, document) => {
    if (!isValueMap(document ?? {})) throw new NoMap();
    return mergeValues(merged, (document ?? {}) as HelmValues);
  }, {});
}

/** The first document of a file, which is all that Helm reads of `Chart.yaml` and `Chart.lock`. */
export function parseFirstDocument(text: string): HelmValues {
  const [document = {}] = documentsOf(text);
  if (!isValueMap(document ?? {})) throw new NoMap();
  return (document ?? {}) as HelmValues;
}

/** A file that holds a list or a single value. */
export class NoMap extends Error {}

/** YAML 1.1 (`yes` is true, `0777` is 511), but times and base 60 numbers are text. */
function documentsOf(text: string): unknown[] {
  const documents = yaml().parseAllDocuments(text, {
    version: '1.1',
    prettyErrors: true,
    logLevel: 'error',
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || (tag.format !== 'TIME' && !tag.tag.endsWith(':timestamp'))),
  });
  return [...documents].map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS({ maxAliasCount: 100 });
  });
}
