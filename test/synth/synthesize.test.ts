import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { Acknowledgement, Step, Trigger } from '../../src';
import { emptyProject, paymentApi } from '../support/payment-api';
import { smallTree } from '../support/small-tree';
import { lowered, synthesized, told, withCharts } from '../support/synthesize';

const withChart = () => withCharts(emptyProject(), 'charts/payment-api');

test('synthesis writes nothing, leaves the tree as it was, and says the same again', () => {
  const pipeline = paymentApi(withChart());
  const before = readdirSync(pipeline.project.outdir, { recursive: true });
  const constructs = pipeline.node.findAll().length;
  const first = synthesized(pipeline);
  expect(synthesized(pipeline)).toEqual(first);
  expect(readdirSync(pipeline.project.outdir, { recursive: true })).toEqual(before);
  expect(pipeline.node.findAll()).toHaveLength(constructs);
});

test('the model is plain data', () => {
  const { model } = synthesized(paymentApi(withChart()));
  expect(JSON.parse(JSON.stringify(model))).toEqual(model);
});

test('a tree that is written in two orders of options is one pipeline', () => {
  const one = smallTree({ pipeline: { service: 'Api', env: { A: '1' } } });
  const other = smallTree({ pipeline: { env: { A: '1' }, service: 'Api' } });
  expect(synthesized(one.pipeline).files).toEqual(synthesized(other.pipeline).files);
});

describe('charts', () => {
  const errors = (pipeline: ReturnType<typeof paymentApi>) =>
    synthesized(pipeline).findings.filter(({ severity }) => severity === 'error');

  test('that are not there are told, once for each environment', () => {
    expect(errors(paymentApi()).map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'overlay-chart-missing payment-api/dev',
      'overlay-chart-missing payment-api/production',
      'overlay-chart-missing payment-api/staging',
    ]);
  });

  test.each([
    ['values.yaml', 'a: [1\n'],
    ['values.yaml', '- a\n'],
    ['values.schema.json', '{'],
  ])('with a malformed %s are told', (file, text) => {
    const project = withChart();
    writeFileSync(join(project.outdir, 'charts/payment-api', file), text);
    const found = errors(paymentApi(project));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ path }) => path.startsWith('payment-api/'))).toBe(true);
  });

  test('whose values are a folder are told', () => {
    const project = withChart();
    rmSync(join(project.outdir, 'charts/payment-api/values.yaml'));
    mkdirSync(join(project.outdir, 'charts/payment-api/values.yaml'));
    expect(errors(paymentApi(project)).length).toBeGreaterThan(0);
  });
});

test('what is wrong in several constructs is told at once', () => {
  const { pipeline } = smallTree({
    job: { steps: [Step.run('x', 'true', { condition: 'steps.y.outcome' })] },
    pipeline: { triggers: [Trigger.schedule('61 * * * *')] },
    validate: { lint: { condition: undefined, env: { A: '${{ needs.nothing.outputs.x }}' } } },
  });
  const rules = synthesized(pipeline)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);
  expect(rules).toEqual(expect.arrayContaining(['known-steps', 'valid-schedules', 'valid-needs']));
  expect(synthesized(pipeline).files).toEqual([]);
});

test('warnings stop a strict pipeline, and an acknowledgement with its reason lets it go on', () => {
  const strict = { strict: true, notifiers: [] };
  const acknowledgements = [Acknowledgement.of('reported-failures', { reason: 'GitHub writes to whoever pushed' })];
  expect(synthesized(smallTree({ pipeline: { notifiers: [] } }).pipeline).files).not.toEqual([]);
  expect(synthesized(smallTree({ pipeline: strict }).pipeline).files).toEqual([]);
  const accepted = synthesized(smallTree({ pipeline: { ...strict, acknowledgements } }).pipeline);
  expect(told(accepted.findings.filter(({ severity }) => severity !== 'info'))).toEqual([]);
  expect(accepted.files).not.toEqual([]);
});

test('triggers come beside those that every pipeline has', () => {
  const { pipeline } = smallTree({
    pipeline: {
      branches: ['main', 'release/*'],
      tags: ['v*'],
      triggers: [
        Trigger.push({ branches: ['next', 'main'] }),
        Trigger.schedule('0 4 * * 1'),
        Trigger.manual({ imageTag: { description: 'which', required: true } }),
      ],
    },
  });
  expect(lowered(pipeline).model.workflow.on).toEqual({
    push: { branches: ['main', 'release/*', 'next'], tags: ['v*'] },
    pull_request: { branches: ['main', 'release/*'] },
    merge_group: { types: ['checks_requested'] },
    schedule: [{ cron: '0 4 * * 1' }],
    workflow_dispatch: { inputs: { imageTag: { description: 'which', required: true, type: 'string' } } },
  });
});

test.each([
  ['takes all jobs away', JsonPatch.remove('/jobs')],
  ['makes nothing of them', JsonPatch.replace('/jobs', null)],
  ['leaves nothing at all', JsonPatch.replace('', {})],
])('a patch that %s is told, and crashes nothing', (_, patch) => {
  const { pipeline } = smallTree({ pipeline: { repositorySettings: { requireGate: true } } });
  pipeline.patch(patch);
  const { findings, files } = synthesized(pipeline);
  expect(findings.map(({ rule }) => rule)).toContain('valid-workflow');
  expect(files).toEqual([]);
});
