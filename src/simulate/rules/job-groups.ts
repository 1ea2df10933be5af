import type { WorkflowConcurrency } from '../../model/workflow';
import type { Contexts } from '../explain';
import { flag, interpolated } from '../text';

interface Member {
  readonly job: string;
  readonly start: number;
  readonly end: number;
}

/** What entering a group does: when the job may start, and which other jobs it throws out. */
export interface Entry {
  readonly start: number;
  readonly cancels: readonly string[];
}

/**
 * The concurrency groups of the jobs of one run. One job of a group runs at a time; one waits, and a newer one that comes
 * to wait takes its place, unless `queue: max` lets up to a hundred wait; `cancel-in-progress` ends what runs.
 *
 * Source: GitHub docs, "Control the concurrency of workflows and jobs". That a job takes its turn before it is approved is
 * inferred from runs that do (elizaOS/eliza#18092), not documented.
 */
export class JobGroups {
  private readonly groups = new Map<string, Member[]>();

  /** A job comes to a group at a minute. Jobs must come in the order of time. */
  public enter(concurrency: WorkflowConcurrency, contexts: Contexts, at: number): Entry {
    const present = this.membersOf(concurrency, contexts).filter(({ end }) => end > at);
    const running = present.filter(({ start }) => start <= at);
    const waiting = present.filter(({ start }) => start > at);
    if (flag(concurrency['cancel-in-progress'], contexts)) {
      return { start: at, cancels: [...running, ...waiting].map(({ job }) => job) };
    }
    const stays = concurrency.queue === 'max' ? present : running;
    const gone = concurrency.queue === 'max' ? [] : waiting;
    return { start: Math.max(at, ...stays.map(({ end }) => end)), cancels: gone.map(({ job }) => job) };
  }

  /** A job has its turn from its start, with the wait for its approval, until its end. */
  public hold(concurrency: WorkflowConcurrency, contexts: Contexts, member: Member): void {
    this.membersOf(concurrency, contexts).push(member);
  }

  /** A job was thrown out. */
  public leave(job: string): void {
    for (const [name, members] of this.groups) {
      this.groups.set(
        name,
        members.filter((member) => member.job !== job),
      );
    }
  }

  private membersOf(concurrency: WorkflowConcurrency, contexts: Contexts): Member[] {
    const name = interpolated(concurrency.group, contexts).toLowerCase();
    const members = this.groups.get(name) ?? [];
    this.groups.set(name, members);
    return members;
  }
}
