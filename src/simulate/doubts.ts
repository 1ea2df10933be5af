import type { RunState } from '../util/expressions';
import type { Contexts } from './explain';
import { runConclusion } from './rules/results';
import type { Result } from './rules/status';

/** How a job ends; several ways, the likeliest first, where that hinges on outputs that nobody gave. */
export interface Ending {
  readonly id: string;
  readonly possible: readonly Result[];
  /** The outputs, as `job/step.output`. */
  readonly unknown: readonly string[];
}

/** Nobody knows how the job ends. */
export function isDoubtful({ possible }: Ending): boolean {
  return possible.length > 1;
}

/** The doubtful jobs before a job. */
export interface Doubts {
  readonly jobs: readonly Ending[];
  /** What a condition would see if they had ended so. */
  had(results: ReadonlyMap<string, Result>): { readonly contexts: Contexts; readonly status: RunState };
}

export const NO_DOUBTS: Doubts = { jobs: [], had: () => ({ contexts: {}, status: {} }) };

/** Whether it makes a difference to a part of a condition how a job has ended. */
export function affects(job: string, paths: readonly (readonly string[])[], functions: readonly string[]): boolean {
  if (functions.includes('success') || functions.includes('failure')) return true;
  const isOr = (key: string | undefined, name: string) =>
    key === undefined || key === '*' || key.toLowerCase() === name.toLowerCase();
  return paths.some(([root, id, field]) => root === 'needs' && isOr(id, job) && isOr(field, 'result'));
}

/** Of more jobs than these nobody tries every combination. */
const MOST_COMBINED = 6;

/** All ways in which some jobs may have ended; undefined where these are too many. */
export function waysToEnd(jobs: readonly Ending[]): readonly ReadonlyMap<string, Result>[] | undefined {
  if (jobs.length > MOST_COMBINED) return undefined;
  return jobs.reduce<Map<string, Result>[]>(
    (ways, { id, possible }) => ways.flatMap((way) => possible.map((result) => new Map([...way, [id, result]]))),
    [new Map()],
  );
}

/** The conclusion of a run, and the outputs that it hinges on. */
export function conclusionOf(
  endings: readonly Ending[],
  wasCancelled: boolean,
): { readonly conclusion: Result | 'unknown'; readonly unknown: readonly string[] } {
  const concluded = (results: readonly Result[]) =>
    runConclusion(results, wasCancelled && results.includes('cancelled'));
  const known = endings.filter((ending) => !isDoubtful(ending)).map(({ possible }) => possible[0]);
  const conclusion = concluded(endings.map(({ possible }) => possible[0]));
  // A conclusion names the worst of all results, so that each doubt may be tried by itself.
  const doubts = endings.filter(
    (ending) => isDoubtful(ending) && ending.possible.some((result) => concluded([...known, result]) !== conclusion),
  );
  if (doubts.length === 0) return { conclusion, unknown: [] };
  return { conclusion: 'unknown', unknown: [...new Set(doubts.flatMap(({ unknown }) => unknown))] };
}
