import { Severity } from '../../policy/finding';
import { TREE_RULES } from '../../policy/tree-rules';
import { defineCheck } from '../check';
import { instead } from '../text';

export const knownAcknowledgements = defineCheck({
  id: 'known-acknowledgements',
  title: 'every acknowledgement names a rule that exists and can be acknowledged',
  why: 'An acknowledgement of what is misspelt, or of what nobody can acknowledge, covers nothing; one of a rule that is gone tells readers of a risk that is not there.',
  source: 'https://github.com/kjanat/actionlint/issues/43',
  mend: 'name the rule or policy that stands in brackets behind the finding, or remove the acknowledgement',
  severity: Severity.ERROR,
  pipeline: ({ model, surroundings }, report) => {
    for (const { rule, path } of model.acknowledgements) {
      if (surroundings.ruleIds.has(rule)) continue;
      const ofTree = TREE_RULES.find(({ id }) => id === rule);
      if (ofTree) {
        report(
          `the acknowledgement names "${rule}", which nobody can acknowledge: it is found while the tree is put together`,
          { path, remedy: `remove the acknowledgement; about the finding itself: ${ofTree.mend}` },
        );
        continue;
      }
      report(
        `the acknowledgement names "${rule}", which is no rule; ${instead(rule, [...surroundings.ruleIds], 'rules')}`,
        { path },
      );
    }
  },
});
