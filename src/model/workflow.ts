/**
 * GitHub's workflow format, as far as we write it, in GitHub's own keys. Values are plain JSON, so that the schema, the
 * escape hatches, the checks and the simulator all look at the very object that is printed.
 */
export interface Workflow {
  readonly name: string;
  readonly 'run-name'?: string;
  readonly on: WorkflowTriggers;
  readonly concurrency?: WorkflowConcurrency;
  readonly permissions: WorkflowPermissions;
  readonly defaults?: WorkflowDefaults;
  readonly env?: WorkflowEnv;
  readonly jobs: { readonly [jobId: string]: WorkflowJob };
}

export interface WorkflowTriggers {
  readonly push?: WorkflowRefFilter;
  readonly pull_request?: WorkflowRefFilter;
  readonly merge_group?: { readonly types: readonly string[] };
  readonly schedule?: readonly { readonly cron: string; readonly timezone?: string }[];
  readonly workflow_dispatch?: { readonly inputs?: { readonly [name: string]: WorkflowDispatchInput } };
}

export interface WorkflowRefFilter {
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  readonly paths?: readonly string[];
  readonly 'paths-ignore'?: readonly string[];
  readonly types?: readonly string[];
}

interface WorkflowDispatchInput {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
  readonly type?: string;
  readonly options?: readonly string[];
}

export interface WorkflowConcurrency {
  readonly group: string;
  /** An expression where it depends on the event. */
  readonly 'cancel-in-progress'?: boolean | string;
  readonly queue?: string;
}

export interface WorkflowPermissions {
  readonly [scope: string]: string;
}

export interface WorkflowEnv {
  readonly [name: string]: string;
}

export interface WorkflowDefaults {
  readonly run: { readonly shell?: string; readonly 'working-directory'?: string };
}

export interface WorkflowJob {
  readonly name: string;
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly 'runs-on': string | readonly string[] | { readonly group?: string; readonly labels?: readonly string[] };
  readonly 'timeout-minutes': number;
  readonly environment?: { readonly name: string; readonly url?: string };
  readonly concurrency?: WorkflowConcurrency;
  readonly permissions: WorkflowPermissions;
  readonly 'continue-on-error'?: boolean;
  readonly strategy?: WorkflowStrategy;
  readonly container?: WorkflowContainer;
  readonly services?: { readonly [name: string]: WorkflowContainer };
  readonly defaults?: WorkflowDefaults;
  readonly env?: WorkflowEnv;
  readonly outputs?: { readonly [name: string]: string };
  readonly steps: readonly WorkflowStep[];
}

export interface WorkflowStrategy {
  readonly 'fail-fast'?: boolean;
  readonly 'max-parallel'?: number;
  readonly matrix: { readonly [dimension: string]: readonly unknown[] };
}

export interface WorkflowContainer {
  readonly image: string;
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly env?: WorkflowEnv;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly options?: string;
  readonly command?: string;
}

export interface WorkflowStep {
  /** Left out where the command or action says it all. */
  readonly name?: string;
  /** Always there; printed only where an expression refers to it. */
  readonly id: string;
  readonly if?: string;
  readonly 'continue-on-error'?: boolean;
  readonly 'timeout-minutes'?: number;
  readonly uses?: string;
  readonly with?: { readonly [input: string]: string | number | boolean };
  readonly env?: WorkflowEnv;
  readonly 'working-directory'?: string;
  readonly shell?: string;
  readonly run?: string;
}

/** What GitHub calls a job, and the check of it. A patch may have left anything in the workflow. */
export const nameOfJob = ({ jobs }: Workflow, id: string): string => String(jobs?.[id]?.name ?? id);
