import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { isCommand } from '../shell';

export const droppedCredentials = defineCheck({
  id: 'dropped-credentials',
  title: 'a checkout keeps its token only where the job pushes',
  why: 'By default the token stays in the job for every later step to read, and ends up in an artifact that holds the whole folder.',
  source: 'https://docs.zizmor.sh/audits/#artipacked',
  mend: "give the checkout 'persist-credentials': false",
  severity: Severity.WARNING,
  step: (step, report) => {
    if (!step.usesAction('actions/checkout') || step.input('persist-credentials') === 'false') return;
    if (step.job.steps.some(({ commands }) => commands.some((words) => isCommand(words, 'git', 'push')))) return;
    report(
      `${step.fullLabel} keeps its token for later steps, none of which pushes; allowed is persist-credentials: false`,
    );
  },
});
