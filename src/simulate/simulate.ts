import type { JsonValue } from '../util/expressions';
import { type Event, eventText, githubContext } from './events';
import { type Contexts, explain } from './explain';
import { type Attempt, attemptJob, enteredEnvironment } from './job-attempt';
import { type Plan, type PlannedJob, planOf, type Subject } from './plan';
import { cancelledByNewerRun, survivesCancellation } from './rules/cancellation';
import { JobGroups } from './rules/job-groups';
import { resultOf, runConclusion } from './rules/results';
import { jobStatus } from './rules/status';
import { refusedByTriggers } from './rules/triggers';
import type { Circumstances, JobRun, Outcomes, Run, Scenario } from './run';
import { interpolatedMap, isUnknown } from './text';

/** Runs a pipeline on paper: what GitHub would do on this event if jobs and steps ended as given. */
export function simulate(
  subject: Subject,
  event: Event,
  outcomes: Outcomes = {},
  circumstances: Circumstances = {},
): Run {
  const plan = planOf(subject);
  refuseUnknownNames(plan, outcomes);
  const refusal = refusedByTriggers(plan.workflow.on, event);
  if (refusal === undefined) return new Simulation(plan, { event, outcomes, circumstances }).run();
  const run = { event, title: eventText(event), starts: false, why: refusal, conclusion: null };
  return { ...run, minutes: 0, cancelledAt: null, jobs: [] };
}

/** A misspelt name would silently leave a job at success. */
function refuseUnknownNames(plan: Plan, outcomes: Outcomes): void {
  const known = new Set<string>();
  for (const job of plan.order.map((id) => plan.job(id))) {
    known.add(job.id);
    for (const { name } of job.legs) known.add(`${job.id} (${name})`);
    for (const { id } of job.steps) known.add(`${job.id}/${id}`);
  }
  const unknown = Object.keys(outcomes).find((name) => !known.has(name));
  if (unknown !== undefined) throw new Error(`an outcome is given for "${unknown}", which is no job, leg or step`);
}

class Simulation {
  private readonly done = new Map<string, JobRun>();
  private readonly outputs = new Map<string, { readonly [name: string]: string }>();
  private readonly groups = new JobGroups();
  private readonly contexts: Contexts;
  private readonly cancelledAt: number | undefined;

  public constructor(
    private readonly plan: Plan,
    private readonly scenario: Scenario,
  ) {
    this.contexts = this.runContexts(1);
    this.cancelledAt = this.cancellation();
  }

  public run(): Run {
    const waiting = new Set(this.plan.order);
    while (waiting.size > 0) {
      const next = this.earliest(waiting);
      waiting.delete(next.id);
      this.runJob(this.plan.job(next.id), next.at);
    }
    const jobs = [...this.done.values()];
    const results = jobs.map(({ result }) => result);
    return {
      event: this.scenario.event,
      title: eventText(this.scenario.event),
      starts: true,
      why: '',
      conclusion: runConclusion(results, this.cancelledAt !== undefined && results.includes('cancelled')),
      minutes: Math.max(0, ...jobs.map(({ end }) => end)),
      cancelledAt: this.cancelledAt ?? null,
      jobs,
    };
  }

  /** Of the jobs whose needs have all ended the one whose needs ended first. */
  private earliest(waiting: ReadonlySet<string>): { readonly id: string; readonly at: number } {
    const ready = [...waiting].flatMap((id) => {
      const { needs } = this.plan.job(id);
      if (needs.some((need) => waiting.has(need))) return [];
      return [{ id, at: Math.max(0, ...needs.map((need) => this.jobRun(need).end)) }];
    });
    return ready.reduce((first, candidate) => (candidate.at < first.at ? candidate : first));
  }

