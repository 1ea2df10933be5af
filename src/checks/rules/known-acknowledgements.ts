import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { instead } from '../text';

export const knownAcknowledgements = defineCheck({
  id: 'known-acknowledgements',
  title: 'every acknowledgement names a rule that exists',
  why: 'A misspelt acknowledgement covers nothing; one of a rule that is gone tells readers of a risk that is not there.',
  source: 'https://github.com/kjanat/actionlint/issues/43',
  mend: 'name a rule of docs/findings.md or a policy of your pack, or remove the acknowledgement',
  severity: Severity.ERROR,
  pipeline: ({ model, surroundings }, report) => {
    for (const { rule, path } of model.acknowledgements) {
      if (surroundings.ruleIds.has(rule)) continue;
      report(
        `the acknowledgement names "${rule}", which is no rule; ${instead(rule, [...surroundings.ruleIds], 'rules')}`,
        { path },
      );
    }
  },
});
