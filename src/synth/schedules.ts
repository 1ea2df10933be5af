import type { IConstruct } from 'constructs';
import { lowerPipeline } from '../constructs/lowering/lower-pipeline';
import type { PipelineContext } from '../constructs/pipeline-context';
import type { PipelineModel } from '../model/pipeline-model';
import { type RunSchedule, schedule } from '../simulate/schedule';

/** How long a run takes as the pipeline is, and as it would be under the other schedule. */
export interface Schedules {
  readonly staged: RunSchedule;
  readonly dataflow: RunSchedule;
}

/** Lowers the tree once more, for the schedule that it does not have. */
export function bothSchedules(root: IConstruct, context: PipelineContext, model: PipelineModel): Schedules {
  const under = (kind: PipelineModel['schedule']): RunSchedule =>
    schedule(kind === model.schedule ? model : lowerPipeline(root, { ...context, schedule: kind }).model);
  return { staged: under('staged'), dataflow: under('dataflow') };
}
