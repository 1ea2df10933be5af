import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { holdsSecret } from '../expression-use';

export const secretlessOutputs = defineCheck({
  id: 'secretless-outputs',
  title: 'no output of a job reads a secret',
  why: 'GitHub hands on an output that may hold a secret as an empty text, with a warning that nobody looks for.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs',
  mend: 'read the secret in the job that needs it',
  severity: Severity.ERROR,
  job: (job, report) => {
    for (const { keys, reads, source } of job.expressions) {
      const [place, name] = keys;
      if (place === 'outputs' && reads.some(holdsSecret)) {
        report(`${job.label} has the output "${name}": "${source}", which reads a secret`);
      }
    }
  },
});
