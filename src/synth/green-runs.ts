import type { PipelineModel } from '../model/pipeline-model';
import { planOf } from '../simulate/plan';
import { type EventKind, eventKinds } from '../simulate/proof/event-kinds';
import { defaultInputs } from '../simulate/rules/dispatch-inputs';
import { jobStatus, type Result } from '../simulate/rules/status';
import { evaluate, isTruthy } from '../util/expressions';

/** What one kind of event starts when everything succeeds and is approved. */
interface GreenRun {
  /** In words: `push to main`. */
  readonly event: string;
  readonly jobs: readonly string[];
  /** It signs in and publishes. */
  readonly isRelease: boolean;
}

/**
 * A green run for every kind of event that the pipeline answers to. Only conditions of jobs are evaluated, which is much
 * faster than a simulation; outputs that they ask for are empty, and inputs have their defaults.
 */
export function greenRuns(model: PipelineModel): GreenRun[] {
  const plan = planOf(model);
  const inputs = defaultInputs(model.workflow.on);
  const jobsOf = ({ contexts: known, event }: EventKind): string[] => {
    const contexts = event.name === 'workflow_dispatch' ? { ...known, inputs } : known;
    const results = new Map<string, Result>();
    const resultOf = (id: string) => results.get(id) ?? 'skipped';
    for (const id of plan.order) {
      const { condition, needs } = plan.job(id);
      const status = jobStatus([...plan.ancestors(id)].map(resultOf), false);
      const needed = Object.fromEntries(needs.map((need) => [need, { result: resultOf(need), outputs: {} }]));
      const runs = isTruthy(evaluate(condition, { ...contexts, needs: needed }, status));
      results.set(id, runs ? 'success' : 'skipped');
    }
    return Object.keys(model.workflow.jobs).filter((id) => results.get(id) === 'success');
  };
  return eventKinds(model, []).map((kind) => ({
    event: kind.title,
    jobs: jobsOf(kind),
    isRelease: isTruthy(evaluate(model.release.condition, kind.contexts)),
  }));
}
