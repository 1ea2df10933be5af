/** A path of the code, from the repository's root. */
export function below(path: string, directory: string | undefined): string {
  return directory === undefined ? path : `${directory}/${path}`;
}
