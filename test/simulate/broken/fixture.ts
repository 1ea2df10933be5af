import type { PipelineModel } from '../../../src/model/pipeline-model';
import { type JobSpec, type PipelineSpec, pipelineModel } from '../support/model';
import { paymentApiSpec } from '../support/payment-api';

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

/** As a patch would: out of the workflow and out of every `needs`, still in the model. */
function without(model: PipelineModel, gone: readonly string[]): PipelineModel {
  const kept = Object.entries(model.workflow.jobs).filter(([id]) => !gone.includes(id));
  const jobs = kept.map(([id, job]) => [id, { ...job, needs: job.needs?.filter((need) => !gone.includes(need)) }]);
  return { ...model, workflow: { ...model.workflow, jobs: Object.fromEntries(jobs) } };
}
