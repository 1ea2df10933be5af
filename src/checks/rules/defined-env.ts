import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';
import { namesRead } from '../expression-use';
import type { JobSubject } from '../job-subject';
import { textMapOf } from '../plain';
import { instead } from '../text';

/** What actions leave in the environment of the steps after them. */
const EXPORTS: { readonly [action: string]: RegExp } = {
  'aws-actions/configure-aws-credentials': /^AWS_/,
  'google-github-actions/auth': /^(GOOGLE_|CLOUDSDK_|GCP_|GCLOUD_)/,
  'google-github-actions/get-gke-credentials': /^KUBE/,
  'azure/login': /^(AZURE_|ARM_)/,
  'azure/aks-set-context': /^KUBE/,
  'actions/setup-java': /^JAVA_/,
  'actions/setup-python': /^(pythonLocation|Python|PKG_CONFIG_PATH|LD_LIBRARY_PATH)/,
  'actions/setup-go': /^GO/,
  'astral-sh/setup-uv': /^UV_/,
  'pnpm/action-setup': /^PNPM_/,
  'gradle/actions/setup-gradle': /^GRADLE_/,
};

export const definedEnv = defineCheck({
  id: 'defined-env',
  title: 'every name read from `env` is defined where it is read',
  why: 'GitHub gives an empty value for a name that nobody defines: a tag `/payment-api:sha`, a path from the root.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#env-context',
  mend: 'define it in the env of the job or step, or read it from where it is defined',
  severity: Severity.ERROR,
  job: (job, report) => {
    const told = new Set<string>();
    for (const { name, use } of namesRead(job.expressions, 'env')) {
      if (name === ANY || told.has(name)) continue;
      const known = { ...textMapOf(job.pipeline.workflow.env), ...job.env, ...use.step?.env };
      if (Object.hasOwn(known, name) || mayBeExported(name, job, use.step?.index ?? job.steps.length)) continue;
      told.add(name);
      const hint = instead(name, Object.keys(known), 'names');
      report(`${job.label} reads env.${name} in ${use.place}, which is defined nowhere; ${hint}`);
    }
  },
});

/** Steps may add to the environment; of actions that we do not know, anything. */
function mayBeExported(name: string, job: JobSubject, before: number): boolean {
  return job.steps.some(({ index, action, uses, run }) => {
    if (index >= before) return false;
    if (run) return run.includes('GITHUB_ENV');
    return uses !== '' && (!action?.pin || EXPORTS[action.name.toLowerCase()]?.test(name) === true);
  });
}
