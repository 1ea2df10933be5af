/** One job. */
export interface JobView {
  /** Its id in the workflow. */
  readonly id: string;

  /** Construct path; the pipeline's for a job that an escape hatch added. */
  readonly path: string;

  /** The construct's class, for people; `Pipeline.patch` for a job that an escape hatch added. */
  readonly construct: string;

  /** What it is there for: `work`, `verdict` or `notification`. */
  readonly role: string;

  /**
   * Id of its stage.
   *
   * @default - it belongs to none: the verdict, the notification, or a job that an escape hatch added
   */
  readonly stage?: string;

  /** Jobs that it waits for. */
  readonly needs: string[];

  /** Jobs whose outputs it reads. */
  readonly reads: string[];

  /** Its failure stops what comes after and closes the verdict. */
  readonly blocking: boolean;

  /**
   * What a success of it vouches for: `image-built`, `unit-tested`, `linted`, `image-scanned`, `integration-tested`, or
   * words of your own.
   */
  readonly vouches: string[];

  /** Ids of the steps whose success is what it vouches for. */
  readonly decides: string[];

  /**
   * Event and branch condition, without `${{ }}`.
   *
   * @default - it always runs
   */
  readonly runsWhen?: string;

  /**
   * Its `if`, as written.
   *
   * @default - when everything that it waits for succeeded
   */
  readonly condition?: string;

  /**
   * Name of the environment that it deploys to.
   *
   * @default - it deploys nothing
   */
  readonly deploysTo?: string;

  /**
   * Name of the environment whose protection and secrets it has.
   *
   * @default - none
   */
  readonly environment?: string;

  /** It runs code of the repository or of its dependencies. */
  readonly foreignCode: boolean;

  /** Labels of its runner. */
  readonly runsOn: string[];

  /**
   * Minutes after which GitHub ends it.
   *
   * @default - only the run knows
   */
  readonly timeoutMinutes?: number;

  /**
   * Minutes that it should take.
   *
   * @default - no budget
   */
  readonly budgetMinutes?: number;

  /** What its token may do: `read` or `write` by scope. */
  readonly permissions: Record<string, string>;

  /** Why, by scope. */
  readonly permissionReasons: Record<string, string>;

  /** Names of the secrets that it reads. */
  readonly secrets: string[];

  /** Its steps, in order. */
  readonly steps: StepView[];

  /** The row of the page's table. */
  readonly description: JobDescriptionView;
}

/** What a job is for, in words. */
export interface JobDescriptionView {
  /** What it answers for. */
  readonly answersFor: string;

  /** What it takes. */
  readonly takes: string[];

  /** What it gives. */
  readonly gives: string[];

  /** What happens when it fails. */
  readonly onFailure: string;
}

/** One step. */
export interface StepView {
  /**
   * Its id.
   *
   * @default - an escape hatch added a step without one
   */
  readonly id?: string;

  /**
   * What people read in the log.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * The action or image that it uses, as written.
   *
   * @default - it runs a command
   */
  readonly uses?: string;

  /**
   * The action that it uses, without the version: `owner/name[/path]`.
   *
   * @default - it runs a command, or an action of the repository or an image
   */
  readonly action?: string;

  /**
   * What stands behind the `@` of the action: a full commit SHA, unless an escape hatch says otherwise.
   *
   * @default - it runs a command, or an action of the repository or an image
   */
  readonly ref?: string;

  /**
   * Version of the action, such as `v7.0.1`.
   *
   * @default - none is known
   */
  readonly version?: string;

  /**
   * The command that it runs.
   *
   * @default - it uses an action
   */
  readonly run?: string;

  /** Inputs of the action, as text. */
  readonly inputs: Record<string, string>;

  /** Its own environment, as text. */
  readonly env: Record<string, string>;

  /**
   * Its `if`, as written.
   *
   * @default - when every step before has succeeded
   */
  readonly condition?: string;
}
