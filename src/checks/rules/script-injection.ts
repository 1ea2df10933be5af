import { Severity } from '../../policy/finding';
import { expressionsIn } from '../../util/expressions';
import { defineCheck } from '../check';
import type { StepSubject } from '../step-subject';

/** Inputs of actions that are run as code. */
const CODE_INPUTS: { readonly [action: string]: readonly string[] } = {
  'actions/github-script': ['script'],
  'azure/cli': ['inlinescript'],
  'azure/powershell': ['inlinescript'],
};

/** Contexts that whoever opens a pull request or names a branch can write. */
const UNTRUSTED =
  /^github\.(event\.(issue|pull_request|comment|review|review_comment|discussion|pages|commits|head_commit|workflow_run|client_payload|inputs)|head_ref|ref_name|base_ref)\b|^inputs\./;

export const scriptInjection = defineCheck({
  id: 'script-injection',
  title: 'no expression stands in code',
  why: 'GitHub pastes the value into the script before a shell reads it: a branch named `"; curl … | sh; "` runs with the rights of the job.',
  source: 'https://docs.github.com/en/actions/concepts/security/script-injections',
  mend: 'hand the value in by env and write "$NAME" in the script',
  severity: Severity.ERROR,
  step: (step, report) => {
    for (const [key, code] of codeOf(step)) {
      const [first] = expressionsIn(code);
      if (!first) continue;
      const who = UNTRUSTED.test(first.source) ? ', which outsiders can write' : '';
      report(`${step.fullLabel} has \${{ ${first.source} }}${who}, in ${key}; code takes values from env only`);
    }
  },
});

function codeOf(step: StepSubject): [string, string][] {
  const inputs = CODE_INPUTS[step.action?.name.toLowerCase() ?? ''] ?? [];
  const code = inputs.flatMap((name): [string, string][] => [[`with.${name}`, step.input(name) ?? '']]);
  return [['run', step.run], ...code];
}
