import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelOfView } from '../../checks/model-of-view';
import type { PipelineModel } from '../../model/pipeline-model';
import type { DocumentSchedules, PipelineDocument } from '../../synth/pipeline-document';
import { UsageError } from '../github/connection';

/** A pipeline as it was synthesized. */
interface ReadPipeline {
  readonly model: PipelineModel;
  readonly schedules?: DocumentSchedules;
}

/** The pipelines that were synthesized into a repository, all of them or the one named. Runs no user code. */
export function readPipelines(root: string, name?: string): ReadPipeline[] {
  const folder = join(root, '.stagegate');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  const names = files.map((file) => file.slice(0, -'.json'.length)).sort();
  if (names.length === 0) {
    throw new UsageError(
      'there is no .stagegate folder with a pipeline here\n→ run npx projen in the root of the repository',
    );
  }
  if (name !== undefined && !names.includes(name)) {
    throw new UsageError(`there is no pipeline ${name}\n→ pipelines are: ${names.join(', ')}`);
  }
  return (name === undefined ? names : [name]).map((id) => {
    const { schedules, ...view } = parse(join(folder, `${id}.json`), id);
    return { model: modelOfView(view), schedules };
  });
}

function parse(file: string, id: string): PipelineDocument {
  let content: Partial<PipelineDocument>;
  try {
    content = JSON.parse(readFileSync(file, 'utf8')) as Partial<PipelineDocument>;
  } catch (error) {
    throw new UsageError(`.stagegate/${id}.json: ${(error as Error).message}\n→ run npx projen`);
  }
  if (content?.version !== 1 || !Array.isArray(content.jobs)) {
    throw new UsageError(
      `.stagegate/${id}.json has version ${JSON.stringify(content?.version)}; this stagegate reads version 1\n→ run npx projen with the stagegate version of this repository`,
    );
  }
  return content as PipelineDocument;
}
