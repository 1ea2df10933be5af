import type { JobView, StepView } from '../policy/job-view';
import { type Change, instead, listed, paired, quoted, type Tell, without } from './change';
import { differences } from './differences';

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
        tell('changed', instead(`${quoted(one.place)} of the step ${quoted(now.name)}`, one)),
      ),
    ),
    ...(fresh.length > 0 ? [tell('changed', `has the step ${listed(fresh.map(({ name }) => name))}`)] : []),
    ...(gone.length > 0 ? [tell('changed', `has the step ${listed(gone.map(({ name }) => name))} no more`)] : []),
  ];
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
