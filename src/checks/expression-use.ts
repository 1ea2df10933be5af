import type { WorkflowExpression } from '../schema/check-workflow';
import { ANY, references } from '../util/expressions';
import { pointerKeys } from '../util/json-pointer';
import type { JobSubject } from './job-subject';
import type { StepSubject } from './step-subject';

/** An expression of a job, and what it reads. */
export interface ExpressionUse {
  readonly source: string;
  /** Where it stands, for people: `if`, `outputs.digest` or `env.DIGEST of step "scan"`. */
  readonly place: string;
  /** Keys from the job, or from the step, down to the text. */
  readonly keys: readonly string[];
  /** Undefined where it stands in the job itself. */
  readonly step: StepSubject | undefined;
  readonly isCondition: boolean;
  /** Context accesses, such as `['needs', 'build', 'outputs', 'digest']`. */
  readonly reads: readonly (readonly string[])[];
  readonly calls: readonly string[];
}

/** Looks an expression of a job up in the job. */
export function expressionUse(job: JobSubject, found: WorkflowExpression): ExpressionUse {
  const keys = pointerKeys(found.pointer).slice(2);
  const step = keys[0] === 'steps' ? job.steps.find(({ index }) => index === Number(keys[1])) : undefined;
  const below = step ? keys.slice(2) : keys;
  const { paths, functions } = references(found.expression);
  return {
    source: found.expression.source,
    place: [below.join('.'), ...(step ? [step.label] : [])].join(' of '),
    keys: below,
    step,
    isCondition: found.isCondition,
    reads: paths,
    calls: functions,
  };
}

/** The names that a job's expressions read from a context, each with where; `*` where only the run knows the name. */
export function* namesRead(
  uses: readonly ExpressionUse[],
  context: string,
): Generator<{ readonly name: string; readonly rest: readonly string[]; readonly use: ExpressionUse }> {
  for (const use of uses) {
    for (const [root, name = ANY, ...rest] of use.reads) {
      if (root === context) yield { name, rest, use };
    }
  }
}

/** Whether an access reads a secret. The whole of `github` holds the token, too. */
export function holdsSecret([context, name = ANY]: readonly string[]): boolean {
  return context === 'secrets' || (context === 'github' && [ANY, 'token'].includes(name.toLowerCase()));
}
