import type { Leg } from '../model/matrix';
import type { Contexts } from './explain';
import { DEFAULT_TIMEOUT, type Plan, type PlannedJob, placeOf } from './plan';
import { refuseNo } from './refuse-mistakes';
import { canReject, waitFor } from './rules/approval';
import { admitsRef } from './rules/branch-policy';
import { matrixResult, type Outcome, resultOf } from './rules/results';
import type { Result } from './rules/status';
import type { Circumstances, LegRun, Scenario } from './run';
import { anySteps, runSteps, type StepsContext } from './steps';
import { flag, interpolated } from './text';

/** What happens to a job whose condition holds, apart from when. */
export interface Attempt {
  readonly environment: string | null;
  readonly waitsForApproval: boolean;
  readonly waitTimer: number;
  /** Minutes of approval and wait timer together. */
  readonly waits: number;
  /** It gets a runner: the environment lets it in and nobody says no. */
  readonly starts: boolean;
  readonly outcome: Outcome;
  readonly result: Result;
  readonly minutes: number;
  readonly legs: readonly LegRun[];
  /** The context `steps`, for the outputs of the job. */
  readonly steps: StepsContext;
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
  const answer = minutesToApproval(environment, circumstances);
  const wait = waitFor(refused ? undefined : rules, answer);
  const kept = { environment, waitsForApproval: wait.forApproval, waitTimer: wait.timer, waits: wait.minutes };

  if (outcomes[job.id] === 'rejected' && plan.model && !(rules && canReject(rules))) {
    refuseNo(placeOf(plan), job.id, `the environment ${environment}, which it enters in this run, asks nobody`);
  }
  const stop = refused ? 'refused' : outcomes[job.id] === 'rejected' ? 'rejected' : undefined;
  if (stop) {
    const result = resultOf(stop, flag(job.continueOnError, { ...contexts, ...strategyOf(job, job.legs[0]) }));
    const ended = {
      starts: false,
      outcome: stop,
      result,
      minutes: 0,
      legs: [],
      steps: {},
      knowsOutputs: true,
    } as const;
    // A no does not wait for the timer.
    return { ...kept, ...ended, waits: refused ? 0 : answer };
  }
  return { ...kept, starts: true, ...runLegs(plan, job, contexts, scenario) };
}

function minutesToApproval(environment: string | null, { approvals = {} }: Circumstances): number {
  const given = Object.entries(approvals).find(([name]) => name.toLowerCase() === environment?.toLowerCase());
  return given?.[1] ?? 0;
}

/** Legs run in rounds of `max-parallel`; with `fail-fast` a failure cancels the rounds to come. */
function runLegs(plan: Plan, job: PlannedJob, contexts: Contexts, scenario: Scenario) {
  const each = scenario.circumstances.durations?.[job.id] ?? budgetOf(plan, job.id);
  const runs: (LegRun & { readonly result: Result })[] = [];
  let steps: StepsContext = {};
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
      longest = Math.max(longest, isStopped ? 0 : outcome === 'timed-out' ? timeoutOf(job, seen) : each);
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
  return { outcome: given, steps: [], context: anySteps(job, circumstances.outputs ?? {}), knowsOutputs: false };
}

/** An expression whose value is no number leaves the timeout that GitHub gives every job. */
function timeoutOf({ timeoutMinutes }: PlannedJob, contexts: Contexts): number {
  return Number(interpolated(String(timeoutMinutes), contexts)) || DEFAULT_TIMEOUT;
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
