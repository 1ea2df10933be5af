import type { PipelineModel } from '../../model/pipeline-model';
import type { WorkflowStep } from '../../model/workflow';
import { type ConditionTree, conditionTree, isBoolean, leavesOf } from '../../util/condition-tree';
import {
  conditionOf,
  evaluate,
  expressionOfText,
  isMistake,
  isTruthy,
  type JsonValue,
  type ParsedExpression,
  parseExpression,
  references,
} from '../../util/expressions';
import { namedBy, type Plan, type PlannedJob } from '../plan';
import type { EventKind } from './event-kinds';
import { isSettled } from './known';

/** Contexts that somebody outside of the run fills. */
const OUTSIDE = new Set(['github', 'inputs', 'vars']);

/** Whether something happens: surely, surely not, or it depends on what nobody knows beforehand. */
export type Verdict = 'yes' | 'no' | 'maybe';

/** What one kind of event alone settles about jobs, steps, variables and outputs, whatever the jobs do. */
export class Facts {
  private readonly open = new Set<string>();

  public constructor(
    private readonly model: PipelineModel,
    private readonly plan: Plan,
    private readonly kind: EventKind,
  ) {}

  /** Whether the condition of a job holds. */
  public jobRuns(job: PlannedJob): Verdict {
    return this.verdict(conditionTree(job.condition), job, undefined);
  }

  /** Whether the condition of a step holds, in a job that runs. */
  public stepRuns(job: PlannedJob, step: WorkflowStep): Verdict {
    const parsed = parseExpression(conditionOf(step.if === undefined ? undefined : String(step.if)));
    return isMistake(parsed) ? 'maybe' : this.verdict(conditionTree(parsed), job, step);
  }

  /** Whether a job may succeed without the step, for a reason that lies outside of the job. */
  public mayBeLeftOut(job: PlannedJob, step: WorkflowStep): boolean {
    if (step.if === undefined) return false;
    const runs = this.stepRuns(job, step);
    if (runs !== 'maybe') return runs === 'no';
    const parsed = parseExpression(conditionOf(String(step.if)));
    if (isMistake(parsed)) return true;
    return leavesOf(conditionTree(parsed)).some((leaf) =>
      references(leaf).paths.some(
        (path) => OUTSIDE.has(path[0]) && !isSettled(path, leaf.source, this.kind, this.model),
      ),
    );
  }

  /** Whether a text that a job is handed is empty, however its needs end. */
  public isSurelyEmpty(job: PlannedJob, text: string): boolean {
    return this.text(text, job, undefined) === '';
  }

  /** Whether an expression holds where the condition of a job stands, or where what is handed to a step does. */
  public holds(job: PlannedJob, expression: string, step?: WorkflowStep): Verdict {
    const parsed = parseExpression(expression);
    return isMistake(parsed) ? 'maybe' : this.verdict(conditionTree(parsed), job, step);
  }

  private verdict(tree: ConditionTree, job: PlannedJob, step: WorkflowStep | undefined): Verdict {
    if (tree.kind === 'leaf') {
      const value = this.value(tree.expression, job, step);
      return value === undefined ? 'maybe' : isTruthy(value) ? 'yes' : 'no';
    }
    if (tree.kind === 'not') {
      const inner = this.verdict(tree.child, job, step);
      return inner === 'maybe' ? 'maybe' : inner === 'yes' ? 'no' : 'yes';
    }
    const children = tree.children.map((child) => this.verdict(child, job, step));
    const decisive = tree.kind === 'and' ? 'no' : 'yes';
    if (children.includes(decisive)) return decisive;
    return children.includes('maybe') ? 'maybe' : children[0];
  }

  /** The value of an expression; undefined where nobody knows it. */
  private value(expression: ParsedExpression, job: PlannedJob, step: WorkflowStep | undefined): JsonValue | undefined {
    const { paths, functions } = references(expression);
    if (functions.some((name) => name === 'hashFiles' || /^(?:success|failure|cancelled)$/.test(name)))
      return undefined;
    const contexts: Record<string, JsonValue> = { ...this.kind.contexts, env: {}, steps: {}, needs: {} };
    for (const path of paths) {
      if (isSettled(path, expression.source, this.kind, this.model)) continue;
      const value = this.lookUp(path, job, step);
      if (value === undefined) return undefined;
      insert(contexts, path, value);
    }
    return evaluate(expression, contexts);
  }

  private lookUp(path: readonly string[], job: PlannedJob, step: WorkflowStep | undefined): JsonValue | undefined {
    const [context, name, field, output] = path;
    if (context === 'env' && path.length === 2) return this.variable(name, job, step);
    if (context === 'steps' && path.length > 2) return this.ofStep(name, field, job);
    if (context === 'needs' && field === 'outputs' && output !== undefined) return this.emptyOutput(name, output, job);
    return undefined;
  }

  private variable(name: string, job: PlannedJob, step: WorkflowStep | undefined): JsonValue | undefined {
    const text = step?.env?.[name] ?? job.env[name] ?? this.plan.workflow.env?.[name];
    return text === undefined
      ? undefined
      : this.once(`env ${job.id} ${name}`, () => this.text(String(text), job, step));
  }

  /** Of a step that surely does not run everything is known. */
  private ofStep(id: string, field: string, job: PlannedJob): JsonValue | undefined {
    const step = job.steps.find((candidate) => candidate.id?.toLowerCase() === id.toLowerCase());
    const runs = step ? this.once(`step ${job.id} ${id}`, () => this.stepRuns(job, step)) : 'no';
    if (runs !== 'no') return undefined;
    return field === 'outputs' ? '' : 'skipped';
  }

  /** An output is empty where its job is skipped, so that only emptiness can be known for sure. */
  private emptyOutput(written: string, output: string, reader: PlannedJob): JsonValue | undefined {
    const jobId = namedBy(reader.needs, written);
    if (jobId === undefined) return '';
    const job = this.plan.job(jobId);
    const name = namedBy(Object.keys(job.outputs), output);
    if (name === undefined) return '';
    const text = job.outputs[name];
    const value = this.once(`output ${jobId} ${output}`, () => this.text(text, job, undefined));
    return value === '' ? '' : undefined;
  }

  private text(text: string, job: PlannedJob, step: WorkflowStep | undefined): JsonValue | undefined {
    if (!text.includes('${{')) return text;
    const whole = parseExpression(expressionOfText(text));
    if (!isMistake(whole) && leavesOf(conditionTree(whole)).every(isBoolean)) {
      return { yes: 'true', no: 'false', maybe: undefined }[this.verdict(conditionTree(whole), job, step)];
    }
    const parsed = parseExpression(`format('{0}', ${expressionOfText(text)})`);
    return isMistake(parsed) ? undefined : this.value(parsed, job, step);
  }

  /** What refers to itself stays unknown. */
  private once<Value>(key: string, find: () => Value): Value | undefined {
    if (this.open.has(key)) return undefined;
    this.open.add(key);
    const value = find();
    this.open.delete(key);
    return value;
  }
}

function insert(contexts: Record<string, JsonValue>, path: readonly string[], value: JsonValue): void {
  let place = contexts;
  for (const key of path.slice(0, -1)) {
    const child = { ...(place[key] as Record<string, JsonValue> | undefined) };
    place[key] = child;
    place = child;
  }
  place[path[path.length - 1]] = value;
}
