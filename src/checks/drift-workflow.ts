import type { PipelineModel } from '../model/pipeline-model';
import type { Workflow } from '../model/workflow';
import type { Finding } from '../policy/finding';
import { inspectWorkflow } from '../schema/check-workflow';
import { NOTHING_AROUND, PipelineSubject } from './pipeline-subject';
import { CHECKS } from './rules';
import { findingsOf } from './run-checks';

/** Rules that hold for any workflow, whether it delivers something or not. */
const RULES = new Set([
  'valid-workflow',
  'valid-expressions',
  'valid-schedules',
  'known-steps',
  'action-inputs',
  'pinned-actions',
  'denied-actions',
  'script-injection',
  'bounded-time',
  'dropped-credentials',
  'least-permissions',
  'sufficient-permissions',
]);

/** What is wrong with the workflow that looks for drift, told at the pipeline that asks for it. */
export function driftFindings(owner: PipelineModel, workflow: Workflow): Finding[] {
  const alone: PipelineModel = {
    ...owner,
    workflow,
    stages: [],
    jobs: [],
    environments: [],
    overlays: [],
    patched: [],
  };
  const pipeline = new PipelineSubject(alone, inspectWorkflow(workflow), NOTHING_AROUND);
  return CHECKS.filter(({ id }) => RULES.has(id))
    .flatMap((check) => findingsOf(check, pipeline))
    .map((finding) => ({ ...finding, path: owner.path, message: `driftCheck: ${finding.message}` }));
}
