import type { AcknowledgementModel, PipelineModel } from '../../model/pipeline-model';

/** What a page tells: the model, and what others have found out about it. What is left away is not told. */
export interface PageInput {
  readonly model: PipelineModel;
  readonly runs?: readonly PageRun[];
  readonly proof?: PageProof | null;
  readonly schedules?: { readonly staged: PageSchedule; readonly dataflow: PageSchedule };
  readonly acknowledged?: readonly PageAcknowledgement[];
}

/** What one kind of event starts when everything succeeds and is approved. */
export interface PageRun {
  /** In words: `push to main`. */
  readonly event: string;
  /** Ids of the jobs that run. */
  readonly jobs: readonly string[];
  /** It signs in and publishes. */
  readonly isRelease: boolean;
}

export interface PageProof {
  readonly proven: boolean;
  /** One sentence. */
  readonly text: string;
  /** Kinds of events that were looked at. */
  readonly events: readonly string[];
  /** In how many of the runs that were looked at each environment is deployed to. */
  readonly deployments: { readonly [environment: string]: bigint };
}

export interface PageSchedule {
  readonly jobs: readonly {
    readonly id: string;
    readonly minutes: number;
    readonly end: number;
    readonly slack: number;
  }[];
  readonly criticalPath: readonly string[];
  readonly minutes: number;
  readonly runnerMinutes: number;
}

export interface PageAcknowledgement {
  readonly finding: { readonly rule: string; readonly path: string; readonly message: string };
  readonly acknowledgement: AcknowledgementModel;
}
