/** Whether a path stays inside the folder that it is relative to, and needs no quotes anywhere. */
export function isInside(path: string): boolean {
  return /^(?!\.{0,2}(?:\/|$))[\w.-]+(?:\/(?!\.{1,2}(?:\/|$))[\w.-]+)*$/.test(path);
}

/** A path of the code, from the repository's root. */
export function below(path: string, directory: string | undefined): string {
  return directory === undefined ? path : `${directory}/${path}`;
}
