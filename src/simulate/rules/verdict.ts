import type { JobModel } from '../../model/pipeline-model';
import type { Contexts } from '../explain';
import type { PlannedJob } from '../plan';
import { interpolated } from '../text';
import type { Result } from './status';

/** A job before the verdict, and every way in which it may have ended: one where that is known. */
interface Judged {
  readonly id: string;
  readonly possible: readonly Result[];
}

/** The step of the verdict that decides, and what it says; null where that hinges on what nobody knows. */
export interface Verdict {
  readonly step: string;
  readonly isOpen: boolean | null;
}

/**
 * What the verdict says of the jobs before it: closed unless each has succeeded, was skipped where that is right, or only
 * warns. Undefined where no step of the job decides.
 *
 * Source: shell/decide-gate.sh, which the step runs, and the variables that it reads.
 */
export function verdictOf(
  job: PlannedJob,
  { decides }: JobModel,
  contexts: Contexts,
  before: readonly Judged[],
): Verdict | undefined {
  const step = job.steps.find(({ id, env }) => decides.includes(id) && env?.NEEDS !== undefined);
  if (step === undefined) return undefined;
  const listed = (name: string) => interpolated(step.env?.[name] ?? '', contexts).split(/\s+/);
  const [maySkip, mayFail] = [listed('MAY_SKIP'), listed('MAY_FAIL')];
  const passes = (id: string, result: Result) =>
    result === 'success' || (result === 'skipped' && maySkip.includes(id)) || mayFail.includes(id);
  const verdicts = before.map(({ id, possible }) => possible.map((result) => passes(id, result)));
  if (verdicts.some((all) => !all.includes(true))) return { step: step.id, isOpen: false };
  return { step: step.id, isOpen: verdicts.every((all) => !all.includes(false)) || null };
}
