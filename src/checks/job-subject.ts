import type { EnvironmentModel } from '../model/environment-model';
import type { JobModel, JobRole } from '../model/pipeline-model';
import type { WorkflowExpression } from '../schema/check-workflow';
import { type ExpressionUse, expressionUse } from './expression-use';
import type { PipelineSubject } from './pipeline-subject';
import { isMap, mapOf, type PlainMap, textMapOf, textOf, textsOf } from './plain';
import { StepSubject } from './step-subject';

/** A concurrency group in its long form. */
export interface ConcurrencySubject {
  readonly group: string;
  /** `false` where it is not given. */
  readonly cancel: boolean | string;
  readonly queue: string | undefined;
}

/** A job of the workflow, as checks read it: whatever form its keys were written in. */
export class JobSubject {
  public readonly path: string;
  public readonly needs: readonly string[];
  public readonly condition: string | undefined;
  /** Name of the environment, as written. */
  public readonly environment: string | undefined;
  public readonly concurrency: ConcurrencySubject | undefined;
  public readonly runsOn: readonly string[];
  public readonly env: { readonly [name: string]: string };
  public readonly outputs: { readonly [name: string]: string };
  public readonly steps: readonly StepSubject[];
  private uses: readonly ExpressionUse[] | undefined;

  public constructor(
    public readonly pipeline: PipelineSubject,
    public readonly id: string,
    /** The job in GitHub's own keys. */
    public readonly job: PlainMap,
    /** Undefined for a job that an escape hatch added. */
    public readonly model: JobModel | undefined,
    private readonly found: readonly WorkflowExpression[],
  ) {
    this.path = model?.path ?? pipeline.path;
    this.needs = textsOf(job.needs);
    this.condition = textOf(job.if);
    this.environment = textOf(job.environment) ?? textOf(mapOf(job.environment).name);
    this.concurrency = concurrencyOf(job.concurrency);
    this.runsOn = isMap(job['runs-on']) ? textsOf(job['runs-on'].labels) : textsOf(job['runs-on']);
    this.env = textMapOf(job.env);
    this.outputs = textMapOf(job.outputs);
    const steps = Array.isArray(job.steps) ? job.steps : [];
    this.steps = steps.flatMap((step, index) => (isMap(step) ? [new StepSubject(this, index, step)] : []));
  }

  /** The job for people: `job "build"`. */
  public get label(): string {
    return `job "${this.id}"`;
  }

  /** Every expression of the job and its steps that GitHub can read. */
  public get expressions(): readonly ExpressionUse[] {
    this.uses ??= this.found.map((expression) => expressionUse(this, expression));
    return this.uses;
  }

  /** What it is there for. */
  public get role(): JobRole {
    return this.model?.role ?? 'work';
  }

  /** Name of the environment that the job deploys to. */
  public get deploysTo(): string | undefined {
    return this.model?.deploysTo ?? undefined;
  }

  /** The environment that the job names, where the pipeline knows it. */
  public get environmentModel(): EnvironmentModel | undefined {
    return this.pipeline.environment(this.environment ?? '');
  }

  /** Its failure stops what waits for it. */
  public get blocks(): boolean {
    return this.model?.blocking ?? this.job['continue-on-error'] !== true;
  }

  /** What the job's token may do, as written; the workflow's where the job says nothing. */
  public get permissions(): unknown {
    return this.job.permissions ?? this.pipeline.workflow.permissions;
  }
}

export function concurrencyOf(value: unknown): ConcurrencySubject | undefined {
  if (typeof value === 'string') return { group: value, cancel: false, queue: undefined };
  if (!isMap(value) || typeof value.group !== 'string') return undefined;
  const cancel = value['cancel-in-progress'];
  return {
    group: value.group,
    cancel: typeof cancel === 'boolean' || typeof cancel === 'string' ? cancel : false,
    queue: textOf(value.queue),
  };
}
