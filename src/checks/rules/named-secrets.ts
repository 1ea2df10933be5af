import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

export const namedSecrets = defineCheck({
  id: 'named-secrets',
  title: 'no workflow is handed every secret',
  why: '`secrets: inherit` gives a called workflow every secret of the repository and the organisation, whatever it does with them.',
  source: 'https://docs.zizmor.sh/audits/#secrets-inherit',
  mend: 'list the secrets that the called workflow needs',
  severity: Severity.ERROR,
  job: (job, report) => {
    if (job.job.secrets === 'inherit') report(`${job.label} has secrets: inherit; allowed are secrets by name`);
  },
});
