import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { instead } from '../text';

export const namedEnvironments = defineCheck({
  id: 'named-environments',
  title: 'a deployment runs in its environment, and environments are those of the pipeline',
  why: 'Only a job that names the environment waits for its reviewers; one that names another, or a misspelt one, is let through, and GitHub creates what does not exist without any protection.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments',
  mend: 'name the environment that the job deploys to, as it is, without an expression',
  severity: Severity.ERROR,
  job: (job, report) => {
    const { environment, deploysTo, pipeline } = job;
    const names = pipeline.model.environments.map(({ name }) => name);
    if (environment?.includes('${{')) {
      report(`${job.label} runs in the environment "${environment}"; allowed is a name that is the same in every run`);
    } else if (deploysTo !== undefined && environment?.toLowerCase() !== deploysTo.toLowerCase()) {
      const given = environment === undefined ? 'in no environment' : `in environment "${environment}"`;
      report(`${job.label} deploys to ${deploysTo}, but runs ${given}: nothing protects the deployment`);
    } else if (environment !== undefined && !job.environmentModel) {
      report(
        `${job.label} runs in environment "${environment}", which no deployment of the pipeline protects; ${instead(environment, names, 'its environments')}`,
        {
          severity: Severity.WARNING,
          remedy:
            'name an environment of the pipeline, or acknowledge named-environments where another file protects it',
        },
      );
    }
  },
});
