import type { ServiceContainer } from '../parts/service-container';
import type { Step } from '../parts/step';
import type { Condition } from '../values/condition';
import type { Duration } from '../values/duration';
import type { JobCache } from '../values/job-cache';
import type { JobConcurrency } from '../values/job-concurrency';
import type { JobContainer } from '../values/job-container';
import type { Matrix } from '../values/matrix';
import type { Permission } from '../values/permission';
import type { Runner } from '../values/runner';

/** What every job can be given, whatever stage it stands in. */
export interface JobSettings {
  /**
   * What people read in GitHub.
   *
   * @default - the job's id
   */
  readonly title?: string;

  /**
   * The machine.
   *
   * @default - the pipeline's runner
   */
  readonly runner?: Runner;

  /**
   * How long the job should take at most: more than 0 minutes. Reported when it takes longer, never enforced.
   *
   * @default - that of the kind of stage
   */
  readonly budget?: Duration;

  /**
   * GitHub ends the job after this time: whole minutes, 1 to 360.
   *
   * @default - twice the budget, rounded up to five minutes, at least ten and at most 360; a deployment: long enough for each
   *   of its steps to end by itself
   */
  readonly timeout?: Duration;

  /**
   * More rights for the job's token, each with its reason.
   *
   * @default - what the job's steps need
   */
  readonly permissions?: Permission[];

  /**
   * Environment of every step: texts and `Expression`s. Names that a script of stagegate reads in this job are refused.
   *
   * @default - what the job's steps need
   */
  readonly env?: Record<string, string>;

  /**
   * When the job runs, beside the success of everything before it.
   *
   * @default - on every event of the pipeline
   */
  readonly condition?: Condition;

  /**
   * Container to run in.
   *
   * @default - the runner itself
   */
  readonly container?: JobContainer;

  /**
   * Services that run beside it. Their URLs become environment of the job.
   *
   * @default - none
   */
  readonly services?: ServiceContainer[];

  /**
   * Legs: one run for each combination. What a stage keeps of them has the leg's number in its name, such as `unit-test-0`.
   *
   * @default - one run
   */
  readonly matrix?: Matrix;

  /**
   * Which jobs never run at the same time.
   *
   * @default - no limit; a deployment: one at a time for each environment and release
   */
  readonly concurrency?: JobConcurrency;

  /**
   * A failure stops what comes after and fails the run. `false` is GitHub's `continue-on-error`: the failure is shown and
   * nothing waits for the job, so it is no gate.
   *
   * @default true
   */
  readonly blocking?: boolean;

  /**
   * Outputs, by name: expressions over `steps` without `${{ }}`. A number or one of a few fixed words; never a secret, which
   * GitHub leaves empty.
   *
   * @default - none beyond the job's own
   */
  readonly outputs?: Record<string, string>;

  /**
   * What runs the commands of steps: bash, sh, pwsh, python, cmd, powershell, or a command with `{0}` for the script.
   *
   * @default "bash"
   */
  readonly shell?: string;

  /**
   * Where the commands of steps run, from the repository's root. The toolchain installs in its own `directory` all the same:
   * name that where the lockfile is not at the root.
   *
   * @default - the toolchain's `directory`, else the repository's root
   */
  readonly workingDirectory?: string;

  /**
   * What is kept between runs, beside what the toolchain keeps. A job that holds a cloud identity should keep nothing:
   * other jobs can write what it would read.
   *
   * @default - nothing
   */
  readonly caches?: JobCache[];

  /**
   * Steps before the job's own, behind the checkout if there is one.
   *
   * @default - none
   */
  readonly preSteps?: Step[];

  /**
   * Steps behind the job's own.
   *
   * @default - none
   */
  readonly postSteps?: Step[];
}
