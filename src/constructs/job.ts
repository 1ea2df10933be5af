import { Construct } from 'constructs';
import { checkedJobId } from '../model/ids';
import type { JobDescription, JobRole } from '../model/pipeline-model';
import type { WorkflowJob, WorkflowStep } from '../model/workflow';
import type { Contribution, Identity, Instruction, Setting } from '../parts/contribution';
import { fail, shown } from '../util/fail';
import { Duration } from '../values/duration';
import type { Permission } from '../values/permission';
import { checkout, opening } from './contributions';
import type { JobProps } from './job-options';
import { checkedOptions, containerModel, strategyModel } from './job-settings';
import { type JobStep, StepList } from './job-step';
import { pathOf, pipelineOf, timeoutFor } from './pipeline-context';

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
  public static _of(scope: Construct, id: string, props: JobProps, facts: JobFacts): Job {
    const job = new Job(scope, id, props);
    job.facts = facts;
    return job;
  }

  private facts: JobFacts = {};
  private readonly steps: StepList;
  private readonly env: Record<string, string>;
  private readonly outputs: Record<string, string>;
  private readonly permissions: Permission[] = [];
  private readonly settings: Setting[] = [];
  private readonly identities: Identity[] = [];
  private readonly instructions: Instruction[] = [];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: JobProps = {},
  ) {
    super(scope, checkedJobId(id, `${pathOf(scope)}/${id}`));
    pipelineOf(this, 'Job');
    checkedOptions(pathOf(this), props);
    this.steps = new StepList(pathOf(this));
    this.outputs = { ...props.outputs };
    const services = (props.services ?? []).map((service) => service._toModel());
    this.env = Object.assign({}, ...services.map(({ jobEnv }) => jobEnv));
    if (props.checkout ?? true) this.contribute(checkout());
    this.contribute(opening(props));
    if (props.toolchain !== undefined) {
      // A release by tag reads no cache that a run of a branch could write.
      this.contribute(props.toolchain.prepare(pipelineOf(this, 'Job').release.tags.length === 0));
    }
    for (const contribution of props.contributions ?? []) this.contribute(contribution);
    this.contribute({ steps: props.steps });
    this.contribute({ steps: props.postSteps, permissions: props.permissions, env: props.env });
  }

  /** The key of the job in the workflow. */
  public get jobId(): string {
    return this.facts.jobId ?? this.node.id;
  }

  /** Adds what a part gives: its steps come last. */
  public contribute(contribution: Contribution): void {
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
    return this.steps.get(id);
  }

  private get workingDirectory(): string | undefined {
    return this.props.workingDirectory ?? this.props.toolchain?.facts.directory;
  }

  /** Scripts of ours stand at the repository's root and are written for bash, wherever the job's own commands run. */
  private scriptKeys(): Partial<WorkflowStep> {
    const { shell } = this.props;
    return {
      ...(this.workingDirectory === undefined ? {} : { 'working-directory': '.' }),
      ...(shell === undefined ? {} : { shell: 'bash' }),
    };
  }

  /** The job in GitHub's keys; those of its place come with the lowering. */
  private printed(steps: readonly WorkflowStep[]): UnplacedJob {
    const { props, facts } = this;
    const services = (props.services ?? []).map((service) => service._toModel());
    return {
      name: props.title ?? this.jobId,
      'runs-on': (props.runner ?? pipelineOf(this, 'Job').runner)._toModel(),
      'timeout-minutes':
        facts.timeoutMinutes ?? props.timeout?.toMinutes() ?? timeoutFor(props.budget ?? Duration.minutes(0)),
      environment: facts.deploysTo === undefined ? undefined : { name: facts.deploysTo, url: facts.environmentUrl },
      concurrency: props.concurrency && {
        group: props.concurrency.group,
        'cancel-in-progress': props.concurrency.cancelInProgress ?? false,
        queue: props.concurrency.queueAll ? 'max' : undefined,
      },
      'continue-on-error': (props.blocking ?? true) ? undefined : true,
      strategy: props.matrix && strategyModel(props.matrix),
      container: props.container && containerModel(props.container),
      services:
        services.length > 0 ? Object.fromEntries(services.map(({ name, container }) => [name, container])) : undefined,
      defaults:
        props.shell || this.workingDirectory
          ? { run: { shell: props.shell, 'working-directory': this.workingDirectory } }
          : undefined,
      env: Object.keys(this.env).length > 0 ? { ...this.env } : undefined,
      outputs: Object.keys(this.outputs).length > 0 ? wrapped(this.outputs) : undefined,
      steps,
    };
  }

  /** @internal */
  public _toModel() {
    const { props, facts } = this;
    const { release } = pipelineOf(this, 'Job');
    const lowered = this.steps._toModel(this.scriptKeys());
    const condition = props.condition?._toModel();
    const releases = facts.deploysTo !== undefined;
    return {
      id: this.jobId,
      path: facts.isStage && this.node.scope ? pathOf(this.node.scope) : pathOf(this),
      construct: facts.construct ?? 'Job',
      role: facts.role ?? ('work' as const),
      waitsFor: props.waitsFor ?? [],
      blocking: props.blocking ?? true,
      vouches: props.vouches ?? [],
      // What somebody lets fail, or runs only sometimes, does not decide.
      // A step that a user took out still decides, so that its absence is found.
      decides:
        facts.decides?.filter((id) => this.steps.removed.has(id) || lowered.steps.some((step) => step.id === id)) ??
        lowered.steps.filter((step) => !step['continue-on-error'] && !step.if).map(({ id }) => id),
      runsWhen: condition ?? null,
      budgetMinutes: props.budget?.toMinutes() ?? null,
      deploysTo: facts.deploysTo ?? null,
      foreignCode: facts.foreignCode ?? props.toolchain !== undefined,
      comments: { ...lowered.comments, ...facts.comments },
      versions: lowered.versions,
      scripts: lowered.scripts,
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
        answersFor: props.description ?? props.title ?? this.jobId,
        takes: [],
        gives: [],
        onFailure: (props.blocking ?? true) ? 'blocks' : 'is shown, blocks nothing',
        ...facts.description,
      } satisfies JobDescription,
      job: this.printed(lowered.steps),
    };
  }
}

type UnplacedJob = Omit<WorkflowJob, 'permissions' | 'needs' | 'if'>;

/** A job as its construct knows it: edges, permissions and conditions are added by the lowering. */
export type LoweredJob = ReturnType<Job['_toModel']>;

function wrapped(outputs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).map(([name, expression]) => [name, `\${{ ${expression} }}`]));
}
