import type { JobModel, PipelineModel } from '../../model/pipeline-model';
import type { Plan } from '../plan';
import { asRun, type Counterexample } from './counterexample';
import { FALSE, type Formula } from './decision-diagram';
import type { EventKind } from './event-kinds';
import type { Facts } from './facts';
import { deploymentsBefore, gatesBefore } from './gates';
import { hollowedBy } from './hollow';
import type { Deployment } from './protection';
import type { ExampleRun, SymbolicRun } from './symbolic-run';

/** A gate that a deployment can pass by, and the runs in which it does. */
interface PassedGate {
  readonly gate: JobModel;
  /** The deployment waits for it. */
  readonly isAwaited: boolean;
  /** Why its success says nothing, if so. */
  readonly hollow: string | undefined;
  readonly runs: Formula;
}

/**
 * The gates that a deployment can pass by. Runs in which an earlier deployment passes by the same gate are left out: what
 * is wrong is told once, where it begins.
 */
export function passedGates(
  model: PipelineModel,
  plan: Plan,
  { job }: Deployment,
  earlier: readonly Deployment[],
  run: SymbolicRun,
  facts: Facts,
): readonly PassedGate[] {
  const { runs } = run.job(job);
  const before = plan.ancestors(job);
  const gates = [...deploymentsBefore(model, job), ...gatesBefore(model, job)].map((gate) => {
    const isAwaited = before.has(gate.id);
    // What a deployment should check is told of itself.
    const hollow = isAwaited && gate.deploysTo === null ? hollowedBy(plan, gate, facts) : undefined;
    const holds = isAwaited && hollow === undefined ? run.job(gate.id).succeeds : FALSE;
    return { gate, isAwaited, hollow, holds };
  });
  // One question for all gates first: almost always the answer is no.
  if (
    !run.isPossible(
      run.without(
        runs,
        gates.map(({ holds }) => holds),
      ),
    )
  )
    return [];

  const told = run.any(earlier.map((deployment) => run.job(deployment.job).runs));
  return gates.flatMap(({ holds, ...gate }) => {
    const passed = run.without(runs, [holds]);
    const isTold = earlier.some((other) => gatesBefore(model, other.job).some(({ id }) => id === gate.gate.id));
    const fresh = isTold ? run.without(passed, [told]) : passed;
    return run.isPossible(fresh) ? [{ ...gate, runs: fresh }] : [];
  });
}

/** The run in which the last of the gates is passed by, and the names of the others. */
export function gateCounterexample(
  model: PipelineModel,
  plan: Plan,
  { job, path, environment }: Deployment,
  kind: EventKind,
  run: SymbolicRun,
  passed: readonly PassedGate[],
): Counterexample {
  const shown = passed[passed.length - 1];
  const others = passed.slice(0, -1).map(({ gate }) => gate.id);
  const example = run.example(shown.runs);
  const where = environment === null ? '' : ` to ${environment.name}`;
  const also = others.length === 0 ? '' : `; nor does it depend on ${others.join(', ')}`;
  const what = `${job} deploys${where} although ${passedText(model, shown, example)}${also}`;
  const gates = passed.map(({ gate }) => gate.id);
  const about = { kind: 'gate', path, job, environment: environment?.name ?? null, gates } as const;
  const isExplained = shown.hollow !== undefined;
  return asRun({ ...about, remedy: remedy(job, shown, gates) }, kind, example, plan.ancestors(job), what, isExplained);
}

function passedText(model: PipelineModel, { gate, isAwaited, hollow }: PassedGate, example: ExampleRun): string {
  if (hollow !== undefined) return `${gate.id} may be green without having looked: ${hollow}`;
  if (!(gate.id in model.workflow.jobs)) return `${gate.id} is not in the workflow`;
  if (!isAwaited) return `nothing makes it wait for ${gate.id}`;
  const ended = example.jobs.find(({ id }) => id === gate.id);
  if (ended?.isForgiven) return `${gate.id} failed, which continue-on-error hides`;
  return `${gate.id} ${ended?.result === 'failure' ? 'failed' : `was ${ended?.result}`}`;
}

function remedy(job: string, { gate, hollow }: PassedGate, gates: readonly string[]): string {
  if (hollow !== undefined) return `keep the steps of ${gate.id} as they were generated`;
  const wanted = gates.map((id) => `needs.${id}.result == 'success'`).join(' && ');
  return `let ${job}, or what it waits for, demand ${wanted}`;
}
