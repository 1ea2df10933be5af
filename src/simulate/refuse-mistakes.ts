import { fail, shown } from '../util/fail';
import { namedBy, type Plan, type PlannedJob, placeOf } from './plan';
import { canReject, hasReviewers } from './rules/approval';
import { GIVEN_OUTCOMES } from './rules/results';
import type { Scenario } from './run';
import { stepId } from './text';

/**
 * Refuses what would silently change nothing: names that the pipeline does not have, minutes that are none, and a no where
 * nobody is asked.
 *
 * @throws ConfigurationError that says what is allowed
 */
export function refuseMistakes(plan: Plan, { outcomes, circumstances }: Scenario): void {
  const jobs = plan.order.map((id) => plan.job(id));
  const place = placeOf(plan);
  const { durations = {}, approvals = {}, outputs = {}, cancelledAt = 0, repeatedAt = 0 } = circumstances;
  const ids = jobs.map(({ id }) => id);
  const legs = jobs.flatMap((job) => job.legs.map(({ name }) => `${job.id} (${name})`));
  const steps = jobs.flatMap((job) => job.steps.map((step, index) => `${job.id}/${stepId(step, index)}`));
  const stepsLike = (name: string) => steps.filter((step) => step.startsWith(`${name.split('/')[0]}/`));

  for (const [name, outcome] of Object.entries(outcomes)) {
    const isStep = stepsLike(name).length > 0 && name.includes('/');
    refuseUnknown(place, 'job, leg or step', name, [...ids, ...legs, ...steps], isStep ? stepsLike(name) : ids);
    if (!GIVEN_OUTCOMES.includes(outcome)) {
      fail(
        'outcome',
        place,
        `got the outcome ${shown(outcome)} for ${name}`,
        `outcomes are: ${GIVEN_OUTCOMES.join(', ')}`,
      );
    }
    if (outcome === 'rejected') refuseImpossibleNo(plan, name, jobs);
  }
  for (const name of Object.keys(durations)) refuseUnknown(place, 'job', name, ids);
  for (const name of Object.keys(outputs)) refuseUnknown(place, 'step', name, steps, stepsLike(name));
  const asking = plan.model?.environments.filter(hasReviewers).map(({ name }) => name);
  for (const name of Object.keys(approvals)) {
    if (asking && namedBy(asking, name) === undefined) refuseUnknown(place, 'environment with reviewers', name, asking);
  }
  const minutes = [durations, approvals, { cancelledAt, repeatedAt }].flatMap((given) => Object.entries(given));
  for (const [what, value] of minutes) {
    if (value >= 0 && Number.isFinite(value)) continue;
    fail('minutes', place, `got ${shown(value)} minutes for ${what}`, 'allowed are 0 and more');
  }
}

/** A misspelt name would leave everything as it is, and nobody would know. */
function refuseUnknown(place: string, kind: string, name: string, all: readonly string[], near = all): void {
  if (all.includes(name)) return;
  fail('unknown-name', place, `has no ${kind} ${shown(name)}`, `name one of ${near.join(', ') || all.join(', ')}`);
}

/** Of a bare workflow no environment is known, so that anybody may be asked. */
function refuseImpossibleNo(plan: Plan, name: string, jobs: readonly PlannedJob[]): void {
  const mayBeRejected = ({ environment }: PlannedJob) =>
    environment !== null &&
    (plan.model?.environments.some(
      (known) =>
        canReject(known) && (environment.includes('${{') || known.name.toLowerCase() === environment.toLowerCase()),
    ) ??
      true);
  const rejectable = jobs.filter(mayBeRejected).map(({ id }) => id);
  if (rejectable.includes(name)) return;
  const others = rejectable.length > 0 ? `jobs that can be rejected are: ${rejectable.join(', ')}` : undefined;
  refuseNo(placeOf(plan), name, others ?? 'no job of it can be rejected');
}

/** Nobody says no to a job that nobody is asked about. */
export function refuseNo(place: string, job: string, remedy: string): never {
  return fail('not-rejectable', place, `got a rejection of ${shown(job)}, which nobody is asked to approve`, remedy);
}
