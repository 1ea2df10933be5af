import { githubContext } from './events';
import type { Contexts } from './explain';
import { type Plan, placeOf } from './plan';
import { dispatchInputs } from './rules/dispatch-inputs';
import type { Scenario } from './run';
import { interpolatedMap } from './text';

/** What every condition of a run can read. */
export function runContexts(plan: Plan, { event, circumstances }: Scenario, runId: number): Contexts {
  const { model, workflow } = plan;
  const inputs = dispatchInputs(workflow.on, event, placeOf(plan));
  // The event says everything as text, the context `inputs` does not.
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
  const said = event.inputs === undefined ? event : { ...event, inputs: texts };
  const github = { ...githubContext(said, model?.repository ?? null, runId), workflow: workflow.name };
  const base = { github, inputs, vars: circumstances.vars ?? {}, secrets: {} };
  return { ...base, env: interpolatedMap(workflow.env ?? {}, base), runner: {}, job: {} };
}
