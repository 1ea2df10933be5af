import type { PipelineModel } from '../../../src/model/pipeline-model';
import { type JobSpec, type PipelineSpec, pipelineModel, step } from '../support/model';
import { after, paymentApiSpec, RELEASE } from '../support/payment-api';

/** A pipeline with a way around a gate, and how the proof shows it. */
export interface BrokenPipeline {
  readonly name: string;
  readonly model: PipelineModel;
  /** Text of every counterexample, by line. */
  readonly expected: readonly (readonly string[])[];
}

type Jobs = { readonly [id: string]: JobSpec | undefined };

/** The sound pipeline with some keys of some jobs replaced; a job that is undefined is left out of the workflow. */
export function changed(
  jobs: Jobs,
  rest: Partial<PipelineSpec> = {},
  schedule: 'staged' | 'dataflow' = 'staged',
): PipelineModel {
  const sound = paymentApiSpec(schedule);
  const merged = Object.entries(jobs).map(([id, change]): [string, JobSpec] => {
    const before = sound.jobs[id] ?? {};
    const model = change?.model === null ? null : { ...before.model, ...change?.model };
    return [id, { ...before, ...change, model }];
  });
  const model = pipelineModel({ ...sound, ...rest, jobs: { ...sound.jobs, ...Object.fromEntries(merged) } });
  const gone = Object.keys(jobs).filter((id) => jobs[id] === undefined);
  return gone.length === 0 ? model : without(model, gone);
}

/** A worker beside the service, built and scanned like it and deployed to dev; only the service is tested. */
export function twoImages(more: Jobs): PipelineModel {
  const { build } = paymentApiSpec().jobs;
  const env = { DIGEST: '${{ needs.worker.outputs.image-digest }}' };
  const needs = ['worker', 'scan-worker', 'integration-test', ...Object.keys(more)];
  return changed({
    worker: build,
    'scan-worker': {
      needs: ['worker'],
      if: after(['worker']),
      env,
      steps: [step('scan'), step('verdict')],
      model: { stage: 'validate', vouches: ['image-scanned'], decides: ['scan', 'verdict'] },
    },
    'integration-test': {
      needs: ['build', 'unit-test', 'lint', 'security-scan', 'scan-worker'],
      if: after(['build', 'unit-test', 'lint', 'security-scan', 'scan-worker']),
    },
    ...more,
    'deploy-dev': { needs, if: after(needs, RELEASE), env, steps: [step('upgrade')] },
  });
}

/** As a patch would: out of the workflow and out of every `needs`, still in the model. */
function without(model: PipelineModel, gone: readonly string[]): PipelineModel {
  const kept = Object.entries(model.workflow.jobs).filter(([id]) => !gone.includes(id));
  const jobs = kept.map(([id, job]) => [id, { ...job, needs: job.needs?.filter((need) => !gone.includes(need)) }]);
  return { ...model, workflow: { ...model.workflow, jobs: Object.fromEntries(jobs) } };
}
