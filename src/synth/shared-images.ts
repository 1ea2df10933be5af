import type { PipelineModel } from '../model/pipeline-model';
import type { Finding } from '../policy/finding';
import { sharedImage, treeFinding } from '../policy/tree-rules';
import { shown } from '../util/fail';

/** Builds of several pipelines that push one image under one tag. */
export function sharedImages(models: readonly PipelineModel[]): Finding[] {
  const first = new Map<string, string>();
  return models.flatMap(imagesOf).flatMap(({ name, path }) => {
    const other = first.get(name);
    if (other === undefined) first.set(name, path);
    return other === undefined
      ? []
      : [treeFinding(sharedImage, path, `pushes the image ${shown(name)} under the commit SHA, as ${other} does`)];
  });
}

function imagesOf({ jobs, workflow }: PipelineModel): { name: string; path: string }[] {
  return jobs
    .filter(({ vouches }) => vouches.includes('image-built'))
    .map(({ id, path }) => ({ name: String(workflow.jobs[id]?.env?.IMAGE_REPOSITORY ?? ''), path }))
    .filter(({ name }) => name !== '');
}
