import { documentFile, environmentFile, pageFile, rollbackFile, workflowFile } from '../model/ids';
import type { PipelineView } from '../policy/pipeline-view';
import type { FileSums } from '../util/file-sums';
import { at, type Change, listed, without } from './change';

/**
 * How the generated files differ of which no document tells what they say: scripts, the workflow that looks for drift, settings
 * for other tools.
 */
export function fileChanges(before: FileSums, after: FileSums, pipelines: readonly PipelineView[]): Change[] {
  const told = new Set(pipelines.flatMap(filesOf));
  const [old, now] = [before, after].map((sums) => [...sums.keys()].filter((file) => !told.has(file)));
  const others = now.filter((file) => before.has(file) && before.get(file) !== after.get(file));
  const tell = (files: readonly string[], what: string): Change[] =>
    files.length === 0 ? [] : [at('files')('changed', `${what}: ${listed(files)}`)];
  return [
    ...tell(others, 'say something else'),
    ...tell(without(now, old), 'are new'),
    ...tell(without(old, now), 'are gone'),
  ];
}

/** Files that differ where the document does. */
function filesOf({ id, environments, overlays }: PipelineView): string[] {
  return [
    ...[workflowFile, rollbackFile, pageFile, documentFile].map((nameOf) => nameOf(id)),
    ...environments.map(({ name }) => environmentFile(name)),
    ...overlays.map(({ file }) => file),
  ];
}
