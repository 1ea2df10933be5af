import type { WorkflowStep } from '../model/workflow';
import { conditionOf, isMistake, type JsonValue, parseExpression } from '../util/expressions';
import { type Contexts, explain } from './explain';
import type { PlannedJob } from './plan';
import { type Outcome, stepConclusion } from './rules/results';
import { type Result, stepStatus } from './rules/status';
import type { Circumstances, Outcomes, StepRun } from './run';
import { flag, interpolated, interpolatedMap, unknownOutput } from './text';

interface StepsRun {
  readonly steps: readonly StepRun[];
  readonly outcome: Outcome;
  /** `steps`, as the outputs of the job read it. */
  readonly context: { readonly [step: string]: JsonValue };
}

/** Runs the steps of one job, each as the scenario says, each under its condition. */
export function runSteps(
  job: PlannedJob,
  contexts: Contexts,
  outcomes: Outcomes,
  given: NonNullable<Circumstances['outputs']>,
): StepsRun {
  const env = interpolatedMap(job.env, contexts);
  const steps: StepRun[] = [];
  const context: Record<string, JsonValue> = {};
  for (const [index, step] of job.steps.entries()) {
    const id = step.id ?? `step-${index + 1}`;
    const status = stepStatus(
      steps.map(({ conclusion }) => conclusion),
      false,
    );
    const around = { ...contexts, env: { ...(contexts.env as object), ...env }, steps: { ...context } };
    const seen = { ...around, env: { ...around.env, ...interpolatedMap(step.env ?? {}, around) } };
    const why = explain(stepCondition(job.id, id, step), seen, status);
    const outcome = why.holds ? givenOutcome(outcomes[`${job.id}/${id}`]) : 'skipped';
    const conclusion = stepConclusion(outcome, flag(step['continue-on-error'], seen));
    steps.push({ id, name: interpolated(step.name ?? id, seen), outcome, conclusion, why });
    context[id] = { outcome, conclusion, outputs: why.holds ? outputsOf(job, id, given[`${job.id}/${id}`]) : {} };
  }
  const failed = steps.some(({ conclusion }) => conclusion === 'failure');
  const cancelled = steps.some(({ outcome }) => outcome === 'cancelled');
  return { steps, context, outcome: failed ? 'failure' : cancelled ? 'cancelled' : 'success' };
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
function outputsOf(job: PlannedJob, step: string, given: { readonly [output: string]: string } | undefined) {
  const read = [...JSON.stringify(job).matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)];
  const unknown = read
    .filter(([, owner]) => owner === step)
    .map(([, , output]) => [output, unknownOutput(job.id, step, output)]);
  return { ...Object.fromEntries(unknown), ...given };
}
