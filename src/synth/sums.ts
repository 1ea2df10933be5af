import { createHash } from 'node:crypto';
import { SUMS_FILE } from '../model/ids';
import type { SynthesizedFile } from './files';

/**
 * The SHA-256 of every file that was written, in the form that `sha256sum --check` reads: whoever edits a file by hand, or merges
 * two of them line by line, is told.
 */
export function sums(files: readonly SynthesizedFile[], owner: string): SynthesizedFile {
  const lines = files.map(({ path, content }) => [path, createHash('sha256').update(content).digest('hex')] as const);
  const content = lines
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, sum]) => `${sum}  ${path}\n`)
    .join('');
  return { path: SUMS_FILE, content, owner, executable: false, shared: false };
}
