import type { PipelineModel } from '../model/pipeline-model';
import { type Finding, Severity } from '../policy/finding';
import type { PipelineView } from '../policy/pipeline-view';
import type { PolicyPack } from '../policy/policy-pack';
import { inspectWorkflow } from '../schema/check-workflow';
import { type AcknowledgedFinding, acknowledge } from './acknowledge';
import { findingsOf } from './findings-of';
import { PipelineSubject, type TimedRuns } from './pipeline-subject';
import { CHECKS } from './rules';
import { policyFindings } from './run-policies';
import { findingsBeside } from './side-workflow';
import type { Told } from './told';
import { viewOf } from './view';

interface CheckOptions {
  readonly policies: readonly PolicyPack[];
  /** `2027-01-31`: acknowledgements expire. */
  readonly today: string;
  /** Runs the pipeline on paper. Asked only where nothing else is wrong, and once. */
  readonly prove?: (model: PipelineModel) => readonly Finding[];
  /** What only the project knows. */
  readonly told?: readonly Told[];
  /** Computes the schedules that the page shows. Asked only where nothing else is wrong. */
  readonly schedules?: () => TimedRuns | null;
}

interface CheckResult {
  /** What stands, sorted. */
  readonly findings: readonly Finding[];
  /** What somebody has acknowledged, with who and why. */
  readonly acknowledged: readonly AcknowledgedFinding[];
  /** The pipeline as policies see it. */
  readonly view: () => PipelineView;
}

/** Runs every rule and policy over a pipeline as it would be written. */
export function runChecks(model: PipelineModel, options: CheckOptions): CheckResult {
  const policies = options.policies.flatMap((pack) => pack.policies.map((policy) => pack.ruleId(policy)));
  const inspection = inspectWorkflow(model.workflow);
  let seen: PipelineView | undefined;
  const view = () => {
    seen ??= viewOf(model, inspection);
    return seen;
  };
  let proven: readonly Finding[] | undefined;
  const pipeline = new PipelineSubject(model, inspection, {
    today: options.today,
    ruleIds: new Set([...CHECKS.map(({ id }) => id), ...policies]),
    prove: () => {
      proven ??= options.prove?.(model) ?? [];
      return proven;
    },
    told: options.told,
    schedules: () => options.schedules?.() ?? null,
  });
  const judge = (findings: readonly Finding[]): CheckResult => ({
    ...acknowledge(findings, model.acknowledgements, { today: options.today, packs: options.policies }),
    view,
  });

  const first = CHECKS.filter(({ last }) => !last);
  const own = first.flatMap((check) => findingsOf(check, pipeline));
  // What comes with a deployment is told of the deployment.
  const beside = (model.rollback === null ? [] : findingsBeside(model.rollback, 'rollback')).filter(
    ({ rule, path }) => !own.some((finding) => finding.rule === rule && finding.path === path),
  );
  const found = [...own, ...beside, ...policyFindings(model, options.policies, view)];
  const judged = judge(found);
  if (judged.findings.some(({ severity }) => severity === Severity.ERROR)) return judged;
  return judge([...found, ...CHECKS.filter(({ last }) => last).flatMap((check) => findingsOf(check, pipeline))]);
}
