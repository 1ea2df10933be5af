import type { EnvironmentModel } from '../model/environment-model';
import type { OverlayModel } from '../model/overlay-model';
import type { Severity } from '../policy/finding';
import type { JobSubject } from './job-subject';
import type { PipelineSubject } from './pipeline-subject';
import type { StepSubject } from './step-subject';

/** Tells of one thing that is wrong with what the hook was given. */
export type Report = (message: string, details?: ReportDetails) => void;

export interface ReportDetails {
  /** What to do, where the rule's own advice is not precise enough. */
  readonly remedy?: string;
  /** Construct path, where it is not that of the hook's subject. */
  readonly path?: string;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
}

/**
 * One rule. It looks at one subject at a time, keeps nothing between calls and reads nothing but what it is given; its
 * prose is printed in `docs/findings.md`.
 */
export interface Check {
  readonly id: string;
  /** What is true of a pipeline that keeps the rule. */
  readonly title: string;
  /** What goes wrong otherwise. */
  readonly why: string;
  /** Where that is written or was seen. */
  readonly source: string;
  /** What to do about a finding; the remedy of findings that name no better one. */
  readonly mend: string;
  readonly severity: Severity;
  /** Runs only where nothing else stops synthesis: its findings would repeat what is already said. */
  readonly last?: boolean;
  /** Its pipeline hook also looks at workflows that GitHub could not read. */
  readonly readsMistakes?: boolean;
  readonly pipeline?: (pipeline: PipelineSubject, report: Report) => void;
  readonly job?: (job: JobSubject, report: Report) => void;
  readonly step?: (step: StepSubject, report: Report) => void;
  readonly environment?: (environment: EnvironmentModel, report: Report, pipeline: PipelineSubject) => void;
  readonly overlay?: (overlay: OverlayModel, report: Report, pipeline: PipelineSubject) => void;
}

/** Types a rule. */
export function defineCheck(check: Check): Check {
  return check;
}
