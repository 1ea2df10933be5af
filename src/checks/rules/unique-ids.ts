import { Severity } from '../../policy/finding';
import { defineSchemaCheck } from '../schema-check';

export const uniqueIds = defineSchemaCheck(
  {
    id: 'unique-ids',
    title: 'ids of jobs and steps, and all other keys, differ by more than case',
    why: 'GitHub ignores case: two ids that differ only by case are one id twice, and the workflow is refused.',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id',
    mend: 'rename one of the two',
    severity: Severity.ERROR,
  },
  (keyword) => keyword === 'step-id' || keyword === 'unique-keys',
);
