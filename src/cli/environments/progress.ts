import type { CliContext } from '../context';
import type { Wait } from '../github/client';

/** How far the command is, for a person who watches. */
export function tellProgress(context: CliContext, text: string): void {
  if (context.interactive) context.err(`… ${text}\n`);
}

/** Why nothing happens. Rate limits take minutes, so their line is in the log of a workflow too. */
export function tellWait(context: CliContext, { reason, milliseconds, rateLimit }: Wait): void {
  if (!rateLimit) {
    tellProgress(context, `${reason}; trying again in ${Math.ceil(milliseconds / 1000)} s`);
    return;
  }
  const until = new Date(context.clock.now() + milliseconds).toISOString().slice(11, 19);
  context.err(`${context.interactive ? '… ' : ''}${reason}; waiting until ${until} UTC\n`);
}
