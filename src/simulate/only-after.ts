import type { PipelineModel } from '../model/pipeline-model';
import { refName } from './events';
import { planOf } from './plan';
import { AllRuns } from './proof/all-runs';
import { asRun, type Counterexample } from './proof/counterexample';

/**
 * Shows a run in which a job starts although another one has not succeeded before; undefined where there is none, on any
 * event and however the jobs end.
 */
export function startsWithout(model: PipelineModel, job: string, gate: string): Counterexample | undefined {
  const plan = planOf(model);
  const isAwaited = plan.ancestors(job).has(plan.job(gate).id);
  const runs = new AllRuns(model, plan, [job]);
  for (const kind of runs.kinds) {
    const run = runs.of(kind);
    const passed = isAwaited ? run.without(run.job(job).runs, [run.job(gate).succeeds]) : run.job(job).runs;
    if (!run.isPossible(passed)) continue;
    const how = isAwaited ? `${gate} has not succeeded` : `nothing makes it wait for ${gate}`;
    const about = { kind: 'gate', path: model.path, job, environment: null, gates: [gate] } as const;
    const remedy = `let ${job} demand needs.${gate}.result == 'success'`;
    return asRun({ ...about, remedy }, kind, run.example(passed), plan.ancestors(job), `${job} runs although ${how}`);
  }
  return undefined;
}

/** The kinds of events on which a job can start, and the branch or tag of each. */
export function startsOn(
  model: PipelineModel,
  job: string,
): readonly { readonly event: string; readonly ref: string }[] {
  const runs = new AllRuns(model, planOf(model), [job]);
  const possible = runs.kinds.filter((kind) => {
    const run = runs.of(kind);
    return run.isPossible(run.job(job).runs);
  });
  return possible.map(({ title, event }) => ({ event: title, ref: refName(event.ref) }));
}
