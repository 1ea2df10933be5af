import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';
import { namesRead } from '../expression-use';
import { listed } from '../text';

export const parallelJobs = defineCheck({
  id: 'parallel-jobs',
  title: 'jobs of one stage that do not read each other run side by side',
  why: 'A job that waits for another without using what it makes only adds its time.',
  source: 'https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-jobs',
  mend: 'drop the need, or put the job into a stage after',
  severity: Severity.WARNING,
  job: (job, report) => {
    const stage = job.model?.stage;
    if (!stage || job.deploysTo) return;
    const read = new Set(
      [...namesRead(job.expressions, 'needs')]
        .filter(({ name, rest }) => name === ANY || rest[0] !== 'result')
        .map(({ name }) => name),
    );
    if (read.has(ANY)) return;
    const idle = job.needs.filter((need) => job.pipeline.job(need)?.model?.stage === stage && !read.has(need));
    if (idle.length === 0) return;
    report(
      `${job.label} waits for ${listed(idle)} of its own stage "${stage}" and reads nothing from ${idle.length > 1 ? 'them' : 'it'}`,
    );
  },
});
