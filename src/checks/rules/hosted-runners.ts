import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { JobSubject } from '../job-subject';
import { mayRunOnPullRequests } from '../pull-requests';

export const hostedRunners = defineCheck({
  id: 'hosted-runners',
  title: 'pull requests do not reach your own runners',
  why: 'In a public repository whoever opens a pull request runs code on the machine, and what it leaves there meets the next job.',
  source: 'https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners',
  mend: 'use a hosted runner for jobs of pull requests (the verdict takes that of the Pipeline), or acknowledge hosted-runners where the repository is private',
  severity: Severity.WARNING,
  pipeline: ({ jobs }, report) => {
    const open = jobs.filter((job) => job.runsOn.includes('self-hosted') && mayRunOnPullRequests(job));
    // What holds for many is told once, where all of them can be acknowledged together and no other with them.
    for (const runner of new Set(open.map(labels))) {
      const alike = open.filter((job) => labels(job) === runner);
      const who = alike.length === 1 ? `${alike[0].label} runs` : `jobs ${alike.map(({ id }) => id).join(', ')} run`;
      report(`${who} on ${runner} for pull requests too; allowed is a hosted runner`, { path: above(alike) });
    }
  },
});

const labels = ({ runsOn }: JobSubject) => runsOn.join(', ');

/** Path of the innermost construct that holds all of the jobs. */
function above(jobs: readonly JobSubject[]): string {
  const [first, ...others] = jobs.map(({ path }) => path.split('/'));
  const differs = first.findIndex((part, index) => others.some((path) => path[index] !== part));
  return first.slice(0, differs < 0 ? first.length : differs).join('/');
}
