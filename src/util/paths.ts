import { sep } from 'node:path';
import { fail, shown } from './fail';

/** Whether a path stays inside the folder that it is relative to, and needs no quotes anywhere. */
export function isInside(path: string): boolean {
  return /^(?!\.{0,2}(?:\/|$))[\w.-]+(?:\/(?!\.{1,2}(?:\/|$))[\w.-]+)*$/.test(path);
}

/** The same for people. */
export const INSIDE = "inside the repository, from its root, of letters, digits, '.', '_' and '-', joined by '/'";

/** Whether a path, or a pattern of paths, leads from the repository's root to nowhere outside. */
export function staysInside(pattern: string): boolean {
  return /^(?![/~\\])[^\n]*\S$/.test(pattern) && !pattern.split(/[/\\]/).includes('..');
}

/** Refuses a path of a build, or a pattern of paths, that leads anywhere else. */
export function checkedInside(path: string, option: string, given: string): void {
  if (staysInside(given)) return;
  fail(
    'build-path',
    path,
    `got ${shown(given)} for '${option}'; allowed is a path inside the repository, from its root`,
    "such as 'services/api/Dockerfile' or 'dist'",
  );
}

/** A path of the code, from the repository's root. */
export function below(path: string, directory: string | undefined): string {
  return directory === undefined ? path : `${directory}/${path}`;
}

/** A path as charts and repositories have it: with slashes, on Windows too. */
export const withSlashes = (path: string): string => path.split(sep).join('/');
