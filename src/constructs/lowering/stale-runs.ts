import { topologicalOrder } from '../../model/graph';
import type { LoweredJob } from '../job';
import type { Lowered } from './closing-jobs';
import { permissionsOf } from './sums';

/**
 * On a branch, a newer run may end what an older one does before it deploys. Neither a deployment nor what comes after one is
 * ended, nor a job of the user's own that can change something outside of its run: ended half-way, it would leave a mess.
 */
export function endedByNewer(lowered: Lowered): (job: LoweredJob) => LoweredJob {
  const { context } = lowered;
  if (!context.cancelStaleRuns) return (job) => job;
  const deployed = fromDeployments(lowered);
  return (job) => {
    if (job.job.concurrency !== undefined || deployed.has(job.id) || changesOthers(job)) return job;
    // Each leg of a matrix is a job of its own: in one group they would end each other.
    const leg = job.job.strategy === undefined ? '' : '/${{ strategy.job-index }}';
    const group = `${context.id}/${job.id}${leg}/\${{ github.ref }}`;
    return { ...job, job: { ...job.job, concurrency: { group, 'cancel-in-progress': true } } };
  };
}

/** Deployments, and every job that waits for one. */
function fromDeployments({ jobs, edges }: Lowered): ReadonlySet<string> {
  const needs = new Map([...edges].map(([id, edge]) => [id, edge.needs]));
  const found = new Set(jobs.filter(({ deploysTo }) => deploysTo !== null).map(({ id }) => id));
  for (const id of topologicalOrder(needs)) if (needs.get(id)?.some((need) => found.has(need))) found.add(id);
  return found;
}

/** Of the jobs that stages make it is known that they can be ended. */
function changesOthers(job: LoweredJob): boolean {
  if (job.construct !== 'Job') return false;
  return (
    job.identities.length > 0 ||
    Object.values(permissionsOf(job)).includes('write') ||
    /\bsecrets\b/.test(JSON.stringify(job.job))
  );
}
