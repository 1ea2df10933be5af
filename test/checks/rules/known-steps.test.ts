import { knownSteps } from '../../../src/checks/rules/known-steps';
import { describeCheck, oneJob, step } from '../support/describe-check';

const steps = (text: string, outputs: Record<string, string> = {}) =>
  oneJob({ outputs, steps: [step('scan'), step('report', { env: { A: text } }), step('last')] });

describeCheck(knownSteps, {
  passes: {
    'a step before': steps('${{ steps.scan.outcome }}'),
    'any step, in an output of the job': steps('', { a: '${{ steps.last.outcome }}' }),
  },
  fails: {
    'a step that is not there': [
      steps('${{ steps.scna.outcome }}'),
      'sample/work: job "work" reads steps.scna in env.A of step "report", but has no such step; did you mean "scan"?',
    ],
    'a step that comes later': [
      steps('${{ steps.last.outcome }}'),
      'sample/work: job "work" reads steps.last in env.A of step "report", which runs before step "last" has ended',
    ],
    'the step itself': [
      steps('${{ steps.report.outcome }}'),
      'sample/work: job "work" reads steps.report in env.A of step "report", which runs before step "report" has ended',
    ],
  },
});
