import { describe, expect, test } from 'vitest';
import type { WorkflowJob } from '../../src/model/workflow';
import { describeRefusals } from '../support/errors';
import { type SmallTree, smallTree } from '../support/small-tree';
import { jobOf, synthesized, told } from '../support/synthesize';

/*
 * What the legs of a matrix keep: one run takes an artifact of one name once.
 */

const matrix = { dimensions: { node: ['20', '22'] } };
const nameIn = ({ steps }: WorkflowJob) => steps.find(({ id }) => id === 'report')?.with?.name;

const legs: { readonly [job: string]: SmallTree } = {
  'unit-test': { validate: { unitTest: { matrix, report: 'junit.xml' } } },
  'security-scan': { validate: { securityScan: { matrix } } },
  'integration-test': { integration: { matrix } },
};

describe.each([
  ['unit-test', 'unit-test'],
  ['security-scan', 'security-scan'],
  ['integration-test', 'integration-performance'],
])('%s', (job, name) => {
  test('keeps what each leg of a matrix reports under a name of its own', () => {
    const { pipeline } = smallTree(legs[job]);
    expect(nameIn(jobOf(pipeline, job))).toBe(`${name}-\${{ strategy.job-index }}`);
    expect(told(synthesized(pipeline).findings).filter((line) => line.startsWith('error'))).toEqual([]);
  });

  test('has a plain name without a matrix', () => {
    const { pipeline } = smallTree({ validate: { unitTest: { report: 'junit.xml' } } });
    expect(nameIn(jobOf(pipeline, job))).toBe(name);
  });
});

describeRefusals('a build', {
  'a matrix, of which each leg would make an image': [
    () => smallTree({ build: { matrix } }),
    'build-matrix  api/build  got a matrix; one image is built, and handed on once',
    'make a BuildStage for each image',
  ],
  'a matrix of compilations, of which each would hand on its files': [
    () => smallTree({ build: { compile: { command: 'make', files: ['dist'], matrix } } }),
    "build-matrix  api/build  got a matrix for 'compile'; what is compiled is handed on once",
    'compile in one job, or in a job of your own for each leg',
  ],
});
