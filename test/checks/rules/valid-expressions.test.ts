import { validExpressions } from '../../../src/checks/rules/valid-expressions';
import { describeCheck, oneJob, oneStep } from '../support/describe-check';

describeCheck(validExpressions, {
  passes: {
    'contexts where they are available': oneStep({ env: { SHA: '${{ github.sha }}' } }),
  },
  fails: {
    'a context that is not available': [
      oneJob({ if: "${{ env.RELEASE == 'yes' }}" }),
      "sample/work: jobs.work.if: in the expression `env.RELEASE == 'yes'`: Unrecognized named-value: 'env'; available here: github, inputs, vars, needs",
    ],
    'an unknown function': [
      oneStep({ env: { A: "${{ startWith(github.ref, 'refs/tags/') }}" } }),
      "sample/work: jobs.work.steps[0].env.A: in the expression `startWith(github.ref, 'refs/tags/')`: Unrecognized function: 'startWith'; did you mean `startsWith()`?",
    ],
  },
});
