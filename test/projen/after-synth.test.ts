import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonPatch } from 'projen';
import { expect, test, vi } from 'vitest';
import { Job, Pipeline, Stage, Step } from '../../src';
import { describeRefusals } from '../support/errors';
import { emptyProject } from '../support/payment-api';

/** A pipeline of one job, in a project that has been synthesized as often as is said. */
function synthesized(times = 1) {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const project = emptyProject();
  const pipeline = new Pipeline(project, 'api', { repository: 'acme/api' });
  const stage = new Stage(pipeline, 'checks');
  const job = new Job(stage, 'hello', { steps: [Step.run('hello', 'echo hello')] });
  for (let time = 0; time < times; time += 1) project.synth();
  said.mockRestore();
  return { project, pipeline, stage, job };
}

test('a project that is synthesized twice writes the same', () => {
  const [once, twice] = [synthesized(1), synthesized(2)].map(({ project }) =>
    ['.github/workflows/api.yml', '.stagegate/api.json', '.projen/files.json', '.gitattributes'].map((path) =>
      readFileSync(join(project.outdir, path), 'utf8'),
    ),
  );
  expect(twice).toEqual(once);
});

const LATE = `comes after project.synth(), which has written the files: nothing of it would be written
→ let project.synth() be the last line of the program`;

describeRefusals('after project.synth(),', {
  'a pipeline': [() => new Pipeline(synthesized().project, 'web'), `after-synth  web  ${LATE}`],
  'the first pipeline': [
    () => {
      const project = emptyProject();
      project.synth();
      return new Pipeline(project, 'web');
    },
    `after-synth  web  ${LATE}`,
  ],
  'a stage': [() => new Stage(synthesized().pipeline, 'late'), `after-synth  api/late  ${LATE}`],
  'a job': [
    () => new Job(synthesized().stage, 'late', { steps: [Step.run('late', 'echo late')] }),
    `after-synth  api/checks/late  ${LATE}`,
  ],
  'a patch': [
    () => synthesized().pipeline.patch(JsonPatch.add('/run-name', 'late')),
    `after-synth  api (patch)  ${LATE}`,
  ],
  'a step that is to be changed': [
    () => synthesized().job.step('hello').remove(),
    `after-synth  api/checks/hello (step)  ${LATE}`,
  ],
});
