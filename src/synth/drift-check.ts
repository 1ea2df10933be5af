import { findingsBeside } from '../checks/side-workflow';
import { driftFile } from '../model/ids';
import type { PipelineModel } from '../model/pipeline-model';
import type { Finding } from '../policy/finding';
import { singleDriftCheck, treeFinding } from '../policy/tree-rules';
import { DRIFT_SCRIPTS, driftWorkflow, renderDriftWorkflow } from '../render/drift-workflow';
import { type SynthesizedFile, scriptFiles } from './files';

/**
 * One workflow for the whole repository, not one for each pipeline: the command reads all of its settings at once, those of
 * environments that pipelines share and of the repository itself cannot be told apart, and each drift is told in one issue.
 */
export function driftCheck(models: readonly PipelineModel[]): {
  readonly findings: readonly Finding[];
  readonly files: readonly SynthesizedFile[];
} {
  const [owner, ...others] = models.filter((model) => model.driftCheck !== null);
  if (owner?.driftCheck == null) return { findings: [], files: [] };
  const input = { owner, check: owner.driftCheck, models };
  const alone = { ...owner, workflow: driftWorkflow(input), stages: [], jobs: [], overlays: [], patched: [] };
  const file: SynthesizedFile = {
    path: driftFile(owner.id),
    content: renderDriftWorkflow(input),
    owner: owner.path,
    executable: false,
    shared: false,
  };
  return {
    findings: [
      ...others.map(({ path }) =>
        treeFinding(
          singleDriftCheck,
          path,
          `asks for a drift check, as ${owner.path} does; one looks at the settings of the whole repository`,
        ),
      ),
      ...findingsBeside(alone, 'driftCheck'),
    ],
    files: [file, ...scriptFiles(DRIFT_SCRIPTS, owner.path)],
  };
}
