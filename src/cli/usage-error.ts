import { EXIT } from './context';

/** A problem with how the command was called or set up; its text is all that a person needs. */
export class UsageError extends Error {}

/** A wrong call is told in one line; anything else is a fault of ours. */
export function refused(error: unknown, tell: (text: string) => void): number {
  const isUsage = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUsage) throw error;
  tell(`${(error as Error).message}\n`);
  return EXIT.error;
}
