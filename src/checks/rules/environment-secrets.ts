import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';
import { namesRead } from '../expression-use';
import { listed } from '../text';

export const environmentSecrets = defineCheck({
  id: 'environment-secrets',
  title: 'secrets are read one by one, where their environment protects them',
  why: 'A secret of an environment is empty in a job without that environment, and a job that reads all secrets hands all of them to its steps.',
  source: 'https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets',
  mend: 'read the secret in the job of its environment, or keep it at the repository',
  severity: Severity.ERROR,
  job: (job, report) => {
    const told = new Set<string>();
    for (const { name, use } of namesRead(job.expressions, 'secrets')) {
      if (told.has(name)) continue;
      told.add(name);
      if (name === ANY) {
        report(`${job.label} reads every secret in ${use.place}; allowed are secrets by name`, {
          remedy: 'name the secrets that it needs',
        });
        continue;
      }
      const owners = job.pipeline.model.settings.filter(
        (setting) => setting.kind === 'secret' && setting.name === name,
      );
      const environments = owners.flatMap(({ environment }) => environment ?? []);
      const atHand = owners.some(({ environment }) => environment === null || isSame(environment, job.environment));
      if (environments.length === 0 || atHand) continue;
      report(
        `${job.label} reads secrets.${name} in ${use.place}, which only environment ${listed(environments, 'or')} has; the job ${job.environment ? `is in ${job.environment}` : 'has no environment'}`,
      );
    }
  },
});

function isSame(environment: string, other: string | undefined): boolean {
  return environment.toLowerCase() === other?.toLowerCase();
}
