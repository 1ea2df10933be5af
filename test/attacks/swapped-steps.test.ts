import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import type { Pipeline } from '../../src';
import { jobOf } from '../support/synthesize';
import { careless, found, passed, service } from './support';

/* Guards: what is asked before something happens is not asked afterwards. */

const moved = (pipeline: Pipeline, job: string, id: string, place: string) => {
  const ids = (jobOf(pipeline, job).steps ?? []).map((step) => step.id);
  const at = (step: string) => `/jobs/${job}/steps/${ids.indexOf(step)}`;
  pipeline.patch(JsonPatch.move(at(id), at(place)));
};

describe('steps that are moved', () => {
  test.each([
    ['checks the protection once it has deployed', 'deploy-production', 'check', 'deploy', 'deploy', 'check'],
    ['marks as verified what no test has seen', 'deploy-production', 'mark', 'smoke', 'mark', 'smoke'],
    ['judges before it scans', 'security-scan', 'verdict', 'scan', 'verdict', 'scan'],
  ])('%s', (_, job, id, place, first, second) => {
    const pipeline = service();
    moved(pipeline, job, id, place);
    const refusal = job === 'security-scan' ? passed : careless;
    expect(found(pipeline)).toContain(refusal(`its step "${first}" comes before "${second}"`));
  });

  test('may stand elsewhere where nothing hangs on it', () => {
    const pipeline = service();
    moved(pipeline, 'deploy-production', 'kubectl', 'helm');
    expect(found(pipeline)).toEqual([]);
  });
});
