import type { PipelineView } from '../policy/pipeline-view';
import { at, type Change, listed } from './change';
import { differences } from './differences';

/**
 * Where the workflow differs that takes an environment back, not how: nearly all of it follows from the jobs that deploy, of which
 * that is told. That it comes or goes is told of the pipeline.
 */
export function rollbackChanges(before: PipelineView, after: PipelineView): Change[] {
  if (before.rollback === undefined || after.rollback === undefined) return [];
  const places = differences(withoutToldActions(before), withoutToldActions(after)).map(({ place }) => place);
  return places.length === 0
    ? []
    : [at(after.id)('changed', `its rollback workflow says something else: ${listed(places)}`)];
}

/** Another version of an action that the pipeline runs too is told there. */
function withoutToldActions({ rollback, jobs }: PipelineView): unknown {
  const told = new Map(jobs.flatMap(({ steps }) => steps.map(({ uses, action }) => [uses, action])));
  return JSON.parse(JSON.stringify(rollback), (key, value) => (key === 'uses' ? (told.get(value) ?? value) : value));
}
