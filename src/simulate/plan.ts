import { ancestors, firstCycle, topologicalOrder } from '../model/graph';
import { type Leg, legsOf } from '../model/matrix';
import type { PipelineModel } from '../model/pipeline-model';
import type { Workflow, WorkflowConcurrency, WorkflowStep } from '../model/workflow';
import { conditionOf, isMistake, type ParsedExpression, parseExpression } from '../util/expressions';

/** What is simulated: a pipeline, or a bare workflow of which no environment is known. */
export type Subject = PipelineModel | Workflow;

/** A job of the workflow, whatever form its keys were written in. */
export interface PlannedJob {
  readonly id: string;
  readonly needs: readonly string[];
  /** What GitHub evaluates, with the `success()` that it implies. */
  readonly condition: ParsedExpression;
  /** Text of the environment's name, as written; null where it names none. */
  readonly environment: string | null;
  /** True, or an expression. */
  readonly continueOnError: boolean | string;
  /** A number, or an expression. */
  readonly timeoutMinutes: number | string;
  readonly concurrency: WorkflowConcurrency | null;
  /** One without values where there is no matrix. */
  readonly legs: readonly Leg[];
  readonly failFast: boolean;
  readonly maxParallel: number;
  readonly env: { readonly [name: string]: string };
  readonly outputs: { readonly [name: string]: string };
  readonly steps: readonly WorkflowStep[];
}

export interface Plan {
  readonly workflow: Workflow;
  /** The rest of the model; null for a bare workflow. */
  readonly model: PipelineModel | null;
  /** Each job after those that it waits for. */
  readonly order: readonly string[];
  job(id: string): PlannedJob;
  /** Everything that a job waits for, directly or not. */
  ancestors(id: string): ReadonlySet<string>;
}

/** The forms that GitHub accepts beside those that we write. */
interface LooseJob {
  readonly needs?: string | readonly string[];
  readonly if?: string | boolean | number;
  readonly environment?: string | { readonly name: string };
  readonly concurrency?: string | WorkflowConcurrency;
  readonly 'continue-on-error'?: boolean | string;
  readonly 'timeout-minutes'?: number | string;
  readonly strategy?: {
    readonly 'fail-fast'?: boolean | string;
    readonly 'max-parallel'?: number | string;
    readonly matrix?: unknown;
  };
  readonly env?: { readonly [name: string]: string };
  readonly outputs?: { readonly [name: string]: string };
  readonly steps?: readonly WorkflowStep[];
}

/** Minutes that GitHub gives a job that asks for none. */
export const DEFAULT_TIMEOUT = 360;

export function workflowOf(subject: Subject): Workflow {
  return 'workflow' in subject ? (subject as PipelineModel).workflow : subject;
}

/** Where errors about what is simulated say that they are. */
export function placeOf({ model, workflow }: Plan): string {
  return model?.path ?? workflow.name;
}

/**
 * The jobs of a workflow, ready to be run on paper.
 *
 * @throws Error where a job waits for one that does not exist or for itself, or a condition is no expression.
 */
export function planOf(subject: Subject): Plan {
  const workflow = workflowOf(subject);
  const conditions = new Map<string, ParsedExpression>();
  const jobs = new Map(
    Object.entries(workflow.jobs).map(([id, job]) => [id, plannedJob(id, job as LooseJob, conditions)]),
  );
  const needs = new Map([...jobs].map(([id, job]) => [id, job.needs]));
  for (const [id, direct] of needs) {
    const unknown = direct.find((need) => !jobs.has(need));
    if (unknown !== undefined) throw new Error(`job "${id}" needs "${unknown}", which is no job of the workflow`);
  }
  const cycle = firstCycle(needs);
  if (cycle) throw new Error(`jobs wait for each other: ${cycle.join(' -> ')}`);

  const known = new Map<string, ReadonlySet<string>>();
  return {
    workflow,
    model: 'workflow' in subject ? (subject as PipelineModel) : null,
    order: topologicalOrder(needs),
    job(id) {
      const job = jobs.get(id);
      if (!job) throw new Error(`the workflow has no job "${id}"; it has ${[...jobs.keys()].join(', ')}`);
      return job;
    },
    ancestors(id) {
      const found = known.get(id) ?? ancestors(needs, id);
      known.set(id, found);
      return found;
    },
  };
}

function plannedJob(id: string, job: LooseJob, conditions: Map<string, ParsedExpression>): PlannedJob {
  const { environment, concurrency, strategy } = job;
  return {
    id,
    needs: typeof job.needs === 'string' ? [job.needs] : (job.needs ?? []),
    condition: parsedCondition(id, job.if === undefined ? undefined : String(job.if), conditions),
    environment: typeof environment === 'string' ? environment : (environment?.name ?? null),
    continueOnError: job['continue-on-error'] ?? false,
    timeoutMinutes: job['timeout-minutes'] ?? DEFAULT_TIMEOUT,
    concurrency: typeof concurrency === 'string' ? { group: concurrency } : (concurrency ?? null),
    legs: legsOf(strategy?.matrix),
    failFast: literal(strategy?.['fail-fast'], true),
    maxParallel: literal(strategy?.['max-parallel'], Number.POSITIVE_INFINITY),
    env: job.env ?? {},
    outputs: job.outputs ?? {},
    steps: job.steps ?? [],
  };
}

/** An expression, of which only the run knows the value, counts as if the key were not there. */
function literal<Value extends boolean | number>(value: Value | string | undefined, otherwise: Value): Value {
  return value === undefined || typeof value === 'string' ? otherwise : value;
}

/** Jobs that run in parallel mostly share their condition: each text is parsed once. */
function parsedCondition(id: string, text: string | undefined, known: Map<string, ParsedExpression>): ParsedExpression {
  const source = conditionOf(text);
  const parsed = known.get(source) ?? parseExpression(source);
  if (isMistake(parsed)) throw new Error(`the condition of job "${id}" is no expression: ${parsed.message}`);
  known.set(source, parsed);
  return parsed;
}

/** The one of some names that an expression means: GitHub compares names without regard to case. */
export function namedBy(names: Iterable<string>, written: string): string | undefined {
  const wanted = written.toLowerCase();
  for (const name of names) if (name.toLowerCase() === wanted) return name;
  return undefined;
}
