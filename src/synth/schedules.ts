import type { PipelineModel } from '../model/pipeline-model';
import { type RunSchedule, schedule } from '../simulate/schedule';

/** How long a run takes as the pipeline is, and as it would be under the other schedule. */
export interface Schedules {
  readonly staged: RunSchedule;
  readonly dataflow: RunSchedule;
}

export function bothSchedules(under: (kind: PipelineModel['schedule']) => PipelineModel): Schedules {
  return { staged: schedule(under('staged')), dataflow: schedule(under('dataflow')) };
}
