import type { PipelineModel } from '../model/pipeline-model';
import type { Finding } from '../policy/finding';
import { inspectWorkflow } from '../schema/check-workflow';
import { findingsOf } from './findings-of';
import { NOTHING_AROUND, PipelineSubject } from './pipeline-subject';
import { CHECKS } from './rules';

/** Rules that hold for any workflow, whether it delivers something or not. */
const RULES = new Set([
  ...['valid-workflow', 'valid-expressions', 'valid-needs', 'valid-schedules', 'dispatch-inputs'],
  ...['legal-queues', 'separate-groups'],
  ...['needed-jobs', 'declared-outputs', 'known-steps', 'known-properties', 'defined-env'],
  ...['single-deployment', 'named-environments', 'uncancelled-deploys', 'bounded-time'],
  ...['script-injection', 'pinned-actions', 'denied-actions', 'pinned-tools', 'action-inputs', 'dropped-credentials'],
  ...['least-permissions', 'sufficient-permissions', 'separate-identities', 'environment-secrets', 'named-secrets'],
]);

/** What is wrong with a workflow that a pipeline has beside its own, under the option that asks for it. */
export function findingsBeside(beside: PipelineModel, option: string): Finding[] {
  const pipeline = new PipelineSubject(beside, inspectWorkflow(beside.workflow), NOTHING_AROUND);
  return CHECKS.filter(({ id }) => RULES.has(id))
    .flatMap((check) => findingsOf(check, pipeline))
    .map(({ message, remedy, ...finding }) => ({
      ...finding,
      message: `${option}: ${message}`,
      remedy: `${remedy}, or leave '${option}' out`,
    }));
}
