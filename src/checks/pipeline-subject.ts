import type { EnvironmentModel } from '../model/environment-model';
import { ancestors, type Needs, transitiveReduction } from '../model/graph';
import type { JobModel, PipelineModel, StageModel } from '../model/pipeline-model';
import { eventsOf } from '../model/triggers';
import type { Finding } from '../policy/finding';
import type { WorkflowExpression, WorkflowInspection, WorkflowMistake } from '../schema/check-workflow';
import { pointerKeys } from '../util/json-pointer';
import { JobSubject } from './job-subject';
import { isMap, mapOf, type PlainMap } from './plain';
import type { Told } from './told';

/** When a job starts in a green run: minutes from the event, by the budgets. */
export interface TimedJob {
  readonly id: string;
  readonly start: number;
}

/** A green run under each schedule. */
export interface TimedRuns {
  readonly staged: { readonly jobs: readonly TimedJob[] };
  readonly dataflow: { readonly jobs: readonly TimedJob[] };
}

/** What checks may ask beyond the model. */
export interface Surroundings {
  /** `2027-01-31`: acknowledgements and exceptions expire. */
  readonly today: string;
  /** Ids of every rule and policy that is run. */
  readonly ruleIds: ReadonlySet<string>;
  /** What runs on paper show: findings of the rules that ask for them, see `reportProven`. */
  readonly prove: () => readonly Finding[];
  /** What only the project knows, see `reportTold`. */
  readonly told?: readonly Told[];
  /** Computes the schedules that the page shows; null where nobody does. */
  readonly schedules: () => TimedRuns | null;
}

/** Of a workflow that is looked at by itself. */
export const NOTHING_AROUND: Surroundings = {
  today: '',
  ruleIds: new Set(),
  prove: () => [],
  schedules: () => null,
};

/** A pipeline as checks read it. */
export class PipelineSubject {
  public readonly path: string;
  /** The workflow in GitHub's own keys. */
  public readonly workflow: PlainMap;
  public readonly mistakes: readonly WorkflowMistake[];
  public readonly jobs: readonly JobSubject[];
  /** What each job says that it waits for. */
  public readonly needs: Needs;
  private readonly byId: ReadonlyMap<string, JobSubject>;
  private readonly environments: ReadonlyMap<string, EnvironmentModel>;
  private readonly voices = new Map<string, JobSubject[]>();
  private reduced: Needs | undefined;
  private readonly behind = new Map<string, ReadonlySet<string>>();

  public constructor(
    public readonly model: PipelineModel,
    inspection: WorkflowInspection,
    public readonly surroundings: Surroundings,
  ) {
    this.path = model.path;
    this.workflow = mapOf(model.workflow);
    this.mistakes = inspection.mistakes;
    this.environments = new Map(model.environments.map((known) => [known.name.toLowerCase(), known]));
    const models = new Map<string, JobModel>(model.jobs.map((job) => [job.id, job]));
    const expressions = byJob(inspection.expressions);
    this.jobs = Object.entries(mapOf(this.workflow.jobs)).flatMap(([id, job]) =>
      isMap(job) ? [new JobSubject(this, id, job, models.get(id), expressions.get(id) ?? [])] : [],
    );
    this.byId = new Map(this.jobs.map((job) => [job.id, job]));
    this.needs = new Map(this.jobs.map((job) => [job.id, job.needs]));
    for (const job of this.jobs) {
      for (const fact of job.model?.vouches ?? []) {
        const known = this.voices.get(fact);
        if (known) known.push(job);
        else this.voices.set(fact, [job]);
      }
    }
  }

  public get jobIds(): readonly string[] {
    return [...this.byId.keys()];
  }

  public job(id: string): JobSubject | undefined {
    return this.byId.get(id);
  }

  /** Jobs whose success vouches for something, such as `image-built`. */
  public vouchingFor(fact: string): readonly JobSubject[] {
    return this.voices.get(fact) ?? [];
  }

  /** An environment by its name; GitHub ignores case. */
  public environment(name: string): EnvironmentModel | undefined {
    return this.environments.get(name.toLowerCase());
  }

  public stage(id: string | null | undefined): StageModel | undefined {
    return this.model.stages.find((stage) => stage.id === id);
  }

  /** Jobs that a job waits for, directly or not. */
  public waitsFor(id: string): ReadonlySet<string> {
    const known = this.behind.get(id) ?? ancestors(this.needs, id);
    this.behind.set(id, known);
    return known;
  }

  /** What each job waits for, without needs that others imply. Asked only where the jobs are in order. */
  public get reducedNeeds(): Needs {
    this.reduced ??= transitiveReduction(this.needs);
    return this.reduced;
  }

  /** Every need is a job and no job waits for itself: rules about order hold their tongue until then. */
  public get isOrdered(): boolean {
    return !this.mistakes.some(({ keyword }) => keyword === 'needs');
  }

  /** The triggers of the workflow, whatever form they were written in. */
  public get triggers(): PlainMap {
    return eventsOf(this.workflow.on);
  }

  /** The job that a place of the workflow lies in. */
  public jobAt(pointer: string): JobSubject | undefined {
    const [root, id] = pointerKeys(pointer);
    return root === 'jobs' && id !== undefined ? this.job(id) : undefined;
  }
}

function byJob(expressions: readonly WorkflowExpression[]): Map<string, WorkflowExpression[]> {
  const sorted = new Map<string, WorkflowExpression[]>();
  for (const expression of expressions) {
    const [root, id] = pointerKeys(expression.pointer);
    if (root !== 'jobs' || id === undefined) continue;
    const known = sorted.get(id);
    if (known) known.push(expression);
    else sorted.set(id, [expression]);
  }
  return sorted;
}
