import type { AcknowledgedFinding } from '../checks/acknowledge';
import { readScript, SCRIPTS } from '../data/scripts';
import { documentFile, environmentFile, pageFile, rollbackFile, scriptFile, workflowFile } from '../model/ids';
import type { PipelineModel } from '../model/pipeline-model';
import type { PipelineView } from '../policy/pipeline-view';
import { environmentSettings } from '../render/environment-settings';
import { helmOverlay } from '../render/helm-overlay';
import { renderPage } from '../render/page/page';
import { safeSettings } from '../render/safe-settings';
import { terraform } from '../render/terraform';
import { renderRollback, renderWorkflow } from '../render/workflow';
import type { Proof } from '../simulate/prove';
import { greenRuns } from './green-runs';
import { pipelineDocument } from './pipeline-document';
import type { Schedules } from './schedules';

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

/** What the files of a pipeline tell. */
interface RenderInput {
  readonly model: PipelineModel;
  /** The model as others may see it. */
  readonly view: () => PipelineView;
  readonly proof: Proof | null;
  readonly schedules: Schedules;
  readonly acknowledged: readonly AcknowledgedFinding[];
  readonly formats: readonly string[];
}

/** Every file of one pipeline. */
export function filesOf(input: RenderInput): SynthesizedFile[] {
  const { model } = input;
  const file = (path: string, content: string, owner = model.path): SynthesizedFile => ({
    path,
    content,
    owner,
    executable: false,
    shared: false,
  });
  return [
    file(workflowFile(model.id), renderWorkflow(model)),
    ...(model.rollback === null ? [] : [file(rollbackFile(model.id), renderRollback(model.rollback))]),
    ...scriptFiles(model.scripts, model.path),
    ...model.overlays.map((overlay) => file(overlay.file, helmOverlay(overlay, model.source), overlay.path)),
    ...model.environments.map((environment) =>
      file(environmentFile(environment.name), environmentSettings(environment, model.source), environment.path),
    ),
    file(pageFile(model.id), renderPage({ ...input, runs: greenRuns(model) })),
    ...otherFormats(input).map(([path, content]) => file(path, content)),
    file(documentFile(model.id), pipelineDocument(input.view(), input.schedules)),
  ];
}

/** The protection of the environments for those who keep it with another tool. */
function otherFormats({ model, formats }: RenderInput): [path: string, content: string][] {
  const { id, source, environments, requiredChecks } = model;
  const options = { source, pipeline: id, requiredChecks: requiredChecks ?? undefined };
  return formats.map((format) =>
    format === 'terraform'
      ? [`.github/terraform/${id}.tf.json`, terraform(environments, { ...options, repository: repositoryName(model) })]
      : [`.github/safe-settings/${id}.yml`, safeSettings(environments, options)],
  );
}

const repositoryName = ({ repository }: PipelineModel) => repository?.split('/')[1] ?? '';

/** Scripts by their names, with what they need beside themselves. */
export function scriptFiles(scripts: readonly string[], owner: string): SynthesizedFile[] {
  const called = SCRIPTS.filter(({ name }) => scripts.includes(name));
  const names = [...new Set(called.flatMap(({ files }) => files))].sort();
  return names.map((name) => ({
    path: scriptFile(name),
    content: readScript(name),
    owner,
    executable: name.endsWith('.sh'),
    shared: true,
  }));
}
