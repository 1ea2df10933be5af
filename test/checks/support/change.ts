import type { PipelineModel } from '../../../src/model/pipeline-model';
import type { Workflow, WorkflowJob } from '../../../src/model/workflow';

export type Writable<Value> = Value extends readonly (infer Item)[]
  ? Writable<Item>[]
  : Value extends object
    ? { -readonly [Key in keyof Value]: Writable<Value[Key]> }
    : Value;

export type WritableModel = Writable<PipelineModel>;
export type WritableJob = Writable<WorkflowJob>;

/** A copy of a model with something else in it. */
export function changed(model: PipelineModel, change: (model: WritableModel) => void): PipelineModel {
  const copy = structuredClone(model) as WritableModel;
  change(copy);
  return copy as PipelineModel;
}

/** A copy of a model with another workflow. */
export function withWorkflow(model: PipelineModel, change: (workflow: Writable<Workflow>) => void): PipelineModel {
  return changed(model, (copy) => change(copy.workflow));
}
