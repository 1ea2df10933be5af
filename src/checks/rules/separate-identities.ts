import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { grantedTo } from '../token-rights';

export const separateIdentities = defineCheck({
  id: 'separate-identities',
  title: 'foreign code and a cloud identity never share a job',
  why: 'With `id-token: write` every step of a job can ask for a token, an install script of a dependency too, and then act as the role.',
  source: 'https://docs.github.com/en/actions/concepts/security/openid-connect',
  mend: 'run the code of the repository in a job of its own, and hand its result on as an artifact',
  severity: Severity.ERROR,
  job: (job, report) => {
    if (!job.model?.foreignCode || grantedTo(job, 'id-token') !== 'write') return;
    report(
      `${job.label} runs code of the repository or its dependencies, and has id-token: write; a job has one or the other`,
    );
  },
});
