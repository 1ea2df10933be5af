import type { PipelineView } from '../policy/pipeline-view';
import type { RunSchedule } from '../simulate/schedule';
import type { Schedules } from './schedules';

/** How long a green run takes under each schedule, in minutes, from budgets. */
export interface DocumentSchedules {
  readonly staged: DocumentSchedule;
  readonly dataflow: DocumentSchedule;
}

type DocumentSchedule = Omit<RunSchedule, 'minutesTo'>;

/** `.stagegate/<pipeline>.json`: the view that policies see, and how long a run takes. Commands read it, and nothing else. */
export type PipelineDocument = PipelineView & { readonly schedules?: DocumentSchedules };

export function pipelineDocument(view: PipelineView, { staged, dataflow }: Schedules): string {
  const plain = ({ jobs, criticalPath, minutes, runnerMinutes }: RunSchedule): DocumentSchedule => ({
    jobs,
    criticalPath,
    minutes,
    runnerMinutes,
  });
  const document: PipelineDocument = {
    ...view,
    schedules: { staged: plain(staged), dataflow: plain(dataflow) },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
