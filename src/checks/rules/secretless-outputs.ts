import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';

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

/** The whole of `github` holds the token, too. */
function holdsSecret([context, name = ANY]: readonly string[]): boolean {
  return context === 'secrets' || (context === 'github' && [ANY, 'token'].includes(name.toLowerCase()));
}
