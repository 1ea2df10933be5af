import { gunzipSync } from 'node:zlib';

const BLOCK = 512;

/** The files of a `.tgz` archive as texts, by their paths. Throws where it is none. */
export function filesOfArchive(archive: Buffer): Map<string, string> {
  const tar = gunzipSync(archive);
  const files = new Map<string, string>();
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    if (header[0] === 0) break;
    const size = Number.parseInt(textAt(header, 124, 12), 8);
    if (!Number.isInteger(size)) throw new Error('it is no tar archive');
    const content = tar.subarray(at + BLOCK, at + BLOCK + size).toString('utf8');
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const kind = textAt(header, 156, 1);
    // Two ways in which names of more than 100 characters stand before their file.
    if (kind === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content)?.[1] ?? longName;
    else if (kind === 'L') longName = content.replace(/\0.*$/s, '');
    else {
      const folder = textAt(header, 257, 5) === 'ustar' ? textAt(header, 345, 155) : '';
      const name = longName ?? [folder, textAt(header, 0, 100)].filter((part) => part !== '').join('/');
      if (kind === '' || kind === '0') files.set(name.replace(/^\.\//, ''), content);
      longName = undefined;
    }
  }
  return files;
}

function textAt(header: Buffer, start: number, length: number): string {
  return header
    .subarray(start, start + length)
    .toString('utf8')
    .replace(/\0.*$/s, '')
    .trim();
}
