import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readScript, SCRIPTS } from '../../data/scripts';
import { documentFile, SUMS_FILE, scriptFile } from '../../model/ids';
import { type FileSums, parsedSums, sumOf } from '../../util/file-sums';
import { documentOf, pipelineNames } from '../documents';
import { contradiction, meantFiles, said } from './meant-files';
import { readDocument } from './read-pipelines';

/** A generated file that is not as it was written. */
export interface ChangedFile {
  readonly file: string;
  /** What is the matter with it, after its name. */
  readonly problem: string;
}

/** What `.stagegate/files.sha256` says; `null` where it is not there, or a line is no sum. */
export function writtenSums(root: string): FileSums | null {
  return parsedSums(textOf(root, SUMS_FILE) ?? '-');
}

/**
 * The generated files that are not as they were written: by their sums; and by what they have to agree with, for whoever changes a
 * file may change its sum.
 */
export function changedFiles(root: string): ChangedFile[] {
  const sums = writtenSums(root);
  if (sums === null) {
    const problem = existsSync(join(root, SUMS_FILE)) ? 'holds lines that are no sums' : 'is missing';
    return [{ file: SUMS_FILE, problem }];
  }
  const changed = [...sums].flatMap(([file, sum]) => {
    const content = textOf(root, file);
    if (content === null) return [{ file, problem: 'is missing' }];
    return sumOf(content) === sum ? [] : [{ file, problem: 'is not as it was written' }];
  });
  const told = new Set(changed.map(({ file }) => file));
  const others = [...foreignScripts(root, sums), ...disagreeing(root, sums)].filter(({ file }) => !told.has(file));
  return [...changed, ...others].sort((one, other) => (one.file < other.file ? -1 : 1));
}

/** Known ones wherever they lie, listed or not: jobs run what lies there. */
function foreignScripts(root: string, sums: FileSums): ChangedFile[] {
  const known = new Set(SCRIPTS.flatMap(({ files }) => files));
  const listed = [...sums.keys()].filter((file) => file.startsWith(scriptFile('')));
  const names = new Set([...known, ...listed.map((file) => file.slice(scriptFile('').length))]);
  return [...names].flatMap((name) => {
    const text = textOf(root, scriptFile(name));
    if (text === null || (known.has(name) && text === readScript(name))) return [];
    return [{ file: scriptFile(name), problem: 'is not the script of the stagegate that is installed here' }];
  });
}

/** Documents that contradict themselves; workflows, values and settings that say something else than the documents. */
function disagreeing(root: string, sums: FileSums): ChangedFile[] {
  const named = pipelineNames(root).map((name) => ({ name, view: readDocument(documentOf(root, name)) }));
  const views = named.map(({ view }) => view);
  return [
    ...named.flatMap(({ name, view }) => {
      const problem = contradiction(name, view);
      return problem === undefined ? [] : [{ file: documentFile(name), problem }];
    }),
    ...meantFiles(views).flatMap(({ pipeline, file, content }) => {
      if (!sums.has(file)) return [{ file, problem: `is not among the files of ${SUMS_FILE}` }];
      const isSame = isDeepStrictEqual(said(textOf(root, file) ?? ''), content);
      return isSame ? [] : [{ file, problem: `does not say what ${documentFile(pipeline)} says` }];
    }),
  ];
}

/** A clone may have the line ends of its system: nothing that we write has others than `\n`. */
function textOf(root: string, file: string): string | null {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : null;
}
