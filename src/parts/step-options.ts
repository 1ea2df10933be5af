import type { Duration } from '../values/duration';

/** Options that every step has. */
export interface StepOptions {
  /**
   * What people read in the log.
   *
   * @default - GitHub shows the command or the action
   */
  readonly name?: string;

  /**
   * When it runs: an expression of GitHub's without `${{ }}`.
   *
   * @default - when every step before has succeeded
   */
  readonly condition?: string;

  /**
   * Environment of the step: texts and `Expression`s.
   *
   * @default - none
   */
  readonly env?: Record<string, string>;

  /**
   * GitHub ends the step after this time; whole minutes, at least 1.
   *
   * @default - the timeout of the job
   */
  readonly timeout?: Duration;

  /**
   * The job goes on when the step fails.
   *
   * @default false
   */
  readonly continueOnError?: boolean;

  /**
   * A remark for readers of the workflow, printed before the step.
   *
   * @default - none
   */
  readonly comment?: string;
}

/** Options of a command. */
export interface RunStepOptions extends StepOptions {
  /**
   * Where it runs, from the repository's root.
   *
   * @default - the repository's root
   */
  readonly workingDirectory?: string;

  /**
   * What runs it: bash, sh, pwsh, python, cmd, powershell, or a command with `{0}` for the script.
   *
   * @default - bash, which stops at the first failure
   */
  readonly shell?: string;
}

/** Options of an action. */
export interface ActionStepOptions extends StepOptions {
  /**
   * Inputs of the action. Keys are written as given.
   *
   * @default - none
   */
  readonly inputs?: Record<string, any>;

  /**
   * Version of an action that stagegate has no pin for, such as `v1.2.3`: printed beside its commit.
   *
   * @default - from stagegate's table of pins
   */
  readonly version?: string;
}
