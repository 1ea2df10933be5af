import type { PipelineModel } from '../../model/pipeline-model';
import { conditionTree, leavesOf } from '../../util/condition-tree';
import { conditionOf, expressionsIn, isMistake, type ParsedExpression, parseExpression } from '../../util/expressions';
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
    this.kinds = eventKinds(model, everyLeaf(model, plan));
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

/** The text of every leaf of every expression that may ask which ref it is: also a step, or what it is handed. */
function everyLeaf(model: PipelineModel, plan: Plan): Set<string> {
  const { workflow, release, jobs } = model;
  const found = new Set(leavesIn(plan, plan.order).map(({ source }) => source));
  const add = (expression: string) => {
    const parsed = parseExpression(expression);
    if (isMistake(parsed)) return;
    for (const { source } of leavesOf(conditionTree(parsed))) found.add(source);
  };
  const addTexts = (map: { readonly [name: string]: unknown } = {}) => {
    for (const text of Object.values(map)) for (const { source } of expressionsIn(String(text))) add(source);
  };
  for (const condition of [release.condition, ...jobs.map(({ runsWhen }) => runsWhen)]) add(condition ?? '');
  addTexts(workflow.env);
  for (const id of plan.order) {
    const { env, outputs, steps } = plan.job(id);
    addTexts(env);
    addTexts(outputs);
    for (const step of steps) {
      if (step.if !== undefined) add(conditionOf(String(step.if)));
      addTexts(step.env);
      addTexts(step.with);
    }
  }
  return found;
}

/** Every leaf of the conditions of the jobs, each text once. */
function leavesIn(plan: Plan, jobs: readonly string[]): ParsedExpression[] {
  const conditions = new Set(jobs.map((id) => plan.job(id).condition));
  const leaves = [...conditions].flatMap((condition) => leavesOf(conditionTree(condition)));
  return [...new Map(leaves.map((leaf) => [leaf.source, leaf])).values()];
}
