import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type IsIgnored, ignoredBy } from './chart-ignore';
import { withSlashes } from './paths';
import { filesOfArchive } from './tar';

/** The files of a chart, wherever they lie. Errors carry a code, as those of `node:fs` do. */
export interface ChartFiles {
  /** Throws where there is no such file. */
  readonly text: (file: string) => string;
  /** Names in one of its folders; none where there is no such folder. */
  readonly list: (folder: string) => string[];
  /** Paths below one of its folders, however deep; none where there is no such folder. */
  readonly paths: (folder: string) => string[];
  /** The charts in `charts/`, by the names of their folders and archives. Throws where an archive cannot be read. */
  readonly chart: (entry: string) => ChartFiles | undefined;
}

/** A chart that lies in a folder, without what its `.helmignore` leaves out. Throws where Helm refuses that file. */
export function chartInFolder(folder: string): ChartFiles {
  const rules = join(folder, '.helmignore');
  return within(folder, ignoredBy(existsSync(rules) ? readFileSync(rules, 'utf8') : ''));
}

/** The rules are those of the outermost chart, and about paths from there. */
function within(folder: string, isIgnored: IsIgnored): ChartFiles {
  const below = (path: string, recursive: boolean) =>
    namesIn(join(folder, path), recursive).filter((name) => {
      const inside = `${path}/${name}`;
      return !isIgnored(inside, statSync(join(folder, inside), { throwIfNoEntry: false })?.isDirectory() === true);
    });
  return {
    text: (file) => {
      if (isIgnored(file, false)) throw Object.assign(new Error(`no ${file}`), { code: 'ENOENT' });
      return readFileSync(join(folder, file), 'utf8');
    },
    list: (path) => below(path, false),
    paths: (path) => below(path, true),
    chart: (entry) => {
      const path = join(folder, 'charts', entry);
      if (entry.endsWith('.tgz')) return chartInArchive(filesOfArchive(readFileSync(path)));
      // A file has nothing in it, and of an empty folder Helm sees nothing.
      if (namesIn(path).length === 0) return undefined;
      return within(path, (inside, isFolder) => isIgnored(`charts/${entry}/${inside}`, isFolder));
    },
  };
}

/** A chart that is packed: its archive has one folder on top, whatever its name. */
function chartInArchive(packed: ReadonlyMap<string, string>): ChartFiles {
  return chartAmong(new Map([...packed].map(([path, text]) => [path.slice(path.indexOf('/') + 1), text])));
}

function chartAmong(files: ReadonlyMap<string, string>): ChartFiles {
  const below = (folder: string) =>
    new Map(
      [...files]
        .filter(([path]) => path.startsWith(`${folder}/`))
        .map(([path, text]) => [path.slice(folder.length + 1), text]),
    );
  return {
    text: (file) => {
      const text = files.get(file);
      if (text === undefined) throw Object.assign(new Error(`no ${file}`), { code: 'ENOENT' });
      return text;
    },
    list: (folder) => [...new Set([...below(folder).keys()].map((path) => path.split('/')[0]))].sort(),
    paths: (folder) => [...below(folder).keys()].sort(),
    chart: (entry) => {
      const inside = below(`charts/${entry}`);
      // An archive within an archive is bytes, not text: Helm never packs one so.
      return inside.size > 0 ? chartAmong(inside) : undefined;
    },
  };
}

function namesIn(folder: string, recursive = false): string[] {
  try {
    return readdirSync(folder, { recursive, encoding: 'utf8' }).map(withSlashes).sort();
  } catch {
    return [];
  }
}
