import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { reportProven } from '../proven';

export const secretlessPullRequests = defineCheck({
  id: 'secretless-pull-requests',
  title: 'pull requests read no secret',
  why: 'Whoever opens a pull request writes the code that runs, and can print what it is handed. One from a fork has no secrets, so that its run is always red.',
  source: 'https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets',
  mend: "let the step run only where the pipeline releases, take the workflow's own token where that suffices, or acknowledge it at the job where the secret can do nothing but read packages",
  severity: Severity.ERROR,
  last: true,
  pipeline: (pipeline, report) => reportProven('secretless-pull-requests', pipeline, report),
});
