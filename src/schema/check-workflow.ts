import { readExpressions, type WorkflowExpression } from './expressions-in-workflow';
import { jobMistakes } from './jobs';
import { structureMistakes } from './structure';
import { duplicateKeys } from './unique-keys';
import type { WorkflowMistake } from './workflow-mistake';
import { validateWorkflow } from './workflow-validator';

export type { WorkflowExpression } from './expressions-in-workflow';
export type { WorkflowMistake } from './workflow-mistake';

/** What a workflow says, as far as GitHub's definition of a workflow can tell. */
export interface WorkflowInspection {
  readonly mistakes: readonly WorkflowMistake[];
  /** Every expression that is well-formed where it stands. */
  readonly expressions: readonly WorkflowExpression[];
}

/** Inspects a workflow: a plain object, as it will be written to its file. */
export function inspectWorkflow(workflow: unknown): WorkflowInspection {
  const { errors, texts } = validateWorkflow(workflow);
  const { mistakes: inExpressions, expressions } = readExpressions(texts);
  // A broken expression may also miss the pattern of what may stand there; that is the same mistake.
  const broken = new Set(inExpressions.map(({ pointer }) => pointer));
  const structure = structureMistakes(
    errors.filter(({ keyword, instancePath }) => keyword !== 'pattern' || !broken.has(instancePath)),
  );
  return {
    mistakes: [...structure, ...inExpressions, ...duplicateKeys(workflow), ...jobMistakes(workflow)],
    expressions,
  };
}

/** What GitHub would not accept in a workflow: one sentence per mistake. */
export function checkWorkflow(workflow: unknown): WorkflowMistake[] {
  return [...inspectWorkflow(workflow).mistakes];
}
