import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { JobSubject } from '../job-subject';
import type { PipelineSubject } from '../pipeline-subject';

export const fastFirst = defineCheck({
  id: 'fast-first',
  title: 'fast checks come before slow ones',
  why: 'Whoever broke a test that takes a minute should not hear of it after ten.',
  source: 'https://martinfowler.com/bliki/DeploymentPipeline.html',
  mend: 'swap the two stages, or put their jobs into one stage',
  severity: Severity.WARNING,
  pipeline: (pipeline, report) => {
    const checking = pipeline.model.stages.filter((stage) => jobsOf(pipeline, stage.jobs).some(isCheck));
    for (const [index, stage] of checking.entries()) {
      const before = checking[index - 1];
      if (!before || !stage.after.includes(before.id)) continue;
      const [slow, fast] = [jobsOf(pipeline, before.jobs), jobsOf(pipeline, stage.jobs)];
      if (reads(fast, slow) || minutes(slow) <= minutes(fast) || minutes(fast) === 0) continue;
      report(
        `stage "${stage.id}" (${minutes(fast)} min) waits for the slower stage "${before.id}" (${minutes(slow)} min) and reads nothing from it`,
        {
          path: stage.path,
        },
      );
    }
  },
});

const jobsOf = (pipeline: PipelineSubject, ids: readonly string[]) => ids.flatMap((id) => pipeline.job(id) ?? []);

/** A job that only says whether something is right; deployments and builds have their place for another reason. */
function isCheck({ model }: JobSubject): boolean {
  return (
    model !== undefined &&
    model.deploysTo === null &&
    model.vouches.length > 0 &&
    !model.vouches.includes('image-built')
  );
}

function minutes(jobs: readonly JobSubject[]): number {
  return Math.max(0, ...jobs.map(({ model }) => model?.budgetMinutes ?? 0));
}

function reads(jobs: readonly JobSubject[], others: readonly JobSubject[]): boolean {
  const ids = new Set(others.map(({ id }) => id));
  return jobs.some(({ model }) => model?.reads.some((id) => ids.has(id)));
}
