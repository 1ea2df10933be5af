import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { instead } from '../text';

export const actionInputs = defineCheck({
  id: 'action-inputs',
  title: 'actions get the inputs that they declare',
  why: 'The runner ignores an input that an action does not know, with no more than a warning in the log, and does not enforce required ones.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs',
  mend: "use the names of the action's own action.yml",
  severity: Severity.ERROR,
  step: (step, report) => {
    const { action } = step;
    // What we know of an action was read at one commit, and holds for it alone.
    if (!action?.pin || !action.isPinned) return;
    const { name, version, inputs } = action.pin;
    const known = Object.keys(inputs);
    const same = (a: string) => (b: string) => a.toLowerCase() === b.toLowerCase();
    for (const given of Object.keys(step.inputs)) {
      const declared = known.find(same(given));
      if (declared === undefined) {
        report(
          `${step.fullLabel} gives '${given}' to ${name} ${version}, which has no such input; ${instead(given, known, 'its inputs')}`,
        );
      } else if (inputs[declared].deprecated) {
        report(`${step.fullLabel} gives '${declared}' to ${name} ${version}, where it is deprecated`, {
          severity: Severity.WARNING,
          remedy: "see the action's own page for what replaces it",
        });
      }
    }
    for (const needed of known.filter((input) => inputs[input].required && inputs[input].default === null)) {
      if (step.input(needed)) continue;
      report(`${step.fullLabel} gives no '${needed}' to ${name} ${version}, which requires it`, {
        remedy: `give '${needed}'`,
      });
    }
  },
});
