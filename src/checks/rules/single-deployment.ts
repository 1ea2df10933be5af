import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { JobSubject } from '../job-subject';
import { isReviewed } from '../production';

export const singleDeployment = defineCheck({
  id: 'single-deployment',
  title: 'one job deploys to an environment, and only it names a reviewed one',
  why: 'Two deployments to one environment overwrite each other, and every job that names a reviewed environment waits for an approval of its own: a rollback in another job waits while production is down.',
  source: 'https://github.com/liquibase/liquibase/issues/7964',
  mend: 'give each deployment an environment of its own, and make what belongs to it a step of the deployment',
  severity: Severity.ERROR,
  pipeline: (pipeline, report) => {
    const named = new Map<string, JobSubject>();
    const deployments = pipeline.jobs.filter((job) => job.deploysTo);
    const others = pipeline.jobs.filter((job) => !job.deploysTo && job.environment);
    for (const job of [...deployments, ...others]) {
      const name = job.deploysTo ?? job.environment ?? '';
      const first = named.get(name.toLowerCase());
      if (!first) {
        named.set(name.toLowerCase(), job);
      } else if (job.deploysTo) {
        report(`environment "${name}" is deployed by ${first.label} and by ${job.label}; one job may`, {
          path: job.path,
        });
      } else if (job.environmentModel && isReviewed(job.environmentModel)) {
        report(
          `environment "${name}" is reviewed and named by ${first.label} and by ${job.label}: two approvals for one deployment`,
          {
            path: job.path,
          },
        );
      }
    }
  },
});
