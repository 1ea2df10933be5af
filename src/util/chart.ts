import { statSync } from 'node:fs';
import { type ChartDependency, dependenciesOf, mistakesOfAbout } from './chart-about';
import { type ChartFiles, chartInFolder } from './chart-files';
import { type HelmValues, isValueMap } from './helm-values';
import { NoMap, parseFirstDocument, parseValues } from './helm-yaml';

/** What a chart says about its values. */
export interface Chart {
  /** Its `values.yaml`; empty where there is none. */
  readonly values: HelmValues;
  /** Its `values.schema.json`, or null where there is none. */
  readonly schema: unknown;
  /** The charts that it needs, by its own account; null where it does not speak of any. */
  readonly dependencies: readonly ChartDependency[] | null;
  /** The names of the charts in its lock file; null where there is none. */
  readonly locked: readonly string[] | null;
  /** The charts in its folder `charts/`. */
  readonly subcharts: readonly Subchart[];
  /** Whether a template of it is a hook, and whether one reads the values `migration`. */
  readonly templates: { readonly haveHook: boolean; readonly readMigration: boolean };
  /** Why files cannot be read, one sentence each, without a full stop. */
  readonly problems: readonly string[];
}

/** A chart that lies in another one. */
export interface Subchart extends Chart {
  /** As its `Chart.yaml` says. */
  readonly name: string;
  /** Its folder or archive, from the repository's root. */
  readonly folder: string;
}

/** A chart of which nothing is known. */
export const UNKNOWN_CHART: Chart = {
  values: {},
  schema: null,
  dependencies: null,
  locked: null,
  subcharts: [],
  templates: { haveHook: false, readMigration: false },
  problems: [],
};

/**
 * Reads a chart; tells of what is wrong instead of throwing.
 *
 * @param folder - where it lies
 * @param name - how to call that folder in sentences
 */
export function readChart(folder: string, name = folder): Chart {
  const state = kindOfFolder(folder);
  if (state !== undefined) return { ...UNKNOWN_CHART, problems: [`the chart's folder ${name} ${state}`] };
  let files: ChartFiles;
  try {
    files = chartInFolder(folder);
  } catch (error) {
    return { ...UNKNOWN_CHART, problems: [`${name}/.helmignore cannot be read: ${firstLine(error)}`] };
  }
  return read(files, name, false).chart;
}

function read(files: ChartFiles, folder: string, isVendored: boolean): { chart: Chart; name: string } {
  const problems: string[] = [];
  const load = <T>(file: string, parse: (text: string) => T): T | undefined => {
    try {
      return parse(files.text(file));
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT') return undefined;
      if (error instanceof NoMap) problems.push(`${folder}/${file} holds no map on top`);
      else if (isSystemError(code)) problems.push(`${folder}/${file} cannot be read (${code})`);
      else problems.push(`${folder}/${file} is malformed: ${firstLine(error)}`);
      return undefined;
    }
  };

  const about = load('Chart.yaml', rememberedFirst);
  if (about) problems.push(...mistakesOfAbout(about, isVendored).map((text) => `${folder}/Chart.yaml ${text}`));
  else if (problems.length === 0) problems.push(`${folder}/Chart.yaml does not exist: the folder is no Helm chart`);
  const values = load('values.yaml', rememberedValues) ?? {};
  const schema = load('values.schema.json', rememberedJson) ?? null;
  if (schema !== null && typeof schema !== 'boolean' && !isValueMap(schema)) {
    problems.push(`${folder}/values.schema.json holds no schema: neither a map nor a boolean`);
  }
  // Charts from the days of Helm 2 keep these in files of their own, which Helm reads last, whatever their apiVersion.
  const needs = { ...about, ...load('requirements.yaml', rememberedFirst) };
  const lock = load('requirements.lock', rememberedFirst) ?? load('Chart.lock', rememberedFirst);
  const subcharts = files.list('charts').flatMap((entry) => readSubchart(files, entry, folder, problems));
  const chart: Chart = {
    values,
    schema,
    dependencies: dependenciesOf(needs) ?? null,
    locked: lock === undefined ? null : (dependenciesOf(lock) ?? []).map(({ name }) => name),
    subcharts,
    templates: templatesOf(files),
    problems: [...problems, ...subcharts.flatMap((subchart) => subchart.problems)],
  };
  return { chart, name: String(about?.name ?? '') };
}

/** Helm passes over names that begin with a dot or an underscore, and over files that are no archives. */
function readSubchart(files: ChartFiles, entry: string, parent: string, problems: string[]): Subchart[] {
  if (/^[._]/.test(entry)) return [];
  const folder = `${parent}/charts/${entry}`;
  let inside: ChartFiles | undefined;
  try {
    inside = files.chart(entry);
  } catch (error) {
    problems.push(`${folder} cannot be unpacked: ${firstLine(error)}`);
  }
  if (inside === undefined) return [];
  const { chart, name } = read(inside, folder, true);
  return [{ ...chart, name, folder }];
}

function templatesOf(files: ChartFiles): Chart['templates'] {
  const texts = files.paths('templates').map((file) => {
    try {
      return files.text(`templates/${file}`);
    } catch {
      return '';
    }
  });
  return {
    haveHook: texts.some((text) => /helm\.sh\/hook['"]?\s*:/.test(text)),
    readMigration: texts.some((text) => /\.Values(?:\.migration\b|\s+"migration")/.test(text)),
  };
}

/** Every environment of every pipeline reads its chart anew; mostly it is the same text. */
function rememberedByText<T>(parse: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const parsed = parse(text);
    known.set(text, parsed);
    return parsed;
  };
}

const rememberedValues = rememberedByText(parseValues);
const rememberedFirst = rememberedByText(parseFirstDocument);
/** Editors on Windows begin files with a mark that Helm skips and `JSON.parse` does not. */
const rememberedJson = rememberedByText((text): unknown => JSON.parse(text.replace(/^\uFEFF/, '')));

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

/** Errors of the file system have codes such as EACCES; those of `yaml` are words with underscores. */
function isSystemError(code: string): boolean {
  return /^E[A-Z]+$/.test(code);
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n')[0].replace(/[.:]\s*$/, '');
}
