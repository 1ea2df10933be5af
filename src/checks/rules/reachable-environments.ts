import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { reportProven } from '../proven';

export const reachableEnvironments = defineCheck({
  id: 'reachable-environments',
  title: 'an image comes with every deployment, and an event to every environment',
  why: 'A deployment whose branches the pipeline does not release, or whose stage before never runs there, is skipped in every run: nobody notices until a release is due. One that starts where nothing is published asks its reviewers, and fails when they have approved.',
  source:
    'https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-jobs-with-conditions',
  mend: 'let the pipeline release from where the environment is promoted, or promote from where it releases',
  severity: Severity.ERROR,
  last: true,
  pipeline: (pipeline, report) => reportProven('reachable-environments', pipeline, report),
});
