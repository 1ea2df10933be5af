import type { PipelineModel } from '../model/pipeline-model';
import { planOf } from './plan';

/** When each job of a green run runs, without waiting for people and runners. Minutes, everywhere. */
export interface RunSchedule {
  /** In the order of the workflow. */
  readonly jobs: readonly ScheduledJob[];
  /** The chain of jobs, first to last, that decides how long the run takes. */
  readonly criticalPath: readonly string[];
  /** From the event to the end of the last job. */
  readonly minutes: number;
  /** What runners are paid for: every leg of every job. */
  readonly runnerMinutes: number;
  /** From the event to the end of a job. */
  minutesTo(jobId: string): number;
}

interface ScheduledJob {
  readonly id: string;
  readonly minutes: number;
  readonly start: number;
  readonly end: number;
  /** How much later it could end without making the run longer. */
  readonly slack: number;
}

/**
 * The schedule of a run in which every job runs and takes its budget, or the duration given. A job without either takes no
 * time. The critical path method: forward for the earliest end, backward for the latest.
 */
export function schedule(model: PipelineModel, durations: { readonly [jobId: string]: number } = {}): RunSchedule {
  const plan = planOf(model);
  const budgets = new Map(model.jobs.map(({ id, budgetMinutes }) => [id, budgetMinutes ?? 0]));
  const minutesOf = (id: string) => durations[id] ?? budgets.get(id) ?? 0;
  const rounds = (id: string) => Math.ceil(plan.job(id).legs.length / plan.job(id).maxParallel) || 1;

  const start = new Map<string, number>();
  const end = new Map<string, number>();
  for (const id of plan.order) {
    const begin = Math.max(0, ...plan.job(id).needs.map((need) => end.get(need) as number));
    start.set(id, begin);
    end.set(id, begin + minutesOf(id) * rounds(id));
  }
  const total = Math.max(0, ...end.values());

  const latestEnd = new Map<string, number>();
  for (const id of [...plan.order].reverse()) {
    const latest = latestEnd.get(id) ?? total;
    latestEnd.set(id, latest);
    const latestStart = latest - minutesOf(id) * rounds(id);
    for (const need of plan.job(id).needs) {
      latestEnd.set(need, Math.min(latestEnd.get(need) ?? total, latestStart));
    }
  }

  const at = (times: ReadonlyMap<string, number>, id: string) => times.get(plan.job(id).id) as number;
  const jobs = Object.keys(model.workflow.jobs).map((id) => ({
    id,
    minutes: minutesOf(id) * rounds(id),
    start: at(start, id),
    end: at(end, id),
    slack: at(latestEnd, id) - at(end, id),
  }));
  return {
    jobs,
    criticalPath: criticalPath(jobs, (id) => plan.job(id).needs),
    minutes: total,
    runnerMinutes: jobs.reduce((sum, { id }) => sum + minutesOf(id) * plan.job(id).legs.length, 0),
    minutesTo: (id) => at(end, id),
  };
}

/** Backwards from the last job that takes time: always to a need that ends when it starts. */
function criticalPath(jobs: readonly ScheduledJob[], needsOf: (id: string) => readonly string[]): string[] {
  const timed = jobs.filter(({ minutes }) => minutes > 0);
  const last = timed.reduce<ScheduledJob | undefined>((a, b) => (a === undefined || b.end > a.end ? b : a), undefined);
  const path: ScheduledJob[] = [];
  for (let job = last; job; ) {
    path.unshift(job);
    const { id, start }: ScheduledJob = job;
    job = jobs.find((need) => needsOf(id).includes(need.id) && need.end === start);
  }
  return path.filter(({ minutes }) => minutes > 0).map(({ id }) => id);
}
