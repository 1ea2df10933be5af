import { javascript, type Project } from 'projen';
import { OURS } from './foreign-files';

/**
 * Tells the formatters that projen manages to leave these files alone: in another form they would not be as they were written,
 * and a check of the format would fail on them. Folders that are ours stand for what is in them.
 */
export function keepFromFormatters(project: Project, paths: readonly string[]): void {
  const prettier = javascript.Prettier.of(project);
  const biome = javascript.Biome.of(project);
  if (prettier === undefined && biome === undefined) return;
  const patterns = new Set(paths.map((path) => OURS.exec(path)?.[0] ?? path));
  for (const pattern of patterns) {
    prettier?.addIgnorePattern(`/${pattern}`);
    biome?.addFilePattern(`!${pattern.replace(/\/$/, '')}`);
  }
}
