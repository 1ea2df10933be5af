import type { WorkflowStep } from '../model/workflow';
import { conditionOf, isMistake, type JsonValue, parseExpression } from '../util/expressions';
import { type Contexts, explain } from './explain';
import type { PlannedJob } from './plan';
import { type Outcome, stepConclusion } from './rules/results';
import { type Result, stepStatus } from './rules/status';
import type { Circumstances, Outcomes, StepRun } from './run';
import { flag, interpolated, interpolatedMap, outputsRead, stepId, unknownBecauseOf } from './text';

/** The context `steps`. */
export type StepsContext = { readonly [step: string]: JsonValue };

type GivenOutputs = NonNullable<Circumstances['outputs']>;

interface StepsRun {
  readonly steps: readonly StepRun[];
  readonly outcome: Outcome;
  /** As the outputs of the job read it. */
  readonly context: StepsContext;
}

/**
 * Runs the steps of one job, each as the scenario says, each under its condition. A step of which nobody knows whether it
 * runs is taken to run, and whoever asks how it ended is not told.
 */
export function runSteps(job: PlannedJob, contexts: Contexts, outcomes: Outcomes, given: GivenOutputs): StepsRun {
  const env = interpolatedMap(job.env, contexts);
  const steps: StepRun[] = [];
  const context: Record<string, JsonValue> = {};
  for (const [index, step] of job.steps.entries()) {
    const id = stepId(step, index);
    const status = stepStatus(steps.map(({ conclusion }) => conclusion));
    const around = { ...contexts, env: { ...(contexts.env as object), ...env }, steps: { ...context } };
    const seen = { ...around, env: { ...around.env, ...interpolatedMap(step.env ?? {}, around) } };
    const why = explain(stepCondition(job.id, id, step), seen, status);
    const said = outcomes[`${job.id}/${id}`];
    const outcome = why.holds === false ? 'skipped' : givenOutcome(said);
    const conclusion = stepConclusion(outcome, flag(step['continue-on-error'], seen));
    steps.push({ id, name: interpolated(step.name ?? id, seen), outcome, conclusion, why });
    const doubt = why.holds === null && said === undefined ? unknownBecauseOf(why.unknown) : undefined;
    const outputs = why.holds === false ? {} : outputsOf(job, id, given);
    context[id] = { outcome: doubt ?? outcome, conclusion: doubt ?? conclusion, outputs };
  }
  return { steps, context, outcome: jobOutcome(steps) };
}

/**
 * A cancelled step outweighs a failed one, whichever came first.
 *
 * Source: actions/runner, TaskResultUtil.MergeTaskResults.
 */
function jobOutcome(steps: readonly StepRun[]): Outcome {
  if (steps.some(({ outcome }) => outcome === 'cancelled')) return 'cancelled';
  return steps.some(({ conclusion }) => conclusion === 'failure') ? 'failure' : 'success';
}

/** Steps of a job of which only the end is known: every output that somebody reads may have been set. */
export function anySteps(job: PlannedJob, given: GivenOutputs): StepsContext {
  return Object.fromEntries(
    outputsRead(JSON.stringify(job.outputs)).map(({ step }) => [step, { outputs: outputsOf(job, step, given) }]),
  );
}

/** A step that takes longer than its own timeout has failed. */
function givenOutcome(outcome: Outcome | undefined): Result {
  if (outcome === undefined || outcome === 'success') return 'success';
  return outcome === 'cancelled' ? 'cancelled' : 'failure';
}

function stepCondition(job: string, id: string, step: WorkflowStep) {
  const parsed = parseExpression(conditionOf(step.if === undefined ? undefined : String(step.if)));
  if (isMistake(parsed)) throw new Error(`the condition of step "${job}/${id}" is no expression: ${parsed.message}`);
  return parsed;
}

/** Outputs that something in the job reads: those given, and a mark for those that only a real run knows. */
function outputsOf(job: PlannedJob, step: string, given: GivenOutputs): { readonly [output: string]: string } {
  const read = outputsRead(JSON.stringify(job)).filter((one) => one.step === step);
  const unknown = read.map(({ output }) => [output, unknownBecauseOf([`${job.id}/${step}.${output}`])]);
  return { ...Object.fromEntries(unknown), ...given[`${job.id}/${step}`] };
}
