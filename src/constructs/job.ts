import { Construct } from 'constructs';
import { checkedJobId } from '../model/ids';
import type { JobDescription, JobRole } from '../model/pipeline-model';
import type { WorkflowJob, WorkflowStep } from '../model/workflow';
import type { Contribution, Identity, Instruction, Setting } from '../parts/contribution';
import type { Toolchain } from '../parts/toolchain';
import { checkCallsOf, checkConstruction, knownOptions } from '../util/check-call';
import { fail, shown } from '../util/fail';
import { Duration } from '../values/duration';
import type { Permission } from '../values/permission';
import { checkout, inFolder, opening } from './contributions';
import { checkedScriptEnv, checkedSettings, checkedVoice } from './job-checks';
import { concurrencyModel, containerModel, strategyModel } from './job-keys';
import type { JobOptions } from './job-options';
import { type JobStep, type ScriptCalls, StepList } from './job-step';
import { asInstalled, checkedPlace, pathBelow, pathOf, pipelineOf, refuseLate, timeoutFor } from './pipeline-context';
import { stageOf } from './stage';

/** What our own jobs say beyond a user's. */
export interface JobFacts {
  /** It is what its stage is there for: people know it by the path of the stage. */
  readonly isStage?: boolean;
  readonly jobId?: string;
  readonly construct?: string;
  readonly role?: JobRole;
  readonly foreignCode?: boolean;
  readonly deploysTo?: string;
  readonly environmentUrl?: string;
  readonly timeoutMinutes?: number;
  readonly decides?: readonly string[];
  readonly description?: Partial<JobDescription>;
  /** Comments beside keys, by JSON pointer below the job. */
  readonly comments?: { readonly [pointer: string]: string };
}

/** One job of the workflow. */
export class Job extends Construct {
  /** A job with facts that only stages of stagegate's own know. @internal */
  public static _of(scope: Construct, id: string, options: JobOptions, facts: JobFacts): Job {
    // What may fail is no gate, whatever its stage would make of it.
    const { vouches } = (options.blocking ?? true) ? options : {};
    const job = new Job(scope, id, knownOptions('JobOptions', { ...options, vouches }));
    job.facts = facts;
    return job;
  }

  private facts: JobFacts = {};
  private readonly steps: StepList;
  private readonly toolchain?: Toolchain;
  private readonly env: Record<string, string>;
  private readonly outputs: Record<string, string>;
  /** What the job was made with, whatever is contributed later. */
  private readonly madeWith: { readonly env: Record<string, string>; readonly outputs: Record<string, string> };
  private readonly permissions: Permission[] = [];
  private readonly settings: Setting[] = [];
  private readonly identities: Identity[] = [];
  private readonly instructions: Instruction[] = [];

  /**
   * @param scope - the stage
   * @param id - names the job in the workflow: letters, digits, `-` and `_`
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly options: JobOptions = {},
  ) {
    const path = pathBelow(scope, id, new.target);
    checkConstruction(new.target, path, [scope, id, options]);
    super(scope, checkedPlace(scope, checkedJobId(id, path), path));
    pipelineOf(this, 'Job');
    checkedSettings(pathOf(this), options);
    checkedVoice(pathOf(this), options);
    checkedOrder(this, options.after ?? []);
    this.steps = new StepList(pathOf(this));
    this.outputs = { ...options.outputs };
    const inContainer = options.container !== undefined;
    const services = (options.services ?? []).map((service) => service._toModel(inContainer));
    this.env = Object.assign({}, ...services.map(({ jobEnv }) => jobEnv));
    if (options.checkout ?? true) this.add(checkout());
    this.add(opening(options));
    this.toolchain = asInstalled(this, options.toolchain);
    if (this.toolchain !== undefined) {
      // A release by tag reads no cache that a run of a branch could write.
      const prepared = this.toolchain.prepare(pipelineOf(this, 'Job').release.tags.length === 0);
      this.add(options.workingDirectory === undefined ? prepared : inFolder(this.toolchain.directory, prepared));
    }
    for (const contribution of options.contributions ?? []) this.add(contribution);
    this.add({ steps: options.steps });
    this.add({ steps: options.postSteps, permissions: options.permissions, env: options.env });
    checkedScriptEnv(pathOf(this), this.steps.scripts, {
      ...options.container?.env,
      ...Object.assign({}, ...services.map(({ jobEnv }) => jobEnv)),
      ...options.env,
    });
    this.madeWith = { env: { ...this.env }, outputs: wrapped(this.outputs) };
  }

  /** The key of the job in the workflow. */
  public get jobId(): string {
    return this.facts.jobId ?? this.node.id;
  }

  /** Adds what a part gives: its steps come last. */
  public contribute(contribution: Contribution): void {
    this.add(contribution);
  }

  /** What has been checked where it came from. */
  private add(contribution: Contribution): void {
    this.steps.add(...(contribution.steps ?? []));
    Object.assign(this.env, contribution.env);
    this.permissions.push(...(contribution.permissions ?? []));
    this.settings.push(...(contribution.settings ?? []));
    this.identities.push(...(contribution.identities ?? []));
    this.instructions.push(...(contribution.instructions ?? []));
  }

  /**
   * A reference to an output of the job, for `env` and inputs of jobs after it. Using it makes them wait for this job.
   *
   * @param name - one of `outputs`
   */
  public output(name: string): string {
    if (!Object.hasOwn(this.outputs, name)) {
      const known = Object.keys(this.outputs);
      fail(
        'undefined-output',
        pathOf(this),
        `has no output ${shown(name)}; it has ${known.length > 0 ? known.map(shown).join(', ') : 'none'}`,
        "declare it in 'outputs'",
      );
    }
    return `\${{ needs.${this.jobId}.outputs.${name} }}`;
  }

