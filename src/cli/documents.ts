import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from './usage-error';

const FOLDER = '.stagegate';

/** A document of a pipeline, from the repository's root, and its text. */
export interface DocumentFile {
  readonly file: string;
  readonly text: string;
}

/** Names of the pipelines that were synthesized into a repository. */
export function pipelineNames(root: string): string[] {
  const folder = join(root, FOLDER);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  return files.map((file) => file.slice(0, -'.json'.length)).sort();
}

/** What was synthesized of one pipeline. */
export function documentOf(root: string, pipeline: string): DocumentFile {
  const file = `${FOLDER}/${pipeline}.json`;
  return { file, text: readFileSync(join(root, file), 'utf8') };
}

/** What a person does who stands in a folder without pipelines: the repository's root may be above. */
export function remedyIn(cwd: string): string {
  for (let up = '..'; ; up = `${up}/..`) {
    const folder = resolve(cwd, up);
    if (pipelineNames(folder).length > 0) return `run it in ${up}, where the pipelines are`;
    if (dirname(folder) === folder) return 'run npx projen in the root of the repository';
  }
}

/** A document of the version that we read, or what is wrong with it in the words of `problemOf`. */
export function parsedDocument(
  { file, text }: DocumentFile,
  problemOf: (content: { readonly [key: string]: unknown }) => string | null,
): unknown {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}\n→ run npx projen`);
  }
  const problem = !isObject(content)
    ? 'is not an object'
    : content.version !== 1
      ? `has version ${JSON.stringify(content.version)}; this stagegate reads version 1`
      : problemOf(content);
  if (problem === null) return content;
  throw new UsageError(`${file}: ${problem}\n→ run npx projen with the stagegate version of this repository`);
}

export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