  private runJob(job: PlannedJob, ready: number): void {
    const ancestors = () => [...this.plan.ancestors(job.id)].map((id) => this.jobRun(id).result);
    const contexts = { ...this.contexts, needs: this.needsContext(job) };
    const cancelled = this.cancelledAt !== undefined && this.cancelledAt <= ready;
    const why = explain(job.condition, contexts, jobStatus(ancestors(), cancelled));
    if (!why.holds) {
      this.finish({ ...this.skipped(job, contexts, ready), why });
      return;
    }

    const attempt = attemptJob(this.plan, job, contexts, this.scenario);
    // The group is entered before anybody is asked to approve: a job that waits for approval keeps others waiting.
    const entry = job.concurrency ? this.groups.enter(job.concurrency, contexts, ready) : { start: ready, cancels: [] };
    for (const other of entry.cancels) this.throwOut(other, ready);
    const asked = entry.start + attempt.waits;
    const start = attempt.starts ? asked : null;
    const end = asked + attempt.minutes;

    const stop = this.cancelledAt;
    const isStopped = stop !== undefined && ready < stop && stop < end;
    if (isStopped && !survivesCancellation(job.condition, contexts, ancestors())) {
      this.finish(this.stopped(job, attempt, why, ready, start, stop));
    } else {
      this.finish(this.ended(job, attempt, contexts, why, ready, start, end));
    }
    const place = { job: job.id, start: entry.start, end: this.jobRun(job.id).end };
    if (job.concurrency) this.groups.hold(job.concurrency, contexts, place);
  }

  private skipped(job: PlannedJob, contexts: Contexts, at: number): Omit<JobRun, 'why'> {
    const { id } = job;
    const nothing = {
      ran: false,
      waitsForApproval: false,
      outcome: null,
      result: 'skipped',
      outputs: {},
      legs: [],
    } as const;
    return { id, ...nothing, environment: enteredEnvironment(job, contexts), ready: at, start: null, end: at };
  }

  private ended(
    job: PlannedJob,
    attempt: Attempt,
    contexts: Contexts,
    why: JobRun['why'],
    ready: number,
    start: number | null,
    end: number,
  ): JobRun {
    const values = start === null ? {} : interpolatedMap(job.outputs, { ...contexts, steps: attempt.steps });
    this.outputs.set(job.id, values);
    const { environment, waitsForApproval, outcome, result, legs } = attempt;
    const outputs = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, attempt.knowsOutputs && !isUnknown(value) ? value : null]),
    );
    const { id } = job;
    return {
      id,
      ran: start !== null,
      waitsForApproval,
      environment,
      outcome,
      result,
      why,
      outputs,
      legs,
      ready,
      start,
      end,
    };
  }

  private stopped(
    job: PlannedJob,
    { environment, waitsForApproval }: Attempt,
    why: JobRun['why'],
    ready: number,
    start: number | null,
    stop: number,
  ): JobRun {
    const ran = start !== null && start < stop;
    const how = { outcome: 'cancelled', result: resultOf('cancelled', false), outputs: {}, legs: [] } as const;
    return { id: job.id, ran, waitsForApproval, environment, ...how, why, ready, start: ran ? start : null, end: stop };
  }

  /** A job that another one of its group replaces. */
  private throwOut(id: string, at: number): void {
    const job = this.jobRun(id);
    const ran = job.start !== null && job.start < at;
    this.groups.leave(id);
    this.outputs.delete(id);
    this.finish({
      ...job,
      ran,
      outcome: 'cancelled',
      result: 'cancelled',
      outputs: {},
      start: ran ? job.start : null,
      end: at,
    });
  }

  private finish(job: JobRun): void {
    this.done.set(job.id, job);
  }

  private jobRun(id: string): JobRun {
    return this.done.get(id) as JobRun;
  }

  private needsContext(job: PlannedJob): JsonValue {
    return Object.fromEntries(
      job.needs.map((need) => [need, { result: this.jobRun(need).result, outputs: this.outputs.get(need) ?? {} }]),
    );
  }

  private runContexts(runId: number): Contexts {
    const { model, workflow } = this.plan;
    const { event, circumstances } = this.scenario;
    const github = { ...githubContext(event, model?.repository ?? null, runId), workflow: workflow.name };
    const base = { github, inputs: event.inputs ?? {}, vars: circumstances.vars ?? {}, secrets: {} };
    return { ...base, env: interpolatedMap(workflow.env ?? {}, base), runner: {}, job: {} };
  }

  private cancellation(): number | undefined {
    const { cancelledAt, repeatedAt } = this.scenario.circumstances;
    if (repeatedAt === undefined) return cancelledAt;
    const replaced = cancelledByNewerRun(this.plan.workflow.concurrency, this.contexts, this.runContexts(2));
    return replaced ? Math.min(repeatedAt, cancelledAt ?? repeatedAt) : cancelledAt;
  }
}
