import { describe, expect, test } from 'vitest';
import { overlayUnknownKey } from '../../../src/checks/rules/overlay-unknown-key';
import { subchart } from '../../support/chart';
import { overlayMessages, overlayModel } from '../../support/overlay-model';

const CHART = {
  replicaCount: 1,
  image: { repository: '', digest: '', pullPolicy: 'Always' },
  env: { LOG_LEVEL: 'info' },
  resources: { limits: { memory: '1Gi' } },
  podAnnotations: { team: 'a' },
  extra: {},
  later: null,
  hosts: [{ name: 'a' }],
};
const messages = (values: Record<string, unknown>, schema: unknown = null) =>
  overlayMessages(overlayUnknownKey, overlayModel({ values, chartFiles: { values: CHART, schema } }));

describe('a key that the chart lacks', () => {
  test('is named with what was meant', () => {
    expect(messages({ replicacount: 2, image: { pullPolcy: 'Never' } })).toEqual([
      'charts/values-production.yaml: replicacount is not in charts/payment-api/values.yaml: did you mean "replicaCount"?',
      'charts/values-production.yaml: image.pullPolcy is not in charts/payment-api/values.yaml: did you mean "pullPolicy"?',
    ]);
  });

  test('is named with what there is', () => {
    expect(messages({ image: { mirror: 'x' } })).toEqual([
      'charts/values-production.yaml: image.mirror is not in charts/payment-api/values.yaml: keys there are repository, digest and pullPolicy',
    ]);
  });

  test('is found where a schema leaves maps open and does not name it', () => {
    const schema = { type: 'object', properties: { image: { properties: { mirror: {} } } } };
    expect(messages({ image: { mirror: 'x', mirrors: 'y' } }, schema)).toHaveLength(1);
  });

  test('is left to the schema where the schema refuses it', () => {
    const schema = { additionalProperties: false, properties: { image: {}, replicaCount: {} } };
    expect(messages({ replicacount: 2, image: { mirror: 'x' } }, schema)).toEqual([
      expect.stringContaining('image.mirror is not in'),
    ]);
  });
});

describe('no finding', () => {
  test('for what the chart has', () => {
    expect(messages({ replicaCount: 3, image: { pullPolicy: 'Never' }, hosts: [{ alias: 'b' }] })).toEqual([]);
  });

  test('where the chart leaves a map to be filled', () => {
    expect(messages({ extra: { anything: 1 }, later: { anything: 1 } })).toEqual([]);
  });

  test('for names that people choose, and maps of Kubernetes', () => {
    const values = {
      env: { FEATURE: 'on', feature: 'on' },
      podAnnotations: { 'example.com/a': 'b', other: 'c' },
      resources: { limits: { cpu: '1' }, requests: { cpu: '1' } },
    };
    expect(messages(values)).toEqual([]);
  });

  test('for the image and for global values', () => {
    expect(messages({ global: { region: 'x' }, image: { digest: 'sha256:0' } })).toEqual([]);
  });

  test('for a chart without values', () => {
    expect(overlayMessages(overlayUnknownKey, overlayModel({ values: { a: 1 }, chartFiles: {} }))).toEqual([]);
  });
});

describe('charts within the chart', () => {
  const needs = { name: 'redis', key: 'cache', conditions: ['cache.enabled'], tags: ['stores'], imports: [] };
  const redis = subchart('redis', { values: { replicas: 1 } });
  const within = (values: Record<string, unknown>) =>
    overlayMessages(
      overlayUnknownKey,
      overlayModel({ values, chartFiles: { values: { port: 1 }, dependencies: [needs], subcharts: [redis] } }),
    );

  test('know their own keys, what switches them, and global', () => {
    expect(within({ cache: { replicas: 2, enabled: true, global: { a: 1 } }, tags: { stores: true } })).toEqual([]);
  });

  test('do not know others', () => {
    expect(within({ cache: { replica: 2 } })).toEqual([
      'charts/values-production.yaml: cache.replica is not in charts/payment-api/charts/redis/values.yaml: did you mean "replicas"?',
    ]);
  });
});
