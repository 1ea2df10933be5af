import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { reportProven } from '../proven';

export const unswitchedGates = defineCheck({
  id: 'unswitched-gates',
  title: 'whether a gate runs, the event alone decides',
  why: 'The verdict forgives a job whose own condition does not hold. Where a variable, an input, a label or the name of a branch is part of it, a person switches the gate off, and merges what nobody tested under a green check.',
  source:
    'https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks',
  mend: 'let the condition of a gate ask for nothing but the kind of event, its ref and its base, or let the job vouch for nothing',
  severity: Severity.ERROR,
  last: true,
  pipeline: (pipeline, report) => reportProven('unswitched-gates', pipeline, report),
});
