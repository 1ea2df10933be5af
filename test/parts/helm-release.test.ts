import { describe, expect, test } from 'vitest';
import { Duration, HelmRelease, HelmVersion } from '../../src';
import { describeRefusals } from '../support/errors';

describe('HelmRelease', () => {
  const release = (options = {}) => HelmRelease.chart('charts/payment-api', { namespace: 'payments', ...options });
  test('follows the conventions of charts', () => {
    expect(release()._toModel()).toEqual({
      chart: 'charts/payment-api',
      name: 'payment-api',
      namespace: 'payments',
      layers: [{}, {}],
      hasMigration: false,
      repositoryKey: 'image.repository',
      digestKey: 'image.digest',
      selector: 'app.kubernetes.io/instance=payment-api',
      service: 'payment-api',
      servicePort: 'http',
      timeoutMinutes: 5,
      historyMax: 10,
      helm: 'v4.2.4',
      helmMajor: '4',
      failedFirstInstall: 'keep',
    });
  });
  test('puts the migration over the values of the environment over the shared ones', () => {
    const layers = release({
      sharedValues: { a: 1 },
      values: { a: 2 },
      migrationCommand: ['npm', 'run', 'migrate'],
      helm: HelmVersion.V3,
    })._toModel();
    expect(layers.layers).toEqual([
      { a: 1 },
      { a: 2 },
      { migration: { enabled: true, command: ['npm', 'run', 'migrate'] } },
    ]);
    expect(layers.helmMajor).toBe('3');
  });
  test.each([
    '/charts/x',
    '../charts',
    'charts/../../x',
    'charts//x',
    'charts/',
    '.',
    '..',
    '',
    'a b',
    'x/..',
    './x/y',
  ])('refuses the chart %j', (chart) => {
    expect(() => HelmRelease.chart(chart, { namespace: 'x', name: 'x' })).toThrow('chart-path  HelmRelease.chart');
  });
  test.each(['charts/x', 'x', '.charts/x', 'a/b.c/d_e'])('takes the chart %j', (chart) => {
    expect(HelmRelease.chart(chart, { namespace: 'x', name: 'x' })._toModel().chart).toBe(chart);
  });
});

describeRefusals('HelmRelease', {
  'values that are no data': [
    () => HelmRelease.chart('chart', { namespace: 'x', values: { a: { b: Number.NaN } } }),
    'option-kind  HelmRelease.chart(\'chart\')  got NaN for "values.a.b"; allowed are maps, lists, texts of whole characters, finite numbers, booleans and null',
    'write it as such',
  ],
  'half of an emoji': [
    () => HelmRelease.chart('chart', { namespace: 'x', values: { a: [`x${'😀'[0]}`] } }),
    'option-kind  HelmRelease.chart(\'chart\')  got a text with half a character for "values.a[0]"; allowed are maps, lists, texts of whole characters, finite numbers, booleans and null',
    'write it as such',
  ],
  'a key that ends within an emoji': [
    () => HelmRelease.chart('chart', { namespace: 'x', sharedValues: { a: { ['😀'[0]]: 1 } } }),
    'option-kind  HelmRelease.chart(\'chart\')  got a key with half a character for "sharedValues.a"; allowed are maps, lists, texts of whole characters, finite numbers, booleans and null',
    'write it as such',
  ],
  'a chart outside': [
    () => HelmRelease.chart('../chart', { namespace: 'x' }),
    "chart-path  HelmRelease.chart  got \"../chart\"; allowed is a folder inside the repository, from its root, of letters, digits, '.', '_' and '-', joined by '/'",
    "such as 'charts/payment-api'",
  ],
  'a name of 54 characters': [
    () => HelmRelease.chart('chart', { namespace: 'x', name: 'x'.repeat(54) }),
    `release-name  HelmRelease.chart  got the release name "${'x'.repeat(54)}"; Helm allows lower-case letters, digits, '-' and '.', at most 53`,
    "set 'name'",
  ],
  'a namespace in capitals': [
    () => HelmRelease.chart('chart', { namespace: 'Payments' }),
    'namespace  HelmRelease.chart  got the namespace "Payments"; Kubernetes allows lower-case letters, digits and \'-\', at most 63',
    'choose another namespace',
  ],
  'a key with a comma': [
    () => HelmRelease.chart('chart', { namespace: 'x', digestKey: 'image.digest,x' }),
    'image-key  HelmRelease.chart  got "image.digest,x"; allowed are names joined by dots',
    "such as 'image.digest'",
  ],
  'an hour and a minute': [
    () => HelmRelease.chart('chart', { namespace: 'x', timeout: Duration.minutes(61) }),
    'helm-timeout  HelmRelease.chart  got 61 minutes; allowed are whole minutes from 1 to 60',
    'choose another timeout',
  ],
  'one revision': [
    () => HelmRelease.chart('chart', { namespace: 'x', historyMax: 1 }),
    'history-max  HelmRelease.chart  got 1; allowed are 2 to 256: a rollback needs the revision before',
    'keep at least 2',
  ],
  'a migration of nothing': [
    () => HelmRelease.chart('chart', { namespace: 'x', migrationCommand: [] }),
    'migration-command  HelmRelease.chart  got an empty migrationCommand',
    'give the words of the command, or leave it away',
  ],
});
