import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { grantedTo, isAtLeast, neededBy } from '../token-rights';

export const sufficientPermissions = defineCheck({
  id: 'sufficient-permissions',
  title: 'a job has the rights that its actions need',
  why: 'A right that a job does not list is none: without `id-token: write` every sign-in to a cloud fails, on the first run.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idpermissions',
  mend: 'add the permission to the job, or drop the step',
  severity: Severity.ERROR,
  job: (job, report) => {
    const told = new Set<string>();
    for (const { scope, level, purpose, step } of neededBy(job)) {
      const granted = grantedTo(job, scope);
      if (granted === undefined || isAtLeast(granted, level) || told.has(scope)) continue;
      told.add(scope);
      report(`${step.fullLabel} needs ${scope}: ${level} to ${purpose}, but the job has ${scope}: ${granted}`, {
        remedy: `add ${scope}: ${level} to the permissions of ${job.label}, or drop the step`,
      });
    }
  },
});
