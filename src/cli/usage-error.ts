import { EXIT } from './context';

/** A problem with how the command was called or set up; its text is all that a person needs. */
export class UsageError extends Error {}

/** A wrong call is told in one line; anything else is a fault of ours. */
export function refused(error: unknown, tell: (text: string) => void): number {
  if (!(error instanceof UsageError)) throw error;
  tell(`${error.message}\n`);
  return EXIT.error;
}
