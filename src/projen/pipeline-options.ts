import type { DriftCheck } from '../constructs/drift-check';
import type { RepositorySettings } from '../constructs/repository-settings';
import type { Notifier } from '../parts/notifier';
import type { Toolchain } from '../parts/toolchain';
import type { Acknowledgement } from '../policy/acknowledgement';
import type { FindingsReport } from '../policy/findings-report';
import type { PolicyPack } from '../policy/policy-pack';
import type { ActionPin } from '../values/action-pin';
import type { Runner } from '../values/runner';
import type { Schedule } from '../values/schedule';
import type { Trigger } from '../values/trigger';

/** A tool that keeps settings of repositories. */
export enum SettingsFormat {
  /** github-community-projects/safe-settings, written to `.github/safe-settings/<pipeline>.yml`. */
  SAFE_SETTINGS = 'safe-settings',
  /** Terraform's github provider, written to `.github/terraform/<pipeline>.tf.json`. */
  TERRAFORM = 'terraform',
}

/** Options of a pipeline. */
export interface PipelineOptions {
  /**
   * What people call the service in messages.
   *
   * @default - the pipeline's id
   */
  readonly service?: string;

  /**
   * Language of the repository: how its code is set up, tested and checked.
   *
   * @default - none; stages that run the repository's code ask for one
   */
  readonly toolchain?: Toolchain;

  /**
   * Branches that release: a push to one of them signs in, pushes the image, and deploys. Names, or prefixes that end in `*`.
   *
   * @default ["main"]
   */
  readonly branches?: string[];

  /**
   * Tags that release: names, or prefixes that end in `*`.
   *
   * @default - none
   */
  readonly tags?: string[];

  /**
   * Files of which a push to a branch has to change one to start a run, in GitHub's patterns such as `services/orders/**`; behind `!`,
   * files that do not count. The workflow, the scripts that it runs, the charts of its releases and their values always count.
   * Pull requests, tags, the merge queue and the button are not filtered: a required check that never comes would block merges.
   *
   * @default - every push
   */
  readonly pushPaths?: string[];

  /**
   * What starts the pipeline, beside pushes and pull requests to `branches`, the merge queue, and the button.
   *
   * @default - nothing else
   */
  readonly triggers?: Trigger[];

  /**
   * Machine of jobs that choose none.
   *
   * @default Runner.UBUNTU_24_04
   */
  readonly runner?: Runner;

  /**
   * Versions of actions other than those that stagegate pins, for all jobs, where steps name an action without a commit: a fix
   * that cannot wait for stagegate's next release, or what an organisation has looked at.
   *
   * @default - stagegate's own
   */
  readonly actionPins?: ActionPin[];

  /**
   * Who is told how a run ended, and that a deployment waits for approval.
   *
   * @default - nobody; GitHub's own notifications remain
   */
  readonly notifiers?: Notifier[];

  /**
   * How stages follow one another.
   *
   * @default Schedule.STAGED
   */
  readonly schedule?: Schedule;

  /**
   * Environment of every step: texts and `Expression`s. Scripts of stagegate do not see it, whatever its names.
   *
   * @default - none
   */
  readonly env?: Record<string, string>;

  /**
   * On a branch, a newer run ends what an older one does before it deploys. Never ended are deployments, what comes after
   * one, and jobs of your own that may write, sign in or read a secret.
   *
   * @default false
   */
  readonly cancelStaleRuns?: boolean;

  /**
   * The repository on GitHub, `owner/name`: for the trust-policy subjects on the pipeline's page.
   *
   * @default - read from the project's repository, where it names one
   */
  readonly repository?: string;

  /**
   * Warnings stop synthesis as errors do.
   *
   * @default false
   */
  readonly strict?: boolean;

  /**
   * Name of the verdict, the one check that branches have to require. GitHub knows checks by their name alone, so that each
   * pipeline of a repository needs another one. Letters, digits, blanks and `_.:/()-`, at most 100 characters.
   *
   * @default "pipeline-gate"
   */
  readonly requiredCheck?: string;

  /**
   * Settings of the repository that make the gates real, brought to GitHub by `stagegate environments apply`.
   *
   * @default - they are left alone
   */
  readonly repositorySettings?: RepositorySettings;

  /**
   * A workflow that looks on a schedule whether GitHub's settings are still as described, and keeps one issue open as long as
   * they are not. It looks at those of all pipelines of the repository, so one pipeline asks for it.
   *
   * @default - none
   */
  readonly driftCheck?: DriftCheck;

  /**
   * A workflow, `.github/workflows/<pipeline>-rollback.yml`, that people start by hand to take an environment back to an image
   * that once ran there. It builds nothing, and runs under the protection and with the rights of the deployment.
   *
   * @default false
   */
  readonly rollback?: boolean;

  /**
   * The protection of the environments in the form of other tools, for those who keep it there.
   *
   * @default - none
   */
  readonly settingsFormats?: SettingsFormat[];

  /**
   * Policies of the organisation, looked at after every escape hatch.
   *
   * @default - stagegate's own rules alone
   */
  readonly policyPacks?: PolicyPack[];

  /**
   * Files with all findings, for programs and for GitHub's code scanning.
   *
   * @default - findings are only printed
   */
  readonly findingsReports?: FindingsReport[];

  /**
   * Findings that are accepted, each with its reason.
   *
   * @default - none
   */
  readonly acknowledgements?: Acknowledgement[];
}
