import type { Leg } from '../model/matrix';
import type { JsonValue } from '../util/expressions';
import type { Contexts } from './explain';
import type { Plan, PlannedJob } from './plan';
import { admitsRef } from './rules/branch-policy';
import { matrixResult, type Outcome, resultOf } from './rules/results';
import type { Result } from './rules/status';
import type { LegRun, Scenario } from './run';
import { runSteps } from './steps';
import { flag, interpolated, unknownOutput } from './text';

/** What happens to a job whose condition holds, apart from when. */
export interface Attempt {
  readonly environment: string | null;
  readonly waitsForApproval: boolean;
  /** Minutes of approval and wait timer. */
  readonly waits: number;
  /** It gets a runner: the environment lets it in and nobody says no. */
  readonly starts: boolean;
  readonly outcome: Outcome;
  readonly result: Result;
  readonly minutes: number;
  readonly legs: readonly LegRun[];
  /** The context `steps`, for the outputs of the job. */
  readonly steps: JsonValue;
  /** The outputs follow from the steps: the scenario says how these ended. */
  readonly knowsOutputs: boolean;
}

/** The environment that a job enters: its name may be an expression. */
export function enteredEnvironment(job: PlannedJob, contexts: Contexts): string | null {
  return job.environment === null ? null : interpolated(job.environment, contexts);
}

/**
 * Asks the environment, then runs every leg.
 *
 * Source: GitHub docs, "Deployments and environments" (rules are met before the job is sent to a runner), "Reviewing
 * deployments" (a rejected job fails).
 */
export function attemptJob(plan: Plan, job: PlannedJob, contexts: Contexts, scenario: Scenario): Attempt {
  const { event, outcomes, circumstances } = scenario;
  const environment = enteredEnvironment(job, contexts);
  const rules = plan.model?.environments.find(({ name }) => name.toLowerCase() === environment?.toLowerCase());
  const refused = rules !== undefined && !admitsRef(rules, event.ref);
  const asks = rules !== undefined && rules.reviewers.users.length + rules.reviewers.teams.length > 0;
  const timer = rules?.waitTimer ?? 0;
  const waits = refused ? 0 : (asks ? (circumstances.approvals?.[environment ?? ''] ?? 0) : 0) + timer;
  const kept = { environment, waitsForApproval: !refused && (asks || timer > 0), waits };

  const stop = refused ? 'refused' : outcomes[job.id] === 'rejected' ? 'rejected' : undefined;
  if (stop) {
    const result = resultOf(stop, flag(job.continueOnError, { ...contexts, ...strategyOf(job, job.legs[0]) }));
    return { ...kept, starts: false, outcome: stop, result, minutes: 0, legs: [], steps: {}, knowsOutputs: true };
  }
  return { ...kept, starts: true, ...runLegs(plan, job, contexts, scenario) };
}

/** Legs run in rounds of `max-parallel`; with `fail-fast` a failure cancels the rounds to come. */
function runLegs(plan: Plan, job: PlannedJob, contexts: Contexts, scenario: Scenario) {
  const each = scenario.circumstances.durations?.[job.id] ?? budgetOf(plan, job.id);
  const runs: (LegRun & { readonly result: Result })[] = [];
  let steps: JsonValue = {};
  let knowsOutputs = true;
  let minutes = 0;
  let failed = false;
  for (const round of roundsOf(job)) {
    const isStopped = failed;
    let longest = 0;
    for (const leg of round) {
      const seen = { ...contexts, ...strategyOf(job, leg) };
      const { outcome, ...ran } = runLeg(job, leg, seen, scenario, isStopped);
      const result = resultOf(outcome, flag(job.continueOnError, seen));
      runs.push({ name: leg.name, outcome, steps: ran.steps, result });
      longest = Math.max(longest, isStopped ? 0 : outcome === 'timed-out' ? job.timeoutMinutes : each);
      failed ||= result === 'failure' && job.failFast;
      steps = ran.context;
      knowsOutputs &&= ran.knowsOutputs;
    }
    minutes += longest;
  }
  const result = matrixResult(runs.map((run) => run.result));
  const outcome = worst(runs.map((run) => run.outcome));
  return { outcome, result, minutes, steps, knowsOutputs, legs: runs.map(({ result: _, ...leg }) => leg) };
}

function runLeg(
  job: PlannedJob,
  leg: Leg,
  contexts: Contexts,
  { outcomes, circumstances }: Scenario,
  stopped: boolean,
) {
  const given = stopped ? 'cancelled' : (outcomes[`${job.id} (${leg.name})`] ?? outcomes[job.id]);
  if (given === undefined || given === 'success') {
    return { ...runSteps(job, contexts, outcomes, circumstances.outputs ?? {}), knowsOutputs: true };
  }
  return { outcome: given, steps: [], context: anyOutputs(job), knowsOutputs: false };
}

/** Which step failed is not known, so every output may have been set. */
function anyOutputs(job: PlannedJob): JsonValue {
  const context: Record<string, { outputs: Record<string, string> }> = {};
  for (const [, step, output] of JSON.stringify(job.outputs).matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
    context[step] = { outputs: { ...context[step]?.outputs, [output]: unknownOutput(job.id, step, output) } };
  }
  return context;
}

function roundsOf({ legs, maxParallel }: PlannedJob): Leg[][] {
  const size = Math.min(maxParallel, legs.length) || 1;
  return Array.from({ length: Math.ceil(legs.length / size) }, (_, round) =>
    legs.slice(round * size, (round + 1) * size),
  );
}

function strategyOf(job: PlannedJob, leg: Leg | undefined) {
  return { matrix: leg?.values ?? {}, strategy: { 'fail-fast': job.failFast, 'job-total': job.legs.length } };
}

function budgetOf(plan: Plan, id: string): number {
  return plan.model?.jobs.find((job) => job.id === id)?.budgetMinutes ?? 0;
}

const SEVERITY: readonly Outcome[] = ['failure', 'timed-out', 'cancelled'];

function worst(outcomes: readonly Outcome[]): Outcome {
  return SEVERITY.find((outcome) => outcomes.includes(outcome)) ?? 'success';
}
