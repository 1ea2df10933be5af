import type { IConstruct } from 'constructs';
import { approvalJobId, GATE_JOB, NOTIFY_JOB } from '../../model/ids';
import { afterUnknown, duplicateJobId, jobOutsideStage, type TreeRule } from '../../policy/tree-rules';
import { DeployEnvironment } from '../deploy-environment';
import { Job, type LoweredJob } from '../job';
import { type PipelineContext, pathOf } from '../pipeline-context';
import { Stage, stageOf } from '../stage';
import type { LoweredStage } from './edges';

/** Tells of something that is wrong with several constructs together. */
type Reporter = (rule: TreeRule, path: string, message: string) => void;

/** Stages in the order of declaration, each with the jobs that stand in it; what cannot be placed is told, and left out. */
export function lowerStages(root: IConstruct, context: PipelineContext, report: Reporter): LoweredStage[] {
  const constructs = root.node.findAll();
  const stages = constructs.filter((construct): construct is Stage => construct instanceof Stage);
  const jobs = new Map<Stage | undefined, Job[]>();
  for (const job of constructs.filter((construct): construct is Job => construct instanceof Job)) {
    const stage = stageOf(job);
    jobs.set(stage, [...(jobs.get(stage) ?? []), job]);
  }
  for (const job of jobs.get(undefined) ?? []) {
    report(jobOutsideStage, pathOf(job), 'stands in no stage, so nothing says when it runs');
  }
  const taken = reservedIds(stages, context);
  return stages.map((stage) => {
    const own = (jobs.get(stage) ?? []).map((job) => job._toModel()).filter((job) => isFree(taken, job, report));
    checkOrder(stage, stages, report);
    return { stage, jobs: own };
  });
}

/** Ids of the jobs that no stage owns, and whose they are. */
function reservedIds(stages: readonly Stage[], { path, notifiers }: PipelineContext): Map<string, string> {
  const taken = new Map([[GATE_JOB, path]]);
  if (notifiers.length === 0) return taken;
  taken.set(NOTIFY_JOB, path);
  for (const stage of stages) {
    if (stage instanceof DeployEnvironment) taken.set(approvalJobId(stage.node.id).toLowerCase(), pathOf(stage));
  }
  return taken;
}

function isFree(taken: Map<string, string>, { id, path }: LoweredJob, report: Reporter): boolean {
  const first = taken.get(id.toLowerCase());
  if (first === undefined) {
    taken.set(id.toLowerCase(), path);
    return true;
  }
  report(
    duplicateJobId,
    path,
    `makes the job ${id}, as ${first} does; ids of jobs are unique in a workflow, whatever their case`,
  );
  return false;
}

function checkOrder(stage: Stage, stages: readonly Stage[], report: Reporter): void {
  for (const other of stage._after ?? []) {
    if (stages.includes(other)) continue;
    report(afterUnknown, pathOf(stage), `waits for ${pathOf(other)}, which is no stage of this pipeline`);
  }
}
