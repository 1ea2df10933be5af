import type { JsonValue } from '../util/expressions';
import { conclusionOf, type Ending, isDoubtful } from './doubts';
import { type Event, eventText } from './events';
import { type Contexts, type Explanation, explain } from './explain';
import { attemptJob } from './job-attempt';
import { doubtfulJob, endedJob, type OutputValues, openJob, replacedJob, skippedJob, stoppedJob } from './job-run';
import { type Plan, type PlannedJob, planOf, type Subject } from './plan';
import { refuseMistakes } from './refuse-mistakes';
import { cancelledByNewerRun, survivesCancellation } from './rules/cancellation';
import { JobGroups } from './rules/job-groups';
import { jobStatus, type Result } from './rules/status';
import { refusedByTriggers } from './rules/triggers';
import { verdictOf } from './rules/verdict';
import type { Circumstances, JobRun, Outcomes, Run, Scenario } from './run';
import { runContexts } from './run-contexts';
import { anySteps } from './steps';
import { interpolatedMap, unknownBecauseOf } from './text';

/**
 * Runs a pipeline on paper: what GitHub would do on this event if jobs and steps ended as given.
 *
 * @throws ConfigurationError where the scenario names what the pipeline does not have
 */
export function simulate(
  subject: Subject,
  event: Event,
  outcomes: Outcomes = {},
  circumstances: Circumstances = {},
): Run {
  const plan = planOf(subject);
  refuseMistakes(plan, { event, outcomes, circumstances });
  const refusal = refusedByTriggers(plan.workflow.on, event);
  if (refusal === undefined) return new Simulation(plan, { event, outcomes, circumstances }).run();
  const run = { event, title: eventText(event), starts: false, why: refusal, conclusion: null, unknown: [] };
  return { ...run, minutes: 0, cancelledAt: null, jobs: [] };
}

class Simulation {
  private readonly done = new Map<string, JobRun>();
  private readonly endings = new Map<string, Ending>();
  private readonly outputs = new Map<string, OutputValues>();
  private readonly groups = new JobGroups();
  private readonly contexts: Contexts;
  private readonly cancelledAt: number | undefined;

