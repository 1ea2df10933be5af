import { Severity } from '../../policy/finding';
import { defineSchemaCheck } from '../schema-check';

const OTHERS = new Set(['expression', 'needs', 'step-id', 'unique-keys', 'inputs']);

export const validWorkflow = defineSchemaCheck(
  {
    id: 'valid-workflow',
    title: 'the workflow is one that GitHub accepts',
    why: 'GitHub refuses a whole workflow for one wrong key or value, and says so only after the push, in a run without jobs.',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
    mend: 'correct the construct or the patch that writes it',
    severity: Severity.ERROR,
  },
  (keyword) => !OTHERS.has(keyword),
);
