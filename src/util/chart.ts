import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type HelmValues, isValueMap } from './helm-values';
import { yaml } from './yaml';

/** What the folder of a chart says about its values. */
export interface Chart {
  /** Its `values.yaml`, with a map for every dependency, as Helm adds it; empty where there is none. */
  readonly values: HelmValues;
  /** Its `values.schema.json`, or null where there is none. */
  readonly schema: unknown;
  /** Why files cannot be read, one sentence each, without a full stop. */
  readonly problems: readonly string[];
}

/**
 * Reads a chart; tells of what is wrong instead of throwing.
 *
 * @param folder - where it lies
 * @param name - how to call that folder in sentences
 */
export function readChart(folder: string, name = folder): Chart {
  const problems: string[] = [];
  const state = kindOfFolder(folder);
  if (state !== undefined) return { values: {}, schema: null, problems: [`the chart's folder ${name} ${state}`] };

  const load = (file: string, parse: (text: string) => unknown, isRequired = false): unknown => {
    let text: string;
    try {
      text = readFileSync(join(folder, file), 'utf8');
    } catch (error) {
      const isMissing = codeOf(error) === 'ENOENT';
      if (isMissing && isRequired) problems.push(`${name}/${file} does not exist: the folder is no Helm chart`);
      if (!isMissing) problems.push(`${name}/${file} cannot be read (${codeOf(error)})`);
      return undefined;
    }
    try {
      return parse(text);
    } catch (error) {
      problems.push(`${name}/${file} is malformed: ${firstLine(error)}`);
      return undefined;
    }
  };
  const loadMap = (file: string, isRequired = false): HelmValues => {
    const content = load(file, parseAsHelm, isRequired) ?? {};
    if (isValueMap(content)) return content;
    problems.push(`${name}/${file} holds no map on top`);
    return {};
  };

  const about = loadMap('Chart.yaml', true);
  const values = loadMap('values.yaml');
  const schema = load('values.schema.json', parseJson) ?? null;
  if (schema !== null && typeof schema !== 'boolean' && !isValueMap(schema)) {
    problems.push(`${name}/values.schema.json holds no schema: neither a map nor a boolean`);
  }
  return { values: withDependencies(values, about.dependencies), schema, problems };
}

/** Helm gives every dependency a map of its own, named by the alias where there is one. */
function withDependencies(values: HelmValues, dependencies: unknown): HelmValues {
  const names = (Array.isArray(dependencies) ? dependencies : [])
    .filter(isValueMap)
    .map(({ alias, name }) => alias || name)
    .filter((name) => typeof name === 'string' && !Object.hasOwn(values, name));
  return { ...values, ...Object.fromEntries(names.map((name) => [name, {}])) };
}

/** Every environment of every pipeline reads its chart anew; mostly it is the same text. */
function rememberedByText(parse: (text: string) => unknown): (text: string) => unknown {
  const known = new Map<string, unknown>();
  return (text) => {
    if (!known.has(text)) known.set(text, parse(text));
    return known.get(text);
  };
}

/** Helm reads YAML 1.1 (`yes` is true, `0777` is 511), but takes times and base 60 numbers for text. */
const parseAsHelm = rememberedByText((text) =>
  yaml().parse(text, {
    version: '1.1',
    prettyErrors: true,
    logLevel: 'error',
    maxAliasCount: 100,
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || (tag.format !== 'TIME' && !tag.tag.endsWith(':timestamp'))),
  }),
);

/** Editors on Windows begin files with a mark that Helm skips and `JSON.parse` does not. */
const parseJson = rememberedByText((text) => JSON.parse(text.replace(/^\uFEFF/, '')));

/** What is wrong with a folder; undefined where it can be looked into. */
function kindOfFolder(folder: string): string | undefined {
  try {
    return statSync(folder).isDirectory() ? undefined : 'is no folder';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'does not exist' : `cannot be read (${codeOf(error)})`;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason';
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n')[0].replace(/[.:]\s*$/, '');
}
