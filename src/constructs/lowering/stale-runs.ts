import { ancestors } from '../../model/graph';
import type { LoweredJob } from '../job';
import type { PipelineContext } from '../pipeline-context';
import { permissionsOf } from './sums';

type Needs = ReadonlyMap<string, { readonly needs: readonly string[] }>;

/**
 * On a branch, a newer run may end what an older one does before it deploys. Neither a deployment nor what comes after one is
 * ended, nor a job of the user's own that can change something outside of its run: ended half-way, it would leave a mess.
 */
export function endedByNewer(
  context: PipelineContext,
  job: LoweredJob,
  edges: Needs,
  jobs: readonly LoweredJob[],
): LoweredJob {
  if (!context.cancelStaleRuns || job.job.concurrency !== undefined) return job;
  if (job.deploysTo !== null || followsDeployment(job, edges, jobs) || changesOthers(job)) return job;
  // Each leg of a matrix is a job of its own: in one group they would end each other.
  const leg = job.job.strategy === undefined ? '' : '/${{ strategy.job-index }}';
  const group = `${context.id}/${job.id}${leg}/\${{ github.ref }}`;
  return { ...job, job: { ...job.job, concurrency: { group, 'cancel-in-progress': true } } };
}

function followsDeployment({ id }: LoweredJob, edges: Needs, jobs: readonly LoweredJob[]): boolean {
  const before = ancestors(new Map([...edges].map(([job, { needs }]) => [job, needs])), id);
  return jobs.some((other) => other.deploysTo !== null && before.has(other.id));
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
