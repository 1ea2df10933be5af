import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { isMap, textOf } from '../plain';

export const reachableServices = defineCheck({
  id: 'reachable-services',
  title: 'services can be reached, and are waited for until they answer',
  why: 'A job on the runner reaches a service only by a mapped port, and without a health check its first query comes before the database is up.',
  source: 'https://docs.github.com/en/actions/tutorials/use-containerized-services/use-docker-service-containers',
  mend: "map a port ('5432:5432') and give --health-cmd in the options, or use a ServiceContainer, which does both",
  severity: Severity.ERROR,
  job: (job, report) => {
    const services = isMap(job.job.services) ? Object.entries(job.job.services) : [];
    for (const [name, service] of services) {
      if (!isMap(service)) continue;
      const hasPorts = Array.isArray(service.ports) && service.ports.length > 0;
      if (!hasPorts && job.job.container === undefined) {
        report(`service "${name}" of ${job.label} maps no port, and the job runs on the runner: nothing can reach it`);
      } else if (!/--health-cmd\b/.test(textOf(service.options) ?? '')) {
        report(`service "${name}" of ${job.label} has no health check: steps start before it answers`, {
          severity: Severity.WARNING,
        });
      }
    }
  },
});
