import { modelOfView } from '../../checks/model-of-view';
import type { PipelineModel } from '../../model/pipeline-model';
import type { DocumentSchedules, PipelineDocument } from '../../synth/pipeline-document';
import { didYouMean } from '../../util/near-names';
import { type DocumentFile, documentOf, parsedDocument, pipelineNames, remedyIn } from '../documents';
import { UsageError } from '../usage-error';

/** A pipeline as it was synthesized. */
interface ReadPipeline {
  readonly model: PipelineModel;
  readonly schedules?: DocumentSchedules;
}

/** The pipelines that were synthesized into a repository, all of them or the one named. Runs no user code. */
export function readPipelines(root: string, positionals: readonly string[]): ReadPipeline[] {
  return namedPipelines(root, pipelineNames(root), positionals).map((id) => {
    const { schedules, ...view } = readDocument(documentOf(root, id));
    return { model: modelOfView(view), schedules };
  });
}

/** Of some pipelines all, or the one that the command line names. */
export function namedPipelines(
  root: string,
  names: readonly string[],
  [name, ...others]: readonly string[],
): readonly string[] {
  if (names.length === 0) {
    throw new UsageError(`there is no .stagegate folder with a pipeline here\n→ ${remedyIn(root)}`);
  }
  if (others.length > 0) {
    throw new UsageError(`got the pipelines ${[name, ...others].join(', ')}\n→ name one, or none for all`);
  }
  if (name !== undefined && !names.includes(name)) {
    throw new UsageError(
      `there is no pipeline ${name}${didYouMean(name, names)}\n→ pipelines are: ${names.join(', ')}`,
    );
  }
  return name === undefined ? names : [name];
}

export const readDocument = (file: DocumentFile): PipelineDocument =>
  parsedDocument(file, problemOf) as PipelineDocument;

function problemOf({ jobs }: { readonly [key: string]: unknown }): string | null {
  return Array.isArray(jobs) ? null : 'lacks the list of its jobs';
}
