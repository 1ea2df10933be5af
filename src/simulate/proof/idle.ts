import type { JobModel } from '../../model/pipeline-model';
import type { Plan } from '../plan';
import type { Facts } from './facts';
import { answers } from './reach';

/** A job that no event starts. */
export interface IdleJob {
  /** Construct path. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** Watches, over all kinds of events, which jobs have a condition that can hold. Deployments are watched for more: `Reach`. */
export class Idle {
  private readonly waiting: Set<JobModel>;
  private isStarted = false;

  public constructor(
    private readonly plan: Plan,
    jobs: readonly JobModel[],
  ) {
    this.waiting = new Set(
      jobs.filter(({ id, role, deploysTo }) => role === 'work' && deploysTo === null && plan.order.includes(id)),
    );
  }

  public see(facts: Facts): void {
    this.isStarted = true;
    for (const job of this.waiting) if (facts.jobRuns(this.plan.job(job.id)) !== 'no') this.waiting.delete(job);
  }

  public get jobs(): IdleJob[] {
    if (!this.isStarted) return [];
    return [...this.waiting].map(({ id, path, runsWhen }) => ({
      path,
      message: `${id} never runs: ${runsWhen ?? 'its condition'} holds for no event; the pipeline answers to ${answers(this.plan)}`,
      remedy:
        "name an event and a ref that the pipeline answers to, or add the trigger, such as triggers: [Trigger.schedule('17 4 * * 1')]",
    }));
  }
}
