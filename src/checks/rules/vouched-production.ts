import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { isProduction } from '../production';
import { listed } from '../text';

export const vouchedProduction = defineCheck({
  id: 'vouched-production',
  title: 'production gets only what was scanned and tested',
  why: 'A pipeline without a scan or a test is green for every image.',
  source: 'https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-01-Insufficient-Flow-Control-Mechanisms',
  mend: "put a ParallelValidate stage before the deployment, or let a job of your own vouch for it, with vouches: ['image-scanned']",
  severity: Severity.ERROR,
  environment: (environment, report, pipeline) => {
    if (!isProduction(environment)) return;
    const vouched = (fact: string) => pipeline.vouchingFor(fact).some((job) => job.blocks);
    const missing = [
      ...(vouched('image-built') && !vouched('image-scanned') ? ['image-scanned'] : []),
      ...(vouched('unit-tested') || vouched('integration-tested') ? [] : ['unit-tested or integration-tested']),
    ];
    if (missing.length === 0) return;
    report(
      `environment "${environment.name}" gets an image that no blocking job vouches for: ${listed(missing)} ${missing.length > 1 ? 'are' : 'is'} missing`,
    );
  },
});
