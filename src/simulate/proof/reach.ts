import type { Plan } from '../plan';
import { admitsRef } from '../rules/branch-policy';
import { triggersOf } from '../rules/triggers';
import { digestsOf } from './digest';
import type { EventKind } from './event-kinds';
import type { Facts } from './facts';
import type { Deployment } from './protection';
import type { SymbolicRun } from './symbolic-run';

/** An environment that no event brings an image to, or where a deployment starts without one. */
export interface UnreachedEnvironment {
  /** Construct path. */
  readonly path: string;
  readonly environment: string;
  /** Why, in one line. */
  readonly message: string;
  readonly remedy: string;
}

/** Watches, over all kinds of events, whether anything can ever be deployed to an environment. */
export class Reach {
  /** Events that the environment would let in, and on which the deployment is meant to start. */
  private readonly meant: string[] = [];
  /** Jobs that can run on one of these. */
  private readonly running = new Set<string>();
  /** Jobs that can run on an event that the environment would let in, meant for it or not. */
  private readonly elsewhere = new Set<string>();
  /** Events on which the deployment starts and is handed no digest. */
  private readonly emptyHanded: string[] = [];
  private isAdmitted = false;
  private isReached = false;

  public constructor(
    private readonly plan: Plan,
    private readonly deployment: Deployment,
  ) {}

  public see(kind: EventKind, run: SymbolicRun, facts: Facts): void {
    const { job, environment } = this.deployment;
    const runs = (id: string) => run.isPossible(run.job(id).runs);
    const isEmptyHanded = runs(job) && getsNoDigest(this.plan, job, facts);
    if (runs(job) && !isEmptyHanded) this.isReached = true;
    if (environment === null || kind.isPullRequest || !admitsRef(environment, kind.event.ref)) return;
    this.isAdmitted = true;
    if (isEmptyHanded) this.emptyHanded.push(kind.title);
    const isMeant = facts.jobRuns(this.plan.job(job)) !== 'no';
    if (isMeant) this.meant.push(kind.title);
    for (const id of [...this.plan.ancestors(job), job]) {
      if (runs(id)) (isMeant ? this.running : this.elsewhere).add(id);
    }
  }

  public get unreached(): UnreachedEnvironment[] {
    const { job, path, environment } = this.deployment;
    if (environment === null || environment.job !== job) return [];
    const { name, branches, tags } = environment;
    if (this.isReached) {
      const message = `${job} starts on ${this.emptyHanded.join(', ')}, where no digest is handed on, so that it fails`;
      return this.emptyHanded.length === 0 ? [] : [{ path, environment: name, message, remedy: RELEASE_THERE }];
    }
    const from = [...branches.map((branch) => `branch ${branch}`), ...tags.map((tag) => `tag ${tag}`)].join(', ');
    const { why, remedy } = this.obstacle();
    const message = `nothing is ever deployed to ${name}: it takes what comes from ${from || 'any ref'}, ${why}; the pipeline answers to ${answers(this.plan)}`;
    return [{ path, environment: name, message, remedy }];
  }

  private obstacle(): { readonly why: string; readonly remedy: string } {
    const { job } = this.deployment;
    if (!this.isAdmitted) return { why: 'where nothing starts a run', remedy: RELEASE_THERE };
    if (this.meant.length === 0) {
      return {
        why: `where the condition of ${job} never holds`,
        remedy: 'let the condition hold where the promotion says',
      };
    }
    const before = this.plan.ancestors(job);
    const idle = this.plan.order.find((id) => before.has(id) && !this.running.has(id));
    if (idle === undefined) return { why: 'where no digest is handed on', remedy: RELEASE_THERE };
    const events = this.elsewhere.has(idle) ? ` on ${this.meant.join(', ')}` : '';
    return {
      why: `where ${idle}, which ${job} waits for, never runs${events}`,
      remedy: `let ${idle} run there too, or promote from where it runs; what no deployment is to wait for stands in a stage behind them`,
    };
  }
}

const RELEASE_THERE =
  'let the pipeline release from there too, by its branches or tags, or promote from where it releases';

/** The events of the workflow, pushes with their branches and tags. */
export function answers({ workflow }: Plan): string {
  const events = Object.entries(triggersOf(workflow.on)).map(([name, filter]) => {
    const refs = [...(filter?.branches ?? []), ...(filter?.tags ?? []).map((tag) => `tag ${tag}`)];
    return name === 'push' && refs.length > 0 ? `push (${refs.join(', ')})` : name;
  });
  return events.join(', ');
}

/** Whether a deployment is surely handed an empty digest: then it fails before it deploys. */
function getsNoDigest(plan: Plan, id: string, facts: Facts): boolean {
  const job = plan.job(id);
  const handed = digestsOf(plan, job).filter((text) => text.includes('needs.'));
  return handed.length > 0 && handed.every((text) => facts.isSurelyEmpty(job, text));
}
