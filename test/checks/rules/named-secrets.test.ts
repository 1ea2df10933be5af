import { namedSecrets } from '../../../src/checks/rules/named-secrets';
import type { WorkflowJob } from '../../../src/model/workflow';
import { pipelineModel } from '../../simulate/support/model';
import { describeCheck } from '../support/describe-check';

const calling = (secrets: unknown) => ({
  jobs: {},
  workflow: { ...pipelineModel({ jobs: {} }).workflow },
  model: {
    workflow: {
      ...pipelineModel({ jobs: {} }).workflow,
      jobs: {
        call: { uses: `acme/flows/.github/workflows/a.yml@${'0'.repeat(40)}`, secrets } as unknown as WorkflowJob,
      },
    },
  },
});

describeCheck(namedSecrets, {
  passes: { 'secrets by name': calling({ KEY: '${{ secrets.KEY }}' }) },
  fails: {
    'all of them': [calling('inherit'), 'sample: job "call" has secrets: inherit; allowed are secrets by name'],
  },
});
