import type { IConstruct } from 'constructs';
import type { AcknowledgedFinding } from '../checks/acknowledge';
import { runChecks } from '../checks/run-checks';
import type { Told } from '../checks/told';
import { lowerPipeline } from '../constructs/lowering/lower-pipeline';
import type { PipelineContext } from '../constructs/pipeline-context';
import type { PipelineModel } from '../model/pipeline-model';
import { type Finding, Severity } from '../policy/finding';
import type { PolicyPack } from '../policy/policy-pack';
import { type Proof, prove } from '../simulate/prove';
import { filesOf, type SynthesizedFile } from './files';
import { provenFindings } from './proven-findings';
import { bothSchedules, type Schedules } from './schedules';

/** A tree of constructs, and what it is judged by. */
export interface SynthesisInput {
  readonly root: IConstruct;
  readonly context: PipelineContext;
  readonly policyPacks: readonly PolicyPack[];
  /** Other tools that keep the protection of environments: `safe-settings`, `terraform`. */
  readonly formats?: readonly string[];
  /** `2027-01-31`: acknowledgements expire. */
  readonly today: string;
  /** What only the project knows of the pipeline: scripts that are missing, another package manager. */
  readonly told?: (model: PipelineModel) => readonly Told[];
}

/** What a tree of constructs means, what is wrong with it, and what would be written. */
export interface Synthesis {
  readonly model: PipelineModel;
  /** Errors stop it: then there are no files. */
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
  readonly proof: Proof | null;
  readonly files: readonly SynthesizedFile[];
}

/**
 * Tree to model to findings to files. Reads charts and stagegate's own scripts, writes nothing, and throws for nothing that
 * a check can tell.
 */
export function synthesize({ root, context, policyPacks, today, told, formats = [] }: SynthesisInput): Synthesis {
  const { model, problems, under } = lowerPipeline(root, context);
  let proof: Proof | null = null;
  let known: Schedules | undefined;
  const schedules = () => {
    known ??= bothSchedules(under);
    return known;
  };
  const { findings, acknowledged, view } = runChecks(model, {
    policies: policyPacks,
    today,
    told: told?.(model),
    prove: (checked) => {
      proof = prove(checked);
      return provenFindings(proof);
    },
    // A tree with an error has no schedule.
    schedules: () => (problems.some((finding) => stops(finding, model.strict)) ? null : schedules()),
  });
  const all = [...problems, ...findings];
  if (all.some((finding) => stops(finding, model.strict))) {
    return { model, findings: all, acknowledged, proof, files: [] };
  }
  return {
    model,
    findings: all,
    acknowledged,
    proof,
    files: filesOf({ model, view, proof, schedules: schedules(), acknowledged, formats }),
  };
}

/** Whether a finding keeps everything from being written. */
export function stops({ severity }: Finding, strict: boolean): boolean {
  return severity === Severity.ERROR || (strict && severity === Severity.WARNING);
}
