import { Severity } from '../../policy/finding';
import { defineSchemaCheck } from '../schema-check';

export const validExpressions = defineSchemaCheck(
  {
    id: 'valid-expressions',
    title: 'every expression can be read, and uses only contexts and functions that exist where it stands',
    why: 'An expression that GitHub cannot read stops the run before its first job.',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability',
    mend: 'correct the expression, or hand the value in from a place where the context is available',
    severity: Severity.ERROR,
  },
  (keyword) => keyword === 'expression',
);
