import { expect, test } from 'vitest';
import { overlayKindChange } from '../../../src/checks/rules/overlay-kind-change';
import { overlayFindings, overlayModel } from '../../support/overlay-model';

const findings = (chart: Record<string, unknown>, values: Record<string, unknown>) =>
  overlayFindings(
    overlayKindChange,
    overlayModel({ values, chartFiles: { values: chart, schema: null, problems: [] } }),
  );

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
