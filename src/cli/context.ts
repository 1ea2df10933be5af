import type { Clock } from './github/clock';
import type { Environment, Run } from './github/connection';

/** Everything that a command touches of the outside. */
export interface CliContext {
  readonly cwd: string;
  readonly env: Environment;
  readonly nodeVersion: string;
  /** A person watches: progress and questions make sense. */
  readonly interactive: boolean;
  out(text: string): void;
  err(text: string): void;
  ask(question: string): Promise<boolean>;
  readonly run: Run;
  readonly clock: Clock;
}

/** A command below `stagegate`. */
export interface Command {
  run(args: string[], context: CliContext): Promise<number>;
}

/** Exit codes of every command, as those of `terraform plan -detailed-exitcode`. */
export const EXIT = { ok: 0, error: 1, drift: 2 } as const;
