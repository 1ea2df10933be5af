import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonPatch } from 'projen';
import { expect, test } from 'vitest';
import { changedFiles } from '../../../src/cli/pipelines/written-files';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  HelmRelease,
  ParallelValidate,
  Pipeline,
  type PipelineOptions,
  Promotion,
  Reviewer,
  Schedule,
  SettingsFormat,
  Toolchain,
} from '../../../src/index';
import { emptyProject } from '../../support/payment-api';
import { synthesizedProject, withCharts } from '../../support/synthesize';
import { writeAll } from './support/written';

const AWKWARD: Record<string, unknown> = {
  zero: -0,
  large: 1e21,
  small: 5e-324,
  blank: ' \n\n',
  lines: ' a\n\n\tb \n ',
  returns: 'a\r\nb\r',
  long: 'x y '.repeat(5000),
  date: '2024-01-01T00:00:00Z',
  seconds: '12:30:45',
  none: '~',
  '': {},
  on: [],
  null: [[], {}],
  '<<': { a: 'b' },
  'a: b #': 'c: d #',
};

test('what was just written is as it was written, whatever stands in it', () => {
  const project = withCharts(emptyProject('shop'), 'zebra/chart', 'ant/chart');
  // The name of the first comes last.
  for (const [id, more] of [
    ['zebra', MORE],
    ['ant', {}],
  ] as const)
    service(id, more);
  const { files, stopping } = synthesizedProject(project);
  expect(stopping.map(({ path, message }) => `${path}: ${message}`)).toEqual([]);
  const folder = mkdtempSync(join(tmpdir(), 'written-'));
  writeAll(folder, Object.fromEntries(files.map(({ path, content }) => [path, content])));
  expect(changedFiles(folder)).toEqual([]);

  function service(id: string, options: PipelineOptions) {
    const pipeline = new Pipeline(project, id, {
      toolchain: Toolchain.node({ version: '22', directory: 'a-service' }),
      requiredCheck: `${id}-gate`,
      ...options,
    });
    new BuildStage(pipeline, 'build', { registry: ContainerRegistry.ghcr(), repository: `acme/${id}` });
    new ParallelValidate(pipeline, 'validate');
    for (const [stage, environment] of [
      ['first', 'Prüfung (1) am Ort'],
      ['second', 'production/eu'],
    ]) {
      new DeployEnvironment(pipeline, stage, {
        environment,
        promotion: Promotion.manual({ reviewers: [Reviewer.team('acme/leads'), Reviewer.user('ann')] }),
        cluster: Cluster.kubeconfig({ secret: `${id.toUpperCase()}_KUBECONFIG` }),
        release: HelmRelease.chart(`${id}/chart`, { name: id, namespace: 'shop', values: { global: AWKWARD } }),
        variables: { ZERO: '0', [id.toUpperCase()]: id },
      });
    }
    pipeline.patch(
      JsonPatch.add('/jobs/own', {
        'runs-on': 'ubuntu-24.04',
        'timeout-minutes': 5,
        'continue-on-error': true,
        permissions: {},
        steps: [{ run: 'echo 1' }, { id: 'named', run: 'echo 2' }],
      }),
    );
  }
});

const MORE: PipelineOptions = {
  schedule: Schedule.DATAFLOW,
  rollback: true,
  repository: 'acme/shop',
  driftCheck: { appClientIdVariable: 'APP', privateKeySecret: 'KEY' },
  settingsFormats: [SettingsFormat.SAFE_SETTINGS, SettingsFormat.TERRAFORM],
};
