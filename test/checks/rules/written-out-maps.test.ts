import { writtenOutMaps } from '../../../src/checks/rules/written-out-maps';
import { describeCheck, oneJob, oneStep } from '../support/describe-check';

const made = "${{ fromJSON('{}') }}" as unknown as Record<string, string>;

describeCheck(writtenOutMaps, {
  passes: { 'env that is written out': oneStep({ env: { A: '${{ github.sha }}' } }) },
  fails: {
    'env of a job': [
      oneJob({ env: made }),
      `sample/work: env of job "work" is "\${{ fromJSON('{}') }}"; allowed is a map that is written out`,
    ],
    'env of a step': [
      oneStep({ env: made }),
      `sample/work: env of step "it" is "\${{ fromJSON('{}') }}"; allowed is a map that is written out`,
    ],
  },
});
