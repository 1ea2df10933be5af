import { evaluate, isTruthy } from '../util/expressions';
import type { JobSubject } from './job-subject';

const PULL_REQUEST = {
  github: {
    event_name: 'pull_request',
    ref: 'refs/pull/1/merge',
    ref_name: '1/merge',
    ref_type: 'branch',
    base_ref: 'main',
    head_ref: 'change',
  },
  inputs: {},
  vars: {},
};

/** Whether a job may run for a pull request, as far as its event and branch condition tells. */
export function mayRunOnPullRequests({ pipeline, model }: JobSubject): boolean {
  if (pipeline.triggers.pull_request === undefined) return false;
  if (!model?.runsWhen) return true;
  try {
    return isTruthy(evaluate(model.runsWhen, PULL_REQUEST));
  } catch {
    return true;
  }
}
