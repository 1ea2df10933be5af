import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { starterChoices } from '../../src/projen/starter-choices';
import { starterChart } from '../../src/projen/starter-files';
import { findHelm } from '../support/helm';

const helm = findHelm();
const DIGEST = `sha256:${'a'.repeat(64)}`;

describe.skipIf(helm === undefined)('the chart of a new repository', () => {
  let chart: string;

  beforeAll(() => {
    chart = mkdtempSync(join(tmpdir(), 'starter-'));
    for (const { path, content } of starterChart(starterChoices({ name: 'orders' }))) {
      mkdirSync(dirname(join(chart, path)), { recursive: true });
      writeFileSync(join(chart, path), content);
    }
  });

  const rendered = (...settings: string[]) => {
    const flags = settings.flatMap((setting) => ['--set', setting]);
    const { status, stdout, stderr } = spawnSync(helm as string, ['template', 'orders', chart, ...flags], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    return parseAllDocuments(stdout).map((document) => document.toJS());
  };
  const image = ['image.repository=ghcr.io/acme/orders', `image.digest=${DIGEST}`];

  it('runs the image by its digest, behind a Service that stagegate finds', () => {
    const [service, deployment] = rendered(...image);
    expect(deployment.spec.template.spec.containers[0].image).toBe(`ghcr.io/acme/orders@${DIGEST}`);
    expect(deployment.spec.template.metadata.labels['app.kubernetes.io/instance']).toBe('orders');
    expect(service.metadata.name).toBe('orders');
    expect(service.spec.ports[0].name).toBe('http');
    expect(deployment.spec.template.metadata.labels).toMatchObject(service.spec.selector);
  });

  it('loses no request while one pod takes the place of another', () => {
    const { strategy, template } = rendered(...image)[1].spec;
    expect(strategy.rollingUpdate).toEqual({ maxUnavailable: 0 });
    expect(template.spec.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
  });

  it('migrates before an upgrade where it is told to, apart from the Service', () => {
    const all = rendered(
      ...image,
      'migration.enabled=true',
      'migration.command={npm,run,migrate}',
      'secretName=orders',
    );
    const job = all.find(({ kind }) => kind === 'Job');
    expect(job.metadata.annotations['helm.sh/hook']).toBe('pre-install,pre-upgrade');
    expect(job.spec.template.spec.containers[0].command).toEqual(['npm', 'run', 'migrate']);
    expect(job.spec.template.spec.containers[0].image).toBe(`ghcr.io/acme/orders@${DIGEST}`);
    expect(job.spec.template.metadata.labels['app.kubernetes.io/component']).toBe('migration');
  });

  it('passes the linter of Helm', () => {
    const { status, stdout } = spawnSync(
      helm as string,
      ['lint', '--strict', chart, ...image.flatMap((one) => ['--set', one])],
      {
        encoding: 'utf8',
      },
    );
    expect(status, stdout).toBe(0);
  });
});
