import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../usage-error';
import { type KnownIds, LOCK_FILE } from './reviewers';

/** The ids that reviewers had when they were written down; nobody is known where there is no such file. */
export function readLock(root: string): KnownIds {
  const path = join(root, LOCK_FILE);
  if (!existsSync(path)) return { users: {}, teams: {} };
  try {
    const { users = {}, teams = {} } = JSON.parse(readFileSync(path, 'utf8')) as Partial<KnownIds>;
    return { users, teams };
  } catch (error) {
    throw new UsageError(`${LOCK_FILE}: ${(error as Error).message}`);
  }
}

/** Adds what was found now to what was known: a run that looks at one environment must not forget the others. */
export function extendLock(root: string, ids: KnownIds): void {
  const path = join(root, LOCK_FILE);
  const known = readLock(root);
  const merge = (before: KnownIds['users'], now: KnownIds['users']) =>
    Object.fromEntries(Object.entries({ ...before, ...now }).sort(([a], [b]) => (a < b ? -1 : 1)));
  const all: KnownIds = { users: merge(known.users, ids.users), teams: merge(known.teams, ids.teams) };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(all, null, 2)}\n`);
}
