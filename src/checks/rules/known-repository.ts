import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

export const knownRepository = defineCheck({
  id: 'known-repository',
  title: 'the repository is known where trust policies name it',
  why: 'A cloud role trusts a token by its subject, which begins with the repository; without it the page can only print a placeholder, and a subject that somebody guesses admits too much or nothing.',
  source: 'https://docs.github.com/en/actions/reference/security/oidc',
  mend: "set 'repository' on the Pipeline, such as 'acme/payment-api'",
  severity: Severity.INFO,
  pipeline: ({ model }, report) => {
    const { length } = model.identities;
    if (length === 0 || model.repository !== null) return;
    report(
      `the repository is not known, so the subjects of ${length === 1 ? 'one role' : `${length} roles`} are printed with OWNER/NAME`,
    );
  },
});
