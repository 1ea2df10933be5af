import { Severity } from '../../policy/finding';
import { isProductionName } from '../../policy/production-name';
import { defineCheck } from '../check';
import { isReviewed } from '../production';

export const approvedProduction = defineCheck({
  id: 'approved-production',
  title: 'somebody approves what goes to production',
  why: 'Without reviewers whoever can push deploys, and a workflow that names an environment which does not exist creates it unprotected.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#required-reviewers',
  mend: 'use Promotion.manual({ reviewers: [...] }), or acknowledge approved-production with a reason',
  severity: Severity.ERROR,
  environment: (environment, report) => {
    if (!isProductionName(environment.name) || isReviewed(environment)) return;
    report(`environment "${environment.name}" has no reviewer and no protection app; production needs one of them`);
  },
});
