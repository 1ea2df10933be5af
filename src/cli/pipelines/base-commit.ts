import { SUMS_FILE } from '../../model/ids';
import { type FileSums, parsedSums } from '../../util/file-sums';
import type { CliContext } from '../context';
import type { DocumentFile } from '../documents';
import { UsageError } from '../usage-error';

/** What a commit has in `.stagegate`. */
interface Base {
  /** By pipeline. */
  readonly documents: ReadonlyMap<string, DocumentFile>;
  /** `null` where it was written before there were any. */
  readonly sums: FileSums | null;
}

/** Asks git for it. Throws where git does not have all of it. */
export async function baseAt(base: string, { run }: Pick<CliContext, 'run'>): Promise<Base> {
  // What begins with `-` would be an option of git's.
  const known = base.startsWith('-')
    ? null
    : await run('git', ['rev-parse', '--verify', '--quiet', `${base}^{commit}`]);
  if (known === null) {
    throw new UsageError(
      `git knows no commit ${base} here\n→ name a branch, tag or commit that this clone has; a shallow one has few of them`,
    );
  }
  const commit = known.trim();
  // What git does not give is not the same as nothing: every pipeline would look new, and nothing weaker.
  const asked = async (file: string, ...args: string[]) => {
    const answer = await run('git', args);
    if (answer === null) throw new UsageError(`git cannot show ${file} of ${base}\n→ fetch that commit whole`);
    return answer;
  };
  const listed = await asked('.stagegate', 'ls-tree', '--name-only', commit, '.stagegate/');
  const names = listed.split('\n');
  const files = names.filter((file) => /^\.stagegate\/[^/]+\.json$/.test(file));
  const textOf = (file: string) => asked(file, 'show', `${commit}:./${file}`);
  const documents = new Map<string, DocumentFile>();
  for (const file of files) {
    const text = await textOf(file);
    documents.set(file.slice('.stagegate/'.length, -'.json'.length), { file: `${base}:${file}`, text });
  }
  const sums = names.includes(SUMS_FILE) ? parsedSums(await textOf(SUMS_FILE)) : null;
  return { documents, sums };
}