  public constructor(
    private readonly plan: Plan,
    private readonly scenario: Scenario,
  ) {
    this.contexts = runContexts(plan, scenario, 1);
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
    return {
      event: this.scenario.event,
      title: eventText(this.scenario.event),
      starts: true,
      why: '',
      ...conclusionOf([...this.endings.values()], this.cancelledAt !== undefined),
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
    const contexts = this.contextsOf(job);
    const why = this.explained(job, ready);
    if (why.holds === false) {
      this.finish(skippedJob(job, contexts, why, ready), ['skipped']);
      return;
    }

    const verdict = this.verdict(job, contexts);
    const attempt = attemptJob(this.plan, job, contexts, { ...this.scenario, outcomes: verdict.outcomes });
    // The group is entered before anybody is asked to approve: a job that waits for approval keeps others waiting.
    const entry = job.concurrency ? this.groups.enter(job.concurrency, contexts, ready) : { start: ready, cancels: [] };
    for (const other of entry.cancels) this.throwOut(other, ready);
    const asked = entry.start + attempt.waits;
    const times = { ready, start: attempt.starts ? asked : null, end: asked + attempt.minutes };
    const values = times.start === null ? {} : interpolatedMap(job.outputs, { ...contexts, steps: attempt.steps });
    const ended = endedJob(job, attempt, why, values, this.scenario.event, times);
    const stop = this.cancelledAt;
    const isStopped = stop !== undefined && ready < stop && stop < times.end && !this.survives(job, contexts);
    const run = isStopped ? stoppedJob(ended, stop) : ended;
    this.settle(job, run, isStopped ? this.anyValues(job, contexts) : values, verdict.unknown);
    const place = { job: job.id, start: entry.start, end: run.end };
    if (job.concurrency) this.groups.hold(job.concurrency, contexts, place);
  }

  /** Says what is known of a job that would run so. */
  private settle(job: PlannedJob, run: JobRun, values: OutputValues, unknown: readonly string[]): void {
    const { why } = run;
    const result = run.result as Result;
    if (why.holds === null) {
      const doubt = unknownBecauseOf(why.unknown);
      this.outputs.set(job.id, Object.fromEntries(Object.keys(values).map((name) => [name, doubt])));
      this.finish(doubtfulJob(run), [result, 'skipped']);
    } else if (unknown.length > 0) {
      this.outputs.set(job.id, values);
      this.finish(openJob(run, unknown), ['success', 'failure']);
    } else {
      this.outputs.set(job.id, values);
      this.finish(run, [result]);
    }
  }

  private explained(job: PlannedJob, ready: number): Explanation {
    const before = [...this.plan.ancestors(job.id)].map((id) => this.ending(id));
    const cancelled = this.cancelledAt !== undefined && this.cancelledAt <= ready;
    const seen = (results: ReadonlyMap<string, Result>) => ({
      contexts: this.contextsOf(job, results),
      status: jobStatus(
        before.map(({ id, possible }) => results.get(id) ?? possible[0]),
        cancelled,
      ),
    });
    const { contexts, status } = seen(new Map());
    return explain(job.condition, contexts, status, { jobs: before.filter(isDoubtful), had: seen });
  }

  /** The verdict decides by itself, unless the scenario says how it ends. */
  private verdict(job: PlannedJob, contexts: Contexts): { outcomes: Outcomes; unknown: readonly string[] } {
    const { outcomes } = this.scenario;
    const known = this.plan.model?.jobs.find(({ id, role }) => id === job.id && role === 'verdict');
    const before = job.needs.map((need) => this.ending(need));
    const verdict = known && verdictOf(job, known, contexts, before);
    if (verdict === undefined || outcomes[job.id] !== undefined) return { outcomes, unknown: [] };
    const step = `${job.id}/${verdict.step}`;
    if (outcomes[step] !== undefined || verdict.isOpen) return { outcomes, unknown: [] };
    if (verdict.isOpen === false) return { outcomes: { ...outcomes, [step]: 'failure' }, unknown: [] };
    return { outcomes, unknown: [...new Set(before.flatMap(({ unknown }) => unknown))] };
  }

  private survives(job: PlannedJob, contexts: Contexts): boolean {
    const before = [...this.plan.ancestors(job.id)].map((id) => this.ending(id).possible[0]);
    return survivesCancellation(job.condition, contexts, before);
  }

  /** Nobody knows how far a job came that was cancelled. */
  private anyValues(job: PlannedJob, contexts: Contexts): OutputValues {
    return interpolatedMap(job.outputs, {
      ...contexts,
      steps: anySteps(job, this.scenario.circumstances.outputs ?? {}),
    });
  }

  /** A job that another one of its group replaces. */
  private throwOut(id: string, at: number): void {
    this.groups.leave(id);
    const job = this.plan.job(id);
    this.outputs.set(id, this.anyValues(job, this.contextsOf(job)));
    this.finish(replacedJob(this.jobRun(id), at), ['cancelled']);
  }

  private finish(run: JobRun, possible: readonly Result[]): void {
    this.done.set(run.id, run);
    this.endings.set(run.id, { id: run.id, possible: [...new Set(possible)], unknown: run.unknown });
  }

  private jobRun(id: string): JobRun {
    return this.done.get(id) as JobRun;
  }

  private ending(id: string): Ending {
    return this.endings.get(id) as Ending;
  }

  /** With the results of the needs as they are most likely, but for those given. */
  private contextsOf(job: PlannedJob, results: ReadonlyMap<string, Result> = new Map()): Contexts {
    const needs: JsonValue = Object.fromEntries(
      job.needs.map((need) => [
        need,
        { result: results.get(need) ?? this.ending(need).possible[0], outputs: this.outputs.get(need) ?? {} },
      ]),
    );
    return { ...this.contexts, needs };
  }

  private cancellation(): number | undefined {
    const { cancelledAt, repeatedAt } = this.scenario.circumstances;
    if (repeatedAt === undefined) return cancelledAt;
    const newer = runContexts(this.plan, this.scenario, 2);
    const replaced = cancelledByNewerRun(this.plan.workflow.concurrency, this.contexts, newer);
    return replaced ? Math.min(repeatedAt, cancelledAt ?? repeatedAt) : cancelledAt;
  }
}
