import { expect, test } from 'vitest';
import { reachableServices } from '../../../src/checks/rules/reachable-services';
import { Severity } from '../../../src/policy/finding';
import { describeCheck, findingsFor, oneJob } from '../support/describe-check';

const health = { options: '--health-cmd "pg_isready" --health-interval 5s' };
const service = (keys: object, job: object = {}) =>
  oneJob({ ...job, services: { db: { image: 'postgres:17', ...keys } } });

describeCheck(reachableServices, {
  passes: {
    'a port and a health check': service({ ports: ['5432:5432'], ...health }),
    'a job in a container, which reaches services by name': service(health, { container: { image: 'node:22' } }),
  },
  fails: {
    'no port': [
      service(health),
      'sample/work: service "db" of job "work" maps no port, and the job runs on the runner: nothing can reach it',
    ],
    'no health check': [
      service({ ports: ['5432:5432'] }),
      'sample/work: service "db" of job "work" has no health check: steps start before it answers',
    ],
  },
});

test('a service without a health check is a warning, one out of reach an error', () => {
  const severities = (keys: object) => findingsFor(reachableServices, service(keys)).map(({ severity }) => severity);
  expect(severities({ ports: ['5432:5432'] })).toEqual([Severity.WARNING]);
  expect(severities({})).toEqual([Severity.ERROR]);
});
