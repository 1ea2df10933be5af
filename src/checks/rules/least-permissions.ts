import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { JobSubject } from '../job-subject';
import { isMap, textMapOf } from '../plain';
import { isAtLeast, type StepNeed, usedBy, usesToken } from '../token-rights';

export const leastPermissions = defineCheck({
  id: 'least-permissions',
  title: 'a job has no right that its steps do not need',
  why: 'Whatever runs in a job can use its token: a right that nobody needs is there for an attacker.',
  source:
    'https://docs.github.com/en/actions/reference/security/secure-use#modifying-the-permissions-for-the-github_token',
  mend: 'drop the permission, or give the narrower one',
  severity: Severity.WARNING,
  pipeline: ({ workflow }, report) => {
    const { permissions } = workflow;
    const given = isMap(permissions) ? Object.keys(permissions).filter((scope) => permissions[scope] !== 'none') : [];
    if (typeof permissions === 'string' || given.length > 0) {
      report(
        `the workflow gives every job ${given.join(', ') || permissions}; allowed is permissions: {}, and rights by job`,
        {
          severity: Severity.ERROR,
          remedy: 'leave the permissions of the workflow empty',
        },
      );
    }
  },
  job: (job, report) => {
    const { permissions } = job;
    if (permissions === undefined || typeof permissions === 'string') {
      report(
        `${job.label} has ${permissions ?? 'whatever rights the repository gives by default'}; allowed is a list of scopes`,
        {
          severity: Severity.ERROR,
          remedy: 'list the scopes that its steps need',
        },
      );
      return;
    }
    const used = usedBy(job);
    for (const [scope, level] of Object.entries(textMapOf(permissions))) {
      // A scope that does not exist is a finding of its own.
      if (isUnknown(job, scope) || level === 'none' || isExplained(job, scope, level, used)) continue;
      const narrower = used.find((need) => need.scope === scope);
      const needed = narrower ? `its steps only need ${scope}: ${narrower.level}` : 'none of its steps needs it';
      report(`${job.label} may ${level} ${scope}, but ${needed}`);
    }
  },
});

const isUnknown = ({ pipeline }: JobSubject, scope: string) =>
  pipeline.mistakes.some(({ unknownKey }) => unknownKey === scope);

/** A right is explained by an action that needs it, by a step that is handed the token, or by the part that asked for it. */
function isExplained(job: JobSubject, scope: string, level: string, used: readonly StepNeed[]): boolean {
  const needs = used.filter((need) => need.scope === scope);
  if (needs.some((need) => isAtLeast(need.level, level))) return true;
  if (needs.length === 0 && job.model?.permissionReasons[scope] !== undefined) return true;
  // A token for the cloud is not the workflow's token: whoever is handed the latter has no use for the right.
  return scope !== 'id-token' && job.steps.some(usesToken) && (needs.length === 0 || level === 'read');
}
