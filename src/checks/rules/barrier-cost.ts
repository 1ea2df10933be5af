import { type Needs, topologicalOrder } from '../../model/graph';
import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { PipelineSubject } from '../pipeline-subject';

export const barrierCost = defineCheck({
  id: 'barrier-cost',
  title: 'stages wait for each other only where it costs nothing',
  why: 'With barriers, a job waits for every job of the stage before; without them it starts as soon as what it reads is there, and deployments still wait for every gate.',
  source: 'https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-jobs',
  mend: 'pass schedule: Schedule.DATAFLOW if the minutes matter more than the order of the stages',
  severity: Severity.INFO,
  pipeline: (pipeline, report) => {
    if (pipeline.model.schedule !== 'staged' || !pipeline.isOrdered) return;
    const staged = minutesUntilRelease(pipeline, pipeline.needs);
    const saved = staged - minutesUntilRelease(pipeline, withoutBarriers(pipeline));
    if (saved <= 0) return;
    report(`the barriers between the stages cost ${saved} of the ${staged} min before the first deployment`);
  },
});

/** Only what is read, except that deployments wait as they do. */
function withoutBarriers(pipeline: PipelineSubject): Needs {
  return new Map(pipeline.jobs.map((job) => [job.id, job.deploysTo || !job.model ? job.needs : job.model.reads]));
}

/** Minutes of the longest chain of jobs before any deployment, by their budgets. */
function minutesUntilRelease(pipeline: PipelineSubject, needs: Needs): number {
  const ends = new Map<string, number>();
  let longest = 0;
  for (const id of topologicalOrder(needs)) {
    const job = pipeline.job(id);
    const start = Math.max(0, ...(needs.get(id) ?? []).map((need) => ends.get(need) ?? 0));
    const isBefore = job?.role === 'work' && !job.deploysTo;
    ends.set(id, isBefore ? start + (job.model?.budgetMinutes ?? 0) : start);
    if (isBefore) longest = Math.max(longest, ends.get(id) ?? 0);
  }
  return pipeline.jobs.some((job) => job.deploysTo) ? longest : 0;
}
