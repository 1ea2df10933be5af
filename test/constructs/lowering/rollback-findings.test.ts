import { mkdirSync, writeFileSync } from 'node:fs';
import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { type DeployEnvironmentOptions, Expression, Pipeline, Step } from '../../../src';
import { foreignFiles } from '../../../src/projen/foreign-files';
import { describeRefusals } from '../../support/errors';
import { emptyProject, paymentApi } from '../../support/payment-api';
import { smallTree } from '../../support/small-tree';
import { lowered, synthesized, synthesizedProject, told, withCharts } from '../../support/synthesize';

const ON = { rollback: true };
const withDeploy = (deploy: Partial<DeployEnvironmentOptions>) => smallTree({ pipeline: ON, deploy }).pipeline;

describe('findings', () => {
  test('none for a pipeline as it comes', () => {
    const { findings } = synthesized(smallTree({ pipeline: ON }).pipeline);
    expect(told(findings.filter(({ message }) => message.startsWith('rollback: ')))).toEqual([]);
  });

  test('what only another job knows has no value here', () => {
    const { pipeline } = smallTree({
      pipeline: ON,
      job: { outputs: { version: 'steps.x.outputs.v' }, steps: [Step.run('x', 'echo v=1 >> "$GITHUB_OUTPUT"')] },
      deploy: { env: { VERSION: '${{ needs.extra.outputs.version }}' } },
    });
    expect(synthesized(pipeline).findings.filter(({ rule }) => rule === 'needed-jobs')).toEqual([
      {
        rule: 'needed-jobs',
        severity: 'error',
        path: 'api/production',
        message:
          'rollback: job "rollback-production" reads needs.extra in env.VERSION, but there is no such job; jobs are ask-production and notify',
        remedy: "name a job of this pipeline, or leave 'rollback' out",
      },
    ]);
  });

  test('what is told of the deployment is not told again', () => {
    const { findings } = synthesized(withDeploy({ env: { X: Expression.input('nowhere').toString() } }));
    expect(findings.filter(({ rule }) => rule === 'known-properties').map(({ message }) => message)).toEqual([
      expect.not.stringContaining('rollback: '),
    ]);
  });

  test('a pipeline that deploys nowhere has nothing to go back to', () => {
    const pipeline = new Pipeline(emptyProject(), 'api', ON);
    const { findings, files } = synthesized(pipeline);
    expect(told(findings)).toContain('error needless-rollback api: asks for a rollback workflow, and deploys nowhere');
    expect(files).toEqual([]);
    expect(lowered(pipeline).model.rollback).toBeNull();
  });

  test('it collides with a pipeline that is called like it', () => {
    const project = withCharts(emptyProject(), 'charts/payment-api');
    paymentApi(project, ON, 'a');
    paymentApi(project, {}, 'a-rollback');
    expect(told(synthesizedProject(project).findings)).toContain(
      'error file-collision a-rollback: writes .github/workflows/a-rollback.yml, as a does; names of files differ on every disk, whatever their case',
    );
  });
});

test('a patch that leaves no deployment is told of the deployment', () => {
  const { pipeline } = smallTree({ pipeline: ON });
  pipeline.patch(JsonPatch.remove('/jobs/deploy-production/steps'));
  expect(told(synthesized(pipeline).findings)).toEqual([
    'error job-steps api/production: job "deploy-production" has no steps',
    'error known-steps api/production: job "deploy-production" reads steps.rollback in outputs.rollback, but has no such step; there are no its steps',
  ]);
  pipeline.patch(JsonPatch.remove('/jobs'));
  expect(told(synthesized(pipeline).findings)).toEqual([
    'error valid-workflow api: workflow: `jobs` is missing',
    'error vouched-production api/production: environment "production" gets an image that no blocking job vouches for: unit-tested or integration-tested is missing',
  ]);
});

test('it overwrites no file of yours', () => {
  const project = withCharts(emptyProject(), 'charts/payment-api');
  paymentApi(project, ON);
  const path = '.github/workflows/payment-api-rollback.yml';
  mkdirSync(`${project.outdir}/.github/workflows`, { recursive: true });
  writeFileSync(`${project.outdir}/${path}`, 'on: push\n');
  expect(told(foreignFiles(synthesizedProject(project).files, project.outdir))).toEqual([
    `error foreign-file payment-api: would overwrite ${path}, which stagegate has not written`,
  ]);
});

describeRefusals('the option', {
  'that is a word': [
    () => new Pipeline(emptyProject(), 'api', { rollback: 'yes' } as never),
    'option-kind  api  got "yes" for "rollback"; allowed is true or false',
    'give true or false',
  ],
});
