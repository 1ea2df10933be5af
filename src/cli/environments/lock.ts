import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../github/connection';
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

export function writeLock(root: string, ids: KnownIds): void {
  const path = join(root, LOCK_FILE);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(ids, null, 2)}\n`);
}
