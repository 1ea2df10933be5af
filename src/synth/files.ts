import { readScript, SCRIPTS } from '../data/scripts';
import { scriptFile, workflowFile } from '../model/ids';
import type { PipelineModel } from '../model/pipeline-model';
import { renderWorkflow } from '../render/workflow';

/** A file as it will be written, from the repository's root. */
export interface SynthesizedFile {
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
  /** Construct path of what asks for it. */
  readonly owner: string;
  /** Several owners may ask for the same content. */
  readonly shared: boolean;
}

/** Every file of one pipeline. */
export function filesOf(model: PipelineModel): SynthesizedFile[] {
  const file = (path: string, content: string, owner = model.path): SynthesizedFile => ({
    path,
    content,
    owner,
    executable: false,
    shared: false,
  });
  return [file(workflowFile(model.id), renderWorkflow(model)), ...scriptsOf(model)];
}

function scriptsOf(model: PipelineModel): SynthesizedFile[] {
  const called = SCRIPTS.filter(({ name }) => model.scripts.includes(name));
  const names = [...new Set(called.flatMap(({ files }) => files))].sort();
  return names.map((name) => ({
    path: scriptFile(name),
    content: readScript(name),
    owner: model.path,
    executable: name.endsWith('.sh'),
    shared: true,
  }));
}
