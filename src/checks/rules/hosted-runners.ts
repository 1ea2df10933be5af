import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { mayRunOnPullRequests } from '../pull-requests';

export const hostedRunners = defineCheck({
  id: 'hosted-runners',
  title: 'pull requests do not reach your own runners',
  why: 'In a public repository whoever opens a pull request runs code on the machine, and what it leaves there meets the next job.',
  source: 'https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners',
  mend: 'use a hosted runner for jobs of pull requests (the verdict takes that of the Pipeline), or acknowledge hosted-runners where the repository is private',
  severity: Severity.WARNING,
  job: (job, report) => {
    if (!job.runsOn.includes('self-hosted') || !mayRunOnPullRequests(job)) return;
    report(`${job.label} runs on ${job.runsOn.join(', ')} for pull requests too; allowed is a hosted runner`);
  },
});
