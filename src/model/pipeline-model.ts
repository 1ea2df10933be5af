import type { EnvironmentModel } from './environment-model';
import type { OverlayModel } from './overlay-model';
import type { Workflow, WorkflowJob, WorkflowStep } from './workflow';

/**
 * One pipeline, after lowering and escape hatches. Plain, read-only, JSON-able. `workflow` is the object that is printed;
 * everything else is what GitHub has no key for.
 */
export interface PipelineModel {
  /** Construct id of the pipeline; names its files. */
  readonly id: string;
  /** Construct path, from the project down. */
  readonly path: string;
  /** The file that a person edits, such as `.projenrc.ts`. */
  readonly source: string;
  readonly workflow: Workflow;
  readonly schedule: ScheduleKind;
  /** Where `schedule` and other events without a ref of their own run. */
  readonly defaultBranch: string;
  readonly release: ReleaseModel;
  readonly stages: readonly StageModel[];
  /** In the order of the workflow; exactly one entry for each key of `workflow.jobs` that we wrote. */
  readonly jobs: readonly JobModel[];
  readonly environments: readonly EnvironmentModel[];
  readonly overlays: readonly OverlayModel[];
  readonly settings: readonly SettingModel[];
  readonly identities: readonly IdentityModel[];
  readonly instructions: readonly InstructionModel[];
  /** Names of the shell scripts that steps call; they are written beside the workflow. */
  readonly scripts: readonly string[];
  /** Version of each action that is printed, by its `uses`. */
  readonly versions: { readonly [uses: string]: string };
  /** `owner/name` on GitHub where it is known; null where only the run knows it. */
  readonly repository: string | null;
  readonly strict: boolean;
  /** What must be green before a merge; null leaves the branches' rules alone. */
  readonly requiredChecks: RequiredChecksModel | null;
  /** Settings of the whole repository; null leaves them alone. */
  readonly repositorySettings: RepositorySettingsModel | null;
  /** The workflow that looks for drift of these settings; null where none is asked for. */
  readonly driftCheck: DriftCheckModel | null;
  /** The workflow that takes an environment back on demand, as a model of its own; null where none is asked for. */
  readonly rollback: PipelineModel | null;
  readonly acknowledgements: readonly AcknowledgementModel[];
  /** JSON pointers into `workflow` that an escape hatch touched: an unknown key below them is a warning. */
  readonly patched: readonly string[];
}

export interface RequiredChecksModel {
  readonly branches: readonly string[];
  /** Names of jobs, by which GitHub knows their checks. */
  readonly checks: readonly string[];
}

/** What is absent is left alone. */
export interface RepositorySettingsModel {
  readonly shaPinningRequired?: boolean;
  readonly defaultWorkflowPermissions?: 'read';
  readonly useImmutableSubject?: boolean;
}

/** What only its pipeline knows of the workflow that looks for drift; what it looks at, the whole repository knows. */
export interface DriftCheckModel {
  readonly cron: string;
  readonly runsOn: WorkflowJob['runs-on'];
  readonly nodeVersion: string;
  readonly installCommand: string;
  /** Variable with the client id of the GitHub App, and secret with its private key. */
  readonly appClientIdVariable: string;
  readonly privateKeySecret: string;
  /** What `uses:` says, and the version beside it. */
  readonly actions: {
    readonly checkout: PinnedAction;
    readonly setupNode: PinnedAction;
    readonly appToken: PinnedAction;
  };
}

interface PinnedAction {
  readonly uses: string;
  readonly version: string;
}

export type ScheduleKind = 'staged' | 'dataflow';

/** Where the pipeline signs in, pushes and deploys. */
export interface ReleaseModel {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly events: readonly string[];
  /** The same as an expression, without `${{ }}`. */
  readonly condition: string;
}

export interface StageModel {
  readonly id: string;
  readonly path: string;
  /** The construct's class, for people: `BuildStage`. */
  readonly construct: string;
  /** 1-based; deployments in a row share the number of their stage. */
  readonly number: number;
  /** `build`, `validate`, `integration`, `deploy` or the id of a stage of the user's own. */
  readonly title: string;
  readonly jobs: readonly string[];
  /** Ids of the stages that it waits for. */
  readonly after: readonly string[];
}

export type JobRole = 'work' | 'verdict' | 'notification';

/** What GitHub has no key for. */
export interface JobModel {
  readonly id: string;
  readonly path: string;
  readonly construct: string;
  readonly role: JobRole;
  /** Stage id; null for the verdict and the notifications. */
  readonly stage: string | null;
  /** Jobs whose outputs it reads. */
  readonly reads: readonly string[];
  /** Its failure stops what comes after and closes the verdict. */
  readonly blocking: boolean;
  /** What a success of it vouches for: `image-built`, `unit-tested`, `linted`, `image-scanned`, `integration-tested`, or the user's own. */
  readonly vouches: readonly string[];
  /** Ids of the steps whose success is what the job vouches for. */
  readonly decides: readonly string[];
  /** Null where nobody knows: of a job that an escape hatch added, or that was read from its view. */
  readonly generated: GeneratedModel | null;
  /** Event and branch condition without `${{ }}` and without needs; null where it always runs. */
  readonly runsWhen: string | null;
  /** Soft limit in minutes, reported when broken; null where there is none. */
  readonly budgetMinutes: number | null;
  /** Name of the environment that it deploys to. */
  readonly deploysTo: string | null;
  /** Runs code of the repository or its dependencies: such a job never holds a cloud identity. */
  readonly foreignCode: boolean;
  /** Commands by the id of their step that ask nothing of the repository, as they were before anybody patched them. */
  readonly ours: { readonly [step: string]: string };
  /** Why each permission is there, by scope. */
  readonly permissionReasons: { readonly [scope: string]: string };
  /** Comments beside keys of the job, by JSON pointer below the job (`/env/DIGEST`) or before a step (`/steps/<id>`). */
  readonly comments: { readonly [pointer: string]: string };
  readonly description: JobDescription;
  readonly patched: readonly string[];
}

/** What was made of a job before anybody patched it, or took out, replaced or added anything. */
export interface GeneratedModel {
  /** The deciding steps. */
  readonly steps: readonly WorkflowStep[];
  readonly env: { readonly [name: string]: string };
  readonly outputs: { readonly [name: string]: string };
}

/** The row of the page's table. */
export interface JobDescription {
  readonly answersFor: string;
  readonly takes: readonly string[];
  readonly gives: readonly string[];
  readonly onFailure: string;
}

/** A secret or variable that somebody has to set. */
export interface SettingModel {
  readonly name: string;
  readonly kind: 'secret' | 'variable';
  /** Environment name, or null for the repository. */
  readonly environment: string | null;
  readonly description: string;
  readonly optional: boolean;
  readonly usedBy: readonly string[];
}

/** A cloud role that jobs assume by OIDC. */
export interface IdentityModel {
  readonly provider: string;
  /** The variable that holds the role, or the role itself. */
  readonly role: string;
  readonly audience: string;
  readonly usedBy: readonly string[];
  /** Environment of the jobs that use it, or null; decides the subject. */
  readonly environment: string | null;
  /** Refs on which jobs without environment use it: `refs/heads/main`, `refs/tags/v*`. */
  readonly refs: readonly string[];
  readonly mayDo: string;
}

/** A paragraph of the set-up checklist that a part asks for. */
export interface InstructionModel {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
}

export interface AcknowledgementModel {
  readonly rule: string;
  /** Construct path; covers everything below it. */
  readonly path: string;
  readonly reason: string;
  readonly owner: string | null;
  /** ISO date, such as `2027-01-31`. */
  readonly expires: string | null;
}
