import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { JobSubject } from '../job-subject';
import { isMap } from '../plain';
import { listed } from '../text';

export const linuxContainers = defineCheck({
  id: 'linux-containers',
  title: 'containers run on Linux',
  why: 'GitHub starts service containers, jobs in a container and images as steps on Linux runners only: elsewhere the job fails before its first step.',
  source:
    'https://docs.github.com/en/actions/how-tos/write-workflows/choose-where-workflows-run/run-jobs-in-a-container',
  mend: 'use a Linux runner, such as Runner.UBUNTU_24_04, or do without containers',
  severity: Severity.ERROR,
  job: (job, report) => {
    const label = job.runsOn.find((name) => /^(?:macos|windows)(?:-|$)/i.test(name));
    const started = startedBy(job);
    if (label === undefined || started.length === 0) return;
    report(`${job.label} runs on ${label} and starts ${listed(started)}; GitHub starts containers on Linux only`);
  },
});

function startedBy({ job, steps }: JobSubject): string[] {
  return [
    ...(job.container === undefined ? [] : ['its container']),
    ...(isMap(job.services) ? Object.keys(job.services).map((name) => `service "${name}"`) : []),
    ...steps.filter(({ uses }) => uses.startsWith('docker://')).map(({ label }) => `the image of ${label}`),
  ];
}
