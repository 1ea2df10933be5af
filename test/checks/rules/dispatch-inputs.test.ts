import { dispatchInputs } from '../../../src/checks/rules/dispatch-inputs';
import { describeCheck, oneJob } from '../support/describe-check';

const inputs = (count: number) =>
  oneJob(
    {},
    { on: { workflow_dispatch: { inputs: Object.fromEntries([...Array(count).keys()].map((n) => [`i${n}`, {}])) } } },
  );

describeCheck(dispatchInputs, {
  passes: { '25 inputs': inputs(25) },
  fails: {
    '26 inputs': [
      inputs(26),
      'sample: on.workflow_dispatch.inputs: `workflow_dispatch` has 26 inputs, GitHub allows 25',
    ],
  },
});
