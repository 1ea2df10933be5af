import { Severity } from '../../policy/finding';
import { defineSchemaCheck } from '../schema-check';

export const dispatchInputs = defineSchemaCheck(
  {
    id: 'dispatch-inputs',
    title: 'a manual start asks for at most 25 inputs',
    why: 'GitHub refuses a workflow with more.',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs',
    mend: 'put settings that belong together into one input, as JSON',
    severity: Severity.ERROR,
  },
  (keyword) => keyword === 'inputs',
);
