import type { EnvironmentView } from './environment-view';
import type { JobView } from './job-view';
import type { OverlayView } from './overlay-view';
import type { IdentityView, InstructionView, SettingView } from './setup-view';

/**
 * A pipeline as policies see it and as `.stagegate/<pipeline>.json` holds it: after every escape hatch, just as it will be
 * written. What is not there is left out.
 */
export interface PipelineView {
  /** Version of this shape: 1. Fields may be added to it; anything else makes it 2. */
  readonly version: number;

  /** Id of the pipeline; names its files. */
  readonly id: string;

  /** Construct path. */
  readonly path: string;

  /** The file that a person edits, such as `.projenrc.ts`. */
  readonly source: string;

  /**
   * `owner/name` on GitHub.
   *
   * @default - only the run knows it
   */
  readonly repository?: string;

  /** `staged` or `dataflow`. */
  readonly schedule: string;

  /** Where events without a ref of their own run, such as `schedule`. */
  readonly defaultBranch: string;

  /** Warnings stop synthesis too. */
  readonly strict: boolean;

  /** Names of the events that start it, such as `push`. */
  readonly events: string[];

  /** Where it signs in, pushes and deploys. */
  readonly release: ReleaseView;

  /** Its stages, in order. */
  readonly stages: StageView[];

  /** Its jobs, in the order of the workflow. */
  readonly jobs: JobView[];

  /** The environments that it deploys to, in order. */
  readonly environments: EnvironmentView[];

  /** The values that it gives to Helm. */
  readonly overlays: OverlayView[];

  /** Secrets and variables that somebody has to set. */
  readonly settings: SettingView[];

  /** Cloud roles that its jobs assume. */
  readonly identities: IdentityView[];

  /** Paragraphs of the set-up checklist. */
  readonly instructions: InstructionView[];

  /** Names of the scripts that are written beside the workflow. */
  readonly scripts: string[];

  /** What is acknowledged, by whom and why. */
  readonly acknowledgements: AcknowledgementView[];

  /**
   * What must be green before a merge.
   *
   * @default - the rules of branches are left alone
   */
  readonly requiredChecks?: RequiredChecksView;

  /**
   * Settings of the whole repository, in the words of GitHub's API.
   *
   * @default - they are left alone
   */
  readonly repositorySettings?: Record<string, unknown>;

  /**
   * The workflow that takes an environment back on demand, in GitHub's own keys.
   *
   * @default - there is none
   */
  readonly rollback?: Record<string, unknown>;

  /** The workflow in GitHub's own keys: the very object that is printed. */
  readonly workflow: Record<string, unknown>;
}

/** What must be green before a merge. */
export interface RequiredChecksView {
  /** Patterns of the branches that it guards. */
  readonly branches: string[];

  /** Names of the jobs, by which GitHub knows their checks. */
  readonly checks: string[];
}

/** Where a pipeline signs in, pushes and deploys. */
export interface ReleaseView {
  /** Branch patterns. */
  readonly branches: string[];

  /** Tag patterns. */
  readonly tags: string[];

  /** Events, such as `push`. */
  readonly events: string[];

  /** The same as an expression, without `${{ }}`. */
  readonly condition: string;
}

/** One stage. */
export interface StageView {
  /** Its id. */
  readonly id: string;

  /** Construct path. */
  readonly path: string;

  /** The construct's class, for people: `BuildStage`. */
  readonly construct: string;

  /** Counted from 1; deployments in a row share a number. */
  readonly number: number;

  /** What it is called. */
  readonly title: string;

  /** Ids of its jobs. */
  readonly jobs: string[];

  /** Ids of the stages that it waits for. */
  readonly after: string[];
}

/** One acknowledged rule. */
export interface AcknowledgementView {
  /** Rule id. */
  readonly rule: string;

  /** Construct path; everything below it is covered. */
  readonly path: string;

  /** Why. */
  readonly reason: string;

  /**
   * Who answers for it.
   *
   * @default - nobody in particular
   */
  readonly owner?: string;

  /**
   * Last day on which it holds, such as `2027-01-31`.
   *
   * @default - it holds until it is removed
   */
  readonly expires?: string;
}
