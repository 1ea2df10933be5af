import { createHash } from 'node:crypto';

/** Files by their path, and the SHA-256 of each. */
export type FileSums = ReadonlyMap<string, string>;

export const sumOf = (content: string) => createHash('sha256').update(content).digest('hex');

/** In the form that `sha256sum --check` reads, in the order of the paths. */
export function sumsText(sums: FileSums): string {
  return [...sums]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, sum]) => `${sum}  ${path}\n`)
    .join('');
}

/** The same, read back; `null` where a line is no sum. */
export function parsedSums(text: string): FileSums | null {
  const sums = new Map<string, string>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (path === undefined) return null;
    sums.set(path, sum);
  }
  return sums;
}
