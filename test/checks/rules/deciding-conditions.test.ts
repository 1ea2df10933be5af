import { decidingConditions } from '../../../src/checks/rules/deciding-conditions';
import { describeCheck, oneJob, oneStep } from '../support/describe-check';

describeCheck(decidingConditions, {
  passes: {
    'no condition': oneJob({}),
    'one expression': oneJob({ if: "${{ github.ref == 'refs/heads/main' }}" }),
    'one without the braces': oneJob({ if: "github.ref == 'refs/heads/main'" }),
    'what runs whatever happens': oneStep({ if: '${{ always() }}' }),
    'what cannot be read, which is a finding of its own': oneJob({ if: '${{ github.ref == }}' }),
  },
  fails: {
    'a comparison outside the braces': [
      oneJob({ if: "${{ github.ref }} == 'refs/heads/main'" }),
      `sample/work: the condition of job "work" is always true: "\${{ github.ref }} == 'refs/heads/main'" has text outside \${{ }}`,
    ],
    'a line break behind the braces': [
      oneStep({ if: "${{ github.ref == 'refs/heads/main' }}\n" }),
      `sample/work: the condition of step "it" of job "work" is always true: "\${{ github.ref == 'refs/heads/main' }}\\n" has text outside \${{ }}`,
    ],
    'two expressions': [
      oneJob({ if: "${{ github.ref == 'a' }} && ${{ github.sha == 'b' }}" }),
      `sample/work: the condition of job "work" is always true: "\${{ github.ref == 'a' }} && \${{ github.sha == 'b' }}" has text outside \${{ }}`,
    ],
    'a constant': [
      oneJob({ if: "${{ 'main' == 'main' }}" }),
      `sample/work: the condition of job "work" is the same in every run: "'main' == 'main'" asks for nothing`,
    ],
    'a constant that is no text': [
      oneStep({ if: false as unknown as string }),
      'sample/work: the condition of step "it" of job "work" is false, whatever happens',
    ],
  },
});
