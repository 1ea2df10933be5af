import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { namesRead } from '../expression-use';
import type { JobSubject } from '../job-subject';
import { mapOf, textOf } from '../plain';
import type { StepSubject } from '../step-subject';
import { instead } from '../text';
import { grantedTo } from '../token-rights';

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
    } else if (environment === undefined && job.role === 'work' && callsTrusted(job)) {
      report(
        `${job.label} calls ${textOf(job.job.uses)} with secrets or an identity: what that deploys, and behind which gates, nothing proves`,
        {
          severity: Severity.WARNING,
          remedy:
            'deploy with a DeployEnvironment, hand it neither secrets nor id-token: write, or acknowledge named-environments where it deploys nothing',
        },
      );
    } else if (environment === undefined && job.role === 'work' && isTrusted(job)) {
      const change = job.steps.find(deploys);
      if (change) {
        report(
          `${change.fullLabel} changes what runs outside of every environment: no gate and no reviewer stands before it`,
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
  ...['apply', 'create', 'delete', 'patch', 'replace', 'rollout', 'scale', 'set'].map((deed) => ['kubectl', deed]),
  ...['apply', 'sync'].map((deed) => ['helmfile', deed]),
  ['aws', 'ecs', 'update-service'],
  ['aws', 'ecs', 'deploy'],
  ['aws', 'lambda', 'update-function-code'],
  ['aws', 'apprunner', 'start-deployment'],
  ['aws', 'deploy', 'create-deployment'],
  ['gcloud', 'run', 'deploy'],
  ['gcloud', 'app', 'deploy'],
  ['az', 'containerapp', 'update'],
  ['az', 'webapp', 'deploy'],
  ['argocd', 'app', 'set'],
  ['argocd', 'app', 'sync'],
  ['docker', 'stack', 'deploy'],
];
const SIGN_IN = ['aws-actions/configure-aws-credentials', 'google-github-actions/auth', 'azure/login'];

const OWN_CLUSTERS = [
  ['kind', 'create'],
  ['k3d', 'cluster', 'create'],
  ['minikube', 'start'],
];

const deploys = (step: StepSubject) => step.runsAny(CHANGES);

/** A workflow of somebody else's that could deploy with what it is handed. */
function callsTrusted(job: JobSubject): boolean {
  const { uses, secrets } = job.job;
  if (textOf(uses) === undefined || job.pipeline.model.environments.length === 0) return false;
  return secrets === 'inherit' || Object.keys(mapOf(secrets)).length > 0 || grantedTo(job, 'id-token') === 'write';
}

/** What somebody has to sign in to, by an identity or a secret, is not a cluster that the job made for itself. */
function isTrusted(job: JobSubject): boolean {
  if (job.steps.some((step) => step.usesAction(...SIGN_IN))) return true;
  if (job.steps.some((step) => step.usesAction('helm/kind-action') || step.runsAny(OWN_CLUSTERS))) return false;
  const readsSecret = [...namesRead(job.expressions, 'secrets')].some(({ name }) => name !== 'GITHUB_TOKEN');
  return readsSecret || grantedTo(job, 'id-token') === 'write';
}
