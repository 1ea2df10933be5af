import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const ROOT = join(__dirname, '../..');

/** One import of a source file. */
export interface Import {
  /** From the repository's root, without extension: `src/parts/step`. */
  readonly from: string;
  /** The same for a file of ours; the name of a package otherwise. */
  readonly to: string;
  readonly isOurs: boolean;
  readonly isTypeOnly: boolean;
}

/** TypeScript files below a folder, from the repository's root. */
export function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .map((file) => join(folder, file))
    .sort();
}

export const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const STATEMENT = /^(?:import|export)(?<type> type)?\b(?<names>[^;']*?)from '(?<target>[^']+)'/gm;
const CALL = /\b(?:import|require)\('(?<target>[^']+)'\)/g;

/** Every import of a file: statements, and what is loaded late. */
export function importsOf(file: string): Import[] {
  const text = textOf(file);
  return [...text.matchAll(STATEMENT), ...text.matchAll(CALL)].map(({ groups = {} }) => {
    const { target, type, names = '' } = groups;
    const isOurs = target.startsWith('.');
    const listed = names
      .replace(/[{}]/g, '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    return {
      from: file.replace(/\.ts$/, ''),
      to: isOurs ? relative(ROOT, normalize(join(ROOT, dirname(file), target))) : target,
      isOurs,
      isTypeOnly: type !== undefined || (listed.length > 0 && listed.every((name) => name.startsWith('type '))),
    };
  });
}
