import { Severity } from '../../policy/finding';
import { defineSchemaCheck } from '../schema-check';

export const validNeeds = defineSchemaCheck(
  {
    id: 'valid-needs',
    title: 'every job waits for jobs that exist, and none waits for itself',
    why: 'GitHub refuses a workflow whose `needs` name an unknown job or go in a circle.',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds',
    mend: 'name a job of this pipeline, and let no job wait for one that waits for it',
    severity: Severity.ERROR,
  },
  (keyword) => keyword === 'needs',
);
