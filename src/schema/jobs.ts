import { shown } from '../util/fail';
import { pointerTo } from '../util/json-pointer';
import { nearNames } from '../util/near-names';
import { mistakeAt, type WorkflowMistake } from './workflow-mistake';

/*
 * What GitHub checks in code after the structure: how the parts of a workflow name each other. A part of the wrong
 * structure is passed over; it has been reported.
 */

export function jobMistakes(workflow: unknown): WorkflowMistake[] {
  const jobs = Object.entries(mapOf(mapOf(workflow).jobs));
  const needs = new Map(jobs.map(([id, job]) => [id, needsOf(job)]));
  return [
    ...unknownNeeds(needs),
    ...cyclicNeeds(needs),
    ...jobs.flatMap(([id, job]) => repeatedStepIds(id, job)),
    ...tooManyInputs(workflow),
  ];
}

type Needs = ReadonlyMap<string, readonly string[]>;

function needsOf(job: unknown): string[] {
  const { needs } = mapOf(job);
  // GitHub makes a string of any scalar.
  return [needs]
    .flat()
    .filter((need) => ['string', 'number', 'boolean'].includes(typeof need))
    .map(String);
}

function unknownNeeds(needs: Needs): WorkflowMistake[] {
  return [...needs].flatMap(([id, needed]) =>
    needed
      .filter((need) => !needs.has(need))
      .map((need) => {
        const [near] = nearNames(need, needs.keys(), 1);
        const remedy =
          near === undefined ? `jobs: ${[...needs.keys()].map(shown).join(', ')}` : `did you mean ${shown(near)}?`;
        return mistakeAt(
          pointerTo('jobs', id, 'needs'),
          'needs',
          `\`needs\` names the job ${shown(need)}, which does not exist; ${remedy}`,
        );
      }),
  );
}

/** One mistake per cycle. Jobs that only wait for a cycle are not part of it. */
function cyclicNeeds(needs: Needs): WorkflowMistake[] {
  const mistakes: WorkflowMistake[] = [];
  const settled = new Set<string>();
  for (const start of needs.keys()) {
    const waiting = settled.has(start) ? [] : [start];
    while (waiting.length > 0) {
      const job = waiting[waiting.length - 1];
      const next = needs.get(job)?.find((need) => needs.has(need) && !settled.has(need));
      if (next === undefined) {
        settled.add(job);
        waiting.pop();
      } else if (waiting.includes(next)) {
        const cycle = waiting.splice(waiting.indexOf(next));
        for (const member of cycle) settled.add(member);
        const drawn = [...cycle, next].join(' → ');
        const message = `\`needs\` goes in a circle, so that none of these jobs can start: ${drawn}`;
        mistakes.push(mistakeAt(pointerTo('jobs', next, 'needs'), 'needs', message));
      } else {
        waiting.push(next);
      }
    }
  }
  return mistakes;
}

function repeatedStepIds(jobId: string, job: unknown): WorkflowMistake[] {
  const { steps } = mapOf(job);
  if (!Array.isArray(steps)) return [];
  const first = new Map<string, number>();
  return steps.flatMap((step, index) => {
    const { id } = mapOf(step);
    if (typeof id !== 'string') return [];
    const same = first.get(id.toLowerCase());
    if (same === undefined) {
      first.set(id.toLowerCase(), index);
      return [];
    }
    const message = `step id ${shown(id)} is already taken by jobs.${jobId}.steps[${same}]; GitHub ignores case in ids`;
    return [mistakeAt(pointerTo('jobs', jobId, 'steps', index, 'id'), 'step-id', message)];
  });
}

const MOST_INPUTS = 25;

function tooManyInputs(workflow: unknown): WorkflowMistake[] {
  const inputs = Object.keys(mapOf(mapOf(mapOf(mapOf(workflow).on).workflow_dispatch).inputs));
  if (inputs.length <= MOST_INPUTS) return [];
  const message = `\`workflow_dispatch\` has ${inputs.length} inputs, GitHub allows ${MOST_INPUTS}`;
  return [mistakeAt(pointerTo('on', 'workflow_dispatch', 'inputs'), 'inputs', message)];
}

const mapOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
