import { convertToJsonSchema } from './convert';
import type { JsonSchema } from './json-schema';
import { mergeEqualDefinitions } from './merge-equal';
import { CORRECTIONS, SWITCHED_OFF } from './overlay';
import { workflowDefinitions } from './template-schema';

/** The JSON Schema of a workflow file: GitHub's definition with our corrections. */
export function workflowSchema(): JsonSchema {
  return mergeEqualDefinitions(
    convertToJsonSchema(workflowDefinitions(), {
      root: 'workflow-root-strict',
      corrections: CORRECTIONS,
      switchedOff: SWITCHED_OFF,
    }),
  );
}
