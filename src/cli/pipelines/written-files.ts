import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Sums } from '../../compare/files';
import { readScript, SCRIPTS } from '../../data/scripts';
import { rollbackFile, SUMS_FILE, scriptFile, workflowFile } from '../../model/ids';
import type { Workflow } from '../../model/workflow';
import type { PipelineView } from '../../policy/pipeline-view';
import { printedWorkflow } from '../../render/workflow';
import { parseYaml } from '../../util/yaml';
import { documentOf, pipelineNames } from '../documents';
import { readDocument } from './read-pipelines';

/** A generated file that is not as it was written. */
export interface ChangedFile {
  readonly file: string;
  /** What is the matter with it, after its name. */
  readonly problem: string;
}

/** What `.stagegate/files.sha256` says; `null` where it is not there, or a line is no sum. */
export function writtenSums(root: string): Sums | null {
  return parsedSums(textOf(root, SUMS_FILE) ?? '-');
}

export function parsedSums(text: string): Sums | null {
  const lines = text.split('\n').filter((line) => line !== '');
  const entries = lines.map((line) => /^([0-9a-f]{64}) {2}(.+)$/.exec(line));
  return entries.includes(null) ? null : new Map(entries.map((entry) => [entry?.[2] ?? '', entry?.[1] ?? '']));
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

function foreignScripts(root: string, sums: Sums): ChangedFile[] {
  const names = [...new Set(SCRIPTS.flatMap(({ files }) => files))];
  const written = names.filter((name) => sums.has(scriptFile(name)));
  return written
    .filter((name) => textOf(root, scriptFile(name)) !== readScript(name))
    .map((name) => ({ file: scriptFile(name), problem: 'is not the script of the stagegate that is installed here' }));
}

/** Workflows and values that say something else than the document of their pipeline. */
function disagreeing(root: string, sums: Sums): ChangedFile[] {
  return pipelineNames(root).flatMap((name) => {
    const document = documentOf(root, name);
    return Object.entries(meant(readDocument(document))).flatMap(([file, content]) => {
      if (!sums.has(file)) return [{ file, problem: `is not among the files of ${SUMS_FILE}` }];
      const isSame = isDeepStrictEqual(parsed(textOf(root, file) ?? ''), content);
      return isSame ? [] : [{ file, problem: `does not say what ${document.file} says` }];
    });
  });
}

/** What the files of a pipeline have to say that decide about its deployments. */
function meant({ id, workflow, rollback, overlays }: PipelineView): { readonly [file: string]: unknown } {
  const printed = (one: object) => printedWorkflow(one as Workflow);
  return {
    [workflowFile(id)]: printed(workflow),
    ...(rollback === undefined ? {} : { [rollbackFile(id)]: printed(rollback) }),
    ...Object.fromEntries(overlays.map(({ file, values }) => [file, values])),
  };
}

/** Nothing that could be meant, where it is no YAML. */
function parsed(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}

/** A clone may have the line ends of its system: nothing that we write has others than `\n`. */
function textOf(root: string, file: string): string | null {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : null;
}

const sumOf = (text: string) => createHash('sha256').update(text).digest('hex');
