import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { TimedJob } from '../pipeline-subject';

export const barrierCost = defineCheck({
  id: 'barrier-cost',
  title: 'stages wait for each other only where it costs nothing',
  why: 'With barriers, a job waits for every job of the stage before; without them it starts as soon as what it reads is there, and deployments still wait for every gate.',
  source: 'https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-jobs',
  mend: 'pass schedule: Schedule.DATAFLOW if the minutes matter more than the order of the stages',
  severity: Severity.INFO,
  // Only a pipeline that is right has a schedule.
  last: true,
  pipeline: ({ model, jobs, surroundings }, report) => {
    const deployments = new Set(jobs.filter((job) => job.deploysTo).map(({ id }) => id));
    if (model.schedule !== 'staged' || deployments.size === 0) return;
    const schedules = surroundings.schedules();
    if (schedules === null) return;
    const first = (times: readonly TimedJob[]) =>
      Math.min(...times.filter(({ id }) => deployments.has(id)).map(({ start }) => start));
    const staged = first(schedules.staged.jobs);
    const saved = staged - first(schedules.dataflow.jobs);
    if (saved > 0)
      report(`the barriers between the stages cost ${saved} of the ${staged} min before the first deployment`);
  },
});
