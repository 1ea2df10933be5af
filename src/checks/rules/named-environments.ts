import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { JobSubject } from '../job-subject';
import { isCommand } from '../shell';
import type { StepSubject } from '../step-subject';
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
    } else if (environment === undefined && job.role === 'work' && reachesCluster(job)) {
      const change = job.steps.find(changesCluster);
      if (change) {
        report(
          `${change.fullLabel} changes a cluster outside of every environment: no gate and no reviewer stands before it`,
          {
            remedy:
              'deploy with a DeployEnvironment, or acknowledge named-environments where the cluster is there for tests only',
          },
        );
      }
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

const CHANGES = [
  ...['upgrade', 'install', 'rollback', 'uninstall'].map((deed) => ['helm', deed]),
  ...['apply', 'create', 'delete', 'patch', 'replace', 'scale', 'set'].map((deed) => ['kubectl', deed]),
];
const SIGN_IN = ['aws-actions/configure-aws-credentials', 'google-github-actions/auth', 'azure/login'];

const changesCluster = (step: StepSubject) =>
  step.commands.some((words) => CHANGES.some((wanted) => isCommand(words, ...wanted)));

/** A cluster that somebody has to sign in to is not one that the job made for itself. */
const reachesCluster = ({ steps }: JobSubject) => steps.some((step) => step.usesAction(...SIGN_IN));
