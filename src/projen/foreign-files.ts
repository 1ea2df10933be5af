import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileBase } from 'projen';
import { BANNER } from '../model/ids';
import type { Finding } from '../policy/finding';
import { fileCollision, foreignFile, treeFinding } from '../policy/tree-rules';
import type { SynthesizedFile } from '../synth/files';

/** These folders have our name: what lies in them is ours, whoever removed its first line. */
export const OURS = /^\.(?:stagegate|github\/stagegate)\//;

/**
 * Files that exist and were not made by an earlier synthesis: they belong to somebody, and are not overwritten. Ours are known
 * by their first line or folder, or from the list that projen keeps of everything that it wrote.
 */
export function foreignFiles(files: readonly SynthesizedFile[], outdir: string): Finding[] {
  const known = new Set(writtenBefore(outdir));
  return files
    .filter(({ path, content }) => !OURS.test(path) && !known.has(path) && isForeign(join(outdir, path), content))
    .map(({ path, owner }) =>
      treeFinding(foreignFile, owner, `would overwrite ${path}, which stagegate has not written`),
    );
}

/** Files that the project itself writes by the same name, such as projen's own `build.yml`. */
export function collidingFiles(
  files: readonly SynthesizedFile[],
  outdir: string,
  others: ReadonlyMap<string, FileBase>,
): Finding[] {
  const remedy = "give the pipeline or environment another id, or leave the project's file away";
  return files
    .filter(({ path }) => others.has(join(outdir, path)))
    .map(({ path, owner }) =>
      treeFinding(fileCollision, owner, `writes ${path}, as the project itself does`, { remedy }),
    );
}

function isForeign(file: string, content: string): boolean {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  const found = readFileSync(file, 'utf8');
  return found !== content && !found.slice(0, 1000).includes(BANNER);
}

function writtenBefore(outdir: string): string[] {
  try {
    return JSON.parse(readFileSync(join(outdir, '.projen/files.json'), 'utf8')).files ?? [];
  } catch {
    return [];
  }
}
