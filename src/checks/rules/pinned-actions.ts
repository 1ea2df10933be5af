import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { textOf } from '../plain';

export const pinnedActions = defineCheck({
  id: 'pinned-actions',
  title: 'actions, their images and workflows that are called are named by their content',
  why: 'Branches and tags move: in March 2026 76 tags of one popular action were moved to a commit that stole credentials.',
  source: 'https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions',
  mend: 'name the full commit SHA (40 hexadecimal digits) and write the version beside it, or use an action that stagegate pins',
  severity: Severity.ERROR,
  job: (job, report) => {
    const uses = textOf(job.job.uses);
    if (uses !== undefined && !/^[.$]\/|@[0-9a-f]{40}$/i.test(uses)) {
      report(`${job.label} calls ${uses}; allowed is a full commit SHA behind the @`);
    }
  },
  step: (step, report) => {
    const { uses, action } = step;
    if (uses.startsWith('docker://')) {
      if (!/@sha256:[0-9a-f]{64}$/.test(uses))
        report(`${step.fullLabel} uses ${uses}; allowed is an image with its digest, @sha256:…`);
    } else if (action && !/^[0-9a-f]{40}$/i.test(action.ref)) {
      const pin = action.pin
        ? { remedy: `write ${action.pin.name}@${action.pin.sha}, which is ${action.pin.version}` }
        : {};
      report(`${step.fullLabel} uses ${action.name} at "${action.ref}"; allowed is a full commit SHA`, pin);
    }
  },
});
