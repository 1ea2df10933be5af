import type { EnvironmentModel } from '../../model/environment-model';
import type { JobModel } from '../../model/pipeline-model';
import type { WorkflowJob } from '../../model/workflow';
import type { LoweredJob } from '../job';
import { approvalJob, gateJob, type Lowered, notifyJob } from './closing-jobs';
import { jobCondition } from './conditions';
import type { LoweredStage } from './edges';
import { endedByNewer } from './stale-runs';
import { permissionsOf, reasonsOf } from './sums';

/** A job in its place: what it waits for, and when it runs. */
export interface PlacedJob {
  readonly job: LoweredJob;
  readonly needs: readonly string[];
  /** Those of the needs whose outputs or results it reads. */
  readonly reads: readonly string[];
  readonly condition: string | undefined;
  /** Null for the verdict and the notifications. */
  readonly stage: string | null;
}

const EVERY_RESULT = '${{ always() }}';
const NOT_FOR_CHANGES = "${{ always() && github.event_name != 'pull_request' && github.event_name != 'merge_group' }}";

/** Every job of the workflow, in its order: the stages', then those that ask, judge and tell. */
export function placeJobs(
  lowered: Lowered,
  stages: readonly LoweredStage[],
  environments: readonly EnvironmentModel[],
): PlacedJob[] {
  const { context, jobs, edges } = lowered;
  const blocking = new Set(jobs.filter((job) => job.blocking).map(({ id }) => id));
  const ended = endedByNewer(lowered);
  const own = stages.flatMap(({ stage, jobs: ofStage }) =>
    ofStage.map((job): PlacedJob => {
      const { needs, reads } = edges.get(job.id) ?? { needs: [], reads: [] };
      const condition = jobCondition(needs, (id) => blocking.has(id), job.runsWhen);
      return { job: ended(job), needs, reads, condition, stage: stage.node.id };
    }),
  );
  const everything = jobs.map(({ id }) => id);
  const closing = (job: LoweredJob, condition: string): PlacedJob => {
    return { job, needs: everything, reads: everything, condition, stage: null };
  };
  const tells = context.notifiers.length > 0;
  return [
    ...own,
    ...(tells ? environments.filter(isReviewed).flatMap((environment) => asking(lowered, own, environment)) : []),
    closing(gateJob(lowered), EVERY_RESULT),
    ...(tells ? [closing(notifyJob(lowered), NOT_FOR_CHANGES)] : []),
  ];
}

/** The job as it is printed. */
export function printedJob({ job, needs, condition }: PlacedJob): WorkflowJob {
  return {
    ...job.job,
    needs: needs.length > 0 ? needs : undefined,
    if: condition,
    permissions: permissionsOf(job),
  } as WorkflowJob;
}

/** What GitHub has no key for. */
export function jobModel({ job, reads, stage }: PlacedJob): JobModel {
  return {
    id: job.id,
    path: job.path,
    construct: job.construct,
    role: job.role,
    stage,
    reads,
    blocking: job.blocking,
    vouches: job.vouches,
    decides: job.decides,
    generated: {
      ...job.generated,
      steps: job.generated.steps.filter(({ id }) => job.decides.includes(id)),
    },
    runsWhen: job.runsWhen,
    budgetMinutes: job.budgetMinutes,
    deploysTo: job.deploysTo,
    foreignCode: job.foreignCode,
    ours: job.ours,
    permissionReasons: reasonsOf(job),
    comments: job.comments,
    description: job.description,
    patched: job.patched,
  };
}

const isReviewed = ({ reviewers }: EnvironmentModel) => reviewers.users.length + reviewers.teams.length > 0;

/** Beside the deployment that waits for its reviewers, and under the same condition. */
function asking(lowered: Lowered, own: readonly PlacedJob[], environment: EnvironmentModel): PlacedJob[] {
  const deployment = own.find(({ job }) => job.id === environment.job);
  if (deployment?.stage == null) return [];
  const job = approvalJob(lowered, deployment.stage, environment, deployment.job.job.env?.DIGEST ?? '');
  return [{ ...deployment, job, stage: null }];
}
