import type { Contribution } from '../parts/contribution';
import type { Step } from '../parts/step';
import type { Toolchain } from '../parts/toolchain';
import type { Job } from './job';
import type { JobSettings } from './job-settings';

/** Options of a job of your own. */
export interface JobOptions extends JobSettings {
  /**
   * What it does.
   *
   * @default - nothing beyond `contributions`, `preSteps` and `postSteps`
   */
  readonly steps?: Step[];

  /**
   * Check out the repository first.
   *
   * @default true
   */
  readonly checkout?: boolean;

  /**
   * Set up this language and install the repository's dependencies before the steps. The job then runs foreign code, so
   * it may hold no cloud identity.
   *
   * @default - no language
   */
  readonly toolchain?: Toolchain;

  /**
   * What parts give to it, before `steps`: a login, a cluster, a part of your own.
   *
   * @default - none
   */
  readonly contributions?: Contribution[];

  /**
   * Jobs of the same stage that must succeed before it. One that does not block is not waited for.
   *
   * @default - none
   */
  readonly after?: Job[];

  /**
   * What its success vouches for, such as `licences-checked`. A job that vouches for something is a gate: no deployment
   * starts unless it succeeded. One with `blocking: false` can vouch for nothing.
   *
   * @default - nothing
   */
  readonly vouches?: string[];

  /**
   * What it answers for, for the pipeline's page.
   *
   * @default - its title
   */
  readonly description?: string;
}
