import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';
import { namesRead } from '../expression-use';
import { instead } from '../text';

export const neededJobs = defineCheck({
  id: 'needed-jobs',
  title: 'a job only reads results and outputs of jobs that it needs',
  why: 'GitHub gives an empty value for a job that is not in `needs`, direct needs only, and says nothing.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context',
  mend: 'hand the value over by the output itself, such as build.output(...), which adds the need, or add the need',
  severity: Severity.ERROR,
  job: (job, report) => {
    // A misspelt need also leaves its reads without one: that is the same mistake.
    if (job.needs.some((need) => !job.pipeline.job(need))) return;
    const told = new Set(job.needs.map((need) => need.toLowerCase()));
    for (const { name, use } of namesRead(job.expressions, 'needs')) {
      if (name === ANY || told.has(name.toLowerCase())) continue;
      told.add(name.toLowerCase());
      if (job.pipeline.job(name)) {
        const needs = job.needs.length > 0 ? `only needs ${job.needs.join(', ')}` : 'needs no job';
        report(`${job.label} reads needs.${name} in ${use.place}, but ${needs}`);
      } else {
        const others = job.pipeline.jobIds.filter((id) => id !== job.id);
        report(
          `${job.label} reads needs.${name} in ${use.place}, but there is no such job; ${instead(name, others, 'jobs')}`,
          {
            remedy: 'name a job of this pipeline',
          },
        );
      }
    }
  },
});
