import type { JobView, StepView } from '../policy/job-view';
import { type Change, type Effect, instead, listed, paired, quoted, type Tell, without } from './change';
import { type Difference, differences } from './differences';

/** A job, and how it stands in the workflow. */
export interface WrittenJob {
  readonly job: JobView;
  readonly written: { readonly [key: string]: unknown };
}

type WrittenStep = { readonly [key: string]: unknown };

/** What the steps of a job do. Versions of actions are told once for the pipeline. */
export function stepChanges(before: WrittenJob, after: WrittenJob, tell: Tell): Change[] {
  const stepsOf = ({ job, written }: WrittenJob) => named(job.steps, (written.steps ?? []) as readonly WrittenStep[]);
  const { both, gone, fresh } = paired(stepsOf(before), stepsOf(after), ({ name }) => name);
  const undecided = without(before.job.decides, after.job.decides);
  return [
    ...(undecided.length > 0 ? [tell('weaker', `its step ${listed(undecided)} decides no more`)] : []),
    ...both.flatMap(([old, now]) =>
      differences(old.deed, now.deed).map((one) =>
        tell(effectOf(one), instead(`${quoted(one.place)} of the step ${quoted(now.name)}`, one)),
      ),
    ),
    ...(fresh.length > 0 ? [tell('changed', `has the step ${listed(fresh.map(({ name }) => name))}`)] : []),
    ...(gone.length > 0 ? [tell('changed', `has the step ${listed(gone.map(({ name }) => name))} no more`)] : []),
    ...orderChanges(
      stepsOf(before).filter(({ name }) => both.some(([old]) => old.name === name)),
      both.map(([, now]) => now),
      tell,
    ),
  ];
}

/** Steps that come or go are told themselves. */
function orderChanges(before: readonly NamedStep[], after: readonly NamedStep[], tell: Tell): Change[] {
  const moved = after.map(({ name }) => name).filter((name, index) => name !== before[index].name);
  if (moved.length === 0) return [];
  const old = before.map(({ name }) => name).filter((name) => moved.includes(name));
  return [tell('changed', `runs its steps in the order ${listed(moved)} instead of ${listed(old)}`)];
}

/** What another key of a job or a step does: one that may fail unnoticed, or that no environment protects, opens something. */
export function effectOf({ place, after }: Difference): Effect {
  if (place === 'environment' && after === undefined) return 'weaker';
  if (place !== 'continue-on-error') return 'changed';
  return after === undefined || after === false ? 'stronger' : 'weaker';
}

interface NamedStep {
  readonly name: string;
  /** What it does, in GitHub's own keys. */
  readonly deed: object;
}

/** A step by its id, or by what it is where it has none; the second of a kind gets a number. */
function named(steps: readonly StepView[], written: readonly WrittenStep[]): NamedStep[] {
  const seen = new Map<string, number>();
  return steps.map((step, index) => {
    const name = step.id ?? step.name ?? step.action ?? step.uses ?? step.run ?? 'step';
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const { id, name: title, uses, ...deed } = written[index] ?? {};
    // The version of an action is told elsewhere.
    return { name: count === 1 ? name : `${name} (${count})`, deed: { uses: step.action ?? uses, ...deed } };
  });
}
