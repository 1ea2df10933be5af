import type { PipelineModel } from '../../model/pipeline-model';
import type { ParsedExpression } from '../../util/expressions';
import { conditionTree, leavesOf } from '../condition-tree';
import type { Plan } from '../plan';
import { type EventKind, eventKinds } from './event-kinds';
import { eventSignature, LeafEvaluator, surroundingsOf } from './leaf-evaluator';
import { type SymbolicRun, symbolicRun } from './symbolic-run';

/** Every run that matters for some jobs, by kind of event. */
export class AllRuns {
  public readonly kinds: readonly EventKind[];
  /** The jobs and everything that they wait for. */
  public readonly jobs: readonly string[];
  private readonly leaves = new LeafEvaluator();
  private readonly conditions: readonly ParsedExpression[];
  private readonly known = new Map<string, SymbolicRun>();

  public constructor(
    private readonly model: PipelineModel,
    private readonly plan: Plan,
    jobs: readonly string[],
  ) {
    const needed = new Set(jobs.flatMap((id) => [id, ...plan.ancestors(id)]));
    this.jobs = plan.order.filter((id) => needed.has(id));
    this.conditions = leavesIn(plan, this.jobs);
    this.kinds = eventKinds(
      model,
      leavesIn(plan, plan.order).map(({ source }) => source),
    );
  }

  /** Events that give every leaf of every condition the same value have the same runs. */
  public of(kind: EventKind): SymbolicRun {
    const around = surroundingsOf(kind, this.model, this.leaves);
    const signature = this.conditions.map((leaf) => eventSignature(leaf, around, kind)).join();
    const run = this.known.get(signature) ?? symbolicRun(this.plan, this.jobs, around);
    this.known.set(signature, run);
    return run;
  }
}

/** Every leaf of the conditions of the jobs, each text once. */
function leavesIn(plan: Plan, jobs: readonly string[]): ParsedExpression[] {
  const conditions = new Set(jobs.map((id) => plan.job(id).condition));
  const leaves = [...conditions].flatMap((condition) => leavesOf(conditionTree(condition)));
  return [...new Map(leaves.map((leaf) => [leaf.source, leaf])).values()];
}
