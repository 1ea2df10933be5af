import { describe, expect, test } from 'vitest';
import { overlayKindChange } from '../../../src/checks/rules/overlay-kind-change';
import { subchart } from '../../support/chart';
import { overlayFindings, overlayMessages, overlayModel } from '../../support/overlay-model';

const findings = (chart: Record<string, unknown>, values: Record<string, unknown>) =>
  overlayFindings(overlayKindChange, overlayModel({ values, chartFiles: { values: chart } }));

test('names the key, what it is here and what it is in the chart', () => {
  expect(findings({ app: { env: { A: '1' } } }, { app: { env: ['A=1'] } })).toEqual([
    {
      message: 'charts/values-production.yaml: app.env is a list; in charts/payment-api/values.yaml it is a map',
      severity: 'error',
    },
  ]);
});

test('a list for a single value only warns: Helm minds maps alone', () => {
  expect(findings({ command: 'start' }, { command: ['start'] })).toMatchObject([{ severity: 'warning' }]);
});

test('null and another single value change no kind', () => {
  expect(findings({ a: {}, b: 1, c: null }, { a: null, b: 'x', c: {} })).toEqual([]);
});

describe('charts within the chart', () => {
  const redis = subchart('redis', { values: { auth: { user: '' }, port: 1 } });
  const within = (values: Record<string, unknown>, defaults: Record<string, unknown> = {}) =>
    overlayMessages(overlayKindChange, overlayModel({ values, chartFiles: { values: defaults, subcharts: [redis] } }));

  test('keep the kinds of their values', () => {
    expect(within({ redis: { auth: { user: 'x' } } })).toEqual([]);
    expect(within({ redis: { auth: 'x' } })).toEqual([
      'charts/values-production.yaml: redis.auth is a single value; in charts/payment-api/charts/redis/values.yaml it is a map',
    ]);
  });

  test('take a map and nothing else', () => {
    expect(within({ redis: ['x'] })).toEqual([
      'charts/values-production.yaml: redis is a list; it holds the values of the chart redis, a map',
    ]);
    expect(within({}, { redis: true })).toEqual([
      'charts/payment-api/values.yaml: redis is a single value; it holds the values of the chart redis, a map',
    ]);
  });
});
