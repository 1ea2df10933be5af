import { accessSync, constants, existsSync, lstatSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../policy/finding';
import { treeFinding, unwritableFile } from '../policy/tree-rules';
import type { SynthesizedFile } from '../synth/files';

/** What keeps files from being written: told before the first one is, so that all are written or none. */
export function unwritableFiles(files: readonly SynthesizedFile[], outdir: string): Finding[] {
  return files.flatMap(({ path, owner }) => {
    const obstacle = obstacleTo(path, outdir);
    return obstacle === undefined ? [] : [treeFinding(unwritableFile, owner, `cannot write ${path}: ${obstacle}`)];
  });
}

/** Looks from the top downwards, as only a folder can be looked into. */
export function obstacleTo(path: string, outdir: string): string | undefined {
  const names = path.split('/');
  let folder = '.';
  try {
    for (const [index, name] of names.entries()) {
      const entry = join(folder, name);
      const found = statSync(join(outdir, entry), { throwIfNoEntry: false });
      if (found === undefined) {
        // A link to nothing is nothing to look at, and yet in the way.
        if (lstatSync(join(outdir, entry), { throwIfNoEntry: false })) return `${entry} is a link to nothing`;
        accessSync(nearestFolder(join(outdir, folder)), constants.W_OK);
        return undefined;
      }
      const isLast = index === names.length - 1;
      if (isLast && !found.isFile()) return `${entry} is no file`;
      if (!isLast && !found.isDirectory()) return `${entry} is no folder`;
      folder = entry;
    }
    return undefined;
  } catch (error) {
    return `${folder} refuses it (${(error as NodeJS.ErrnoException).code})`;
  }
}

/** projen makes the folder of a project that has none yet. */
function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}