  /** The step with this id, to be changed, removed, or given company. */
  public step(id: string): JobStep {
    refuseLate(this, `${pathOf(this)} (step)`);
    return this.steps.get(id);
  }

  private get workingDirectory(): string | undefined {
    return this.options.workingDirectory ?? this.toolchain?.directory;
  }

  /**
   * Scripts of ours stand at the repository's root, are written for bash, and are told by their construct alone, wherever the
   * job's own commands run and whatever a variable means to them.
   */
  private scriptCalls(): ScriptCalls {
    const { shell } = this.options;
    return {
      keys: {
        ...(this.workingDirectory === undefined ? {} : { 'working-directory': '.' }),
        ...(shell === undefined ? {} : { shell: 'bash' }),
      },
      around: pipelineOf(this, 'Job').env,
      env: this.env,
    };
  }

  /** The job in GitHub's keys; those of its place come with the lowering. */
  private printed(steps: readonly WorkflowStep[]): UnplacedJob {
    const { options, facts } = this;
    const services = (options.services ?? []).map((service) => service._toModel());
    return {
      name: options.title ?? this.jobId,
      'runs-on': (options.runner ?? pipelineOf(this, 'Job').runner)._toModel(),
      'timeout-minutes':
        facts.timeoutMinutes ?? options.timeout?.toMinutes() ?? timeoutFor(options.budget ?? Duration.minutes(0)),
      environment: facts.deploysTo === undefined ? undefined : { name: facts.deploysTo, url: facts.environmentUrl },
      concurrency: options.concurrency && concurrencyModel(options.concurrency),
      'continue-on-error': (options.blocking ?? true) ? undefined : true,
      strategy: options.matrix && strategyModel(options.matrix),
      container: options.container && containerModel(options.container),
      services:
        services.length > 0 ? Object.fromEntries(services.map(({ name, container }) => [name, container])) : undefined,
      defaults:
        options.shell || this.workingDirectory
          ? { run: { shell: options.shell, 'working-directory': this.workingDirectory } }
          : undefined,
      env: Object.keys(this.env).length > 0 ? { ...this.env } : undefined,
      outputs: Object.keys(this.outputs).length > 0 ? wrapped(this.outputs) : undefined,
      steps,
    };
  }

  /** @internal */
  public _toModel() {
    const { options, facts } = this;
    const { release, referenceOf } = pipelineOf(this, 'Job');
    const lowered = this.steps._toModel(this.scriptCalls(), referenceOf);
    const condition = options.condition?._toModel();
    const releases = facts.deploysTo !== undefined;
    return {
      id: this.jobId,
      path: facts.isStage && this.node.scope ? pathOf(this.node.scope) : pathOf(this),
      construct: facts.construct ?? 'Job',
      role: facts.role ?? ('work' as const),
      after: (options.after ?? []).map(({ jobId }) => jobId),
      blocking: options.blocking ?? true,
      vouches: options.vouches ?? [],
      // What somebody lets fail, or runs only sometimes, does not decide.
      // A step that a user took out or renamed still decides, so that its absence is found.
      decides:
        facts.decides?.filter((id) => lowered.generated.some((step) => step.id === id)) ??
        lowered.steps.filter((step) => !step['continue-on-error'] && !step.if).map(({ id }) => id),
      generated: { steps: lowered.generated, ...this.madeWith },
      runsWhen: condition ?? null,
      budgetMinutes: options.budget?.toMinutes() ?? null,
      deploysTo: facts.deploysTo ?? null,
      foreignCode: facts.foreignCode ?? options.toolchain !== undefined,
      comments: { ...lowered.comments, ...facts.comments },
      versions: lowered.versions,
      scripts: lowered.scripts,
      ours: lowered.ours,
      patched: lowered.patched,
      touched: lowered.touched,
      problems: lowered.problems,
      permissions: this.permissions,
      settings: this.settings,
      identities: this.identities,
      instructions: this.instructions,
      identityRefs: releases
        ? []
        : [...release.branches.map((name) => `refs/heads/${name}`), ...release.tags.map((name) => `refs/tags/${name}`)],
      description: {
        answersFor: options.description ?? options.title ?? this.jobId,
        takes: [],
        gives: [],
        onFailure: (options.blocking ?? true) ? 'blocks' : 'is shown, blocks nothing',
        ...facts.description,
      } satisfies JobDescription,
      job: this.printed(lowered.steps),
    };
  }
}

checkCallsOf(Job, pathOf);

/** The order of stages is that of the pipeline: nobody would look for it at a job. */
function checkedOrder(job: Job, after: readonly Job[]): void {
  const stage = stageOf(job);
  for (const other of after) {
    if (stageOf(other) === stage) continue;
    const allowed = stage === undefined ? 'it stands in no stage' : `allowed are jobs of ${pathOf(stage)}`;
    fail(
      'job-after',
      pathOf(job),
      `waits for ${nameOf(other)}; ${allowed}`,
      "name jobs of the same stage, or order the stages by their 'after'",
    );
  }
}

function nameOf(job: Job): string {
  const stage = stageOf(job);
  return stage === undefined ? pathOf(job) : `the job ${job.jobId} of ${pathOf(stage)}`;
}

type UnplacedJob = Omit<WorkflowJob, 'permissions' | 'needs' | 'if'>;

/** A job as its construct knows it: edges, permissions and conditions are added by the lowering. */
export type LoweredJob = ReturnType<Job['_toModel']>;

function wrapped(outputs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).map(([name, expression]) => [name, `\${{ ${expression} }}`]));
}
