import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../src/checks/rules';
import { readChart } from '../../src/util/chart';
import { overlayMessages, overlayModel } from '../support/overlay-model';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'payment-api', 'charts', 'payment-api');
const chartFiles = readChart(EXAMPLE, 'charts/payment-api');
const rules = CHECKS.filter(({ overlay }) => overlay !== undefined);
const findings = (values: Record<string, unknown>) =>
  rules.flatMap((rule) =>
    overlayMessages(rule, overlayModel({ values, chartFiles })).map((text) => `${rule.id}: ${text}`),
  );
const migration = { enabled: true, command: ['npm', 'run', 'db:migrate'] };

describe('overlays of the example', () => {
  test.each([1, 2, 6])('fit its chart with %d replicas', (replicaCount) => {
    expect(chartFiles.problems).toEqual([]);
    expect(findings({ replicaCount, migration })).toEqual([]);
    expect(findings({ replicaCount, migration, existingSecret: 'payment-api', env: { LOG_LEVEL: 'info' } })).toEqual(
      [],
    );
  });

  test.each([
    ['misspelt', { replicacount: 2 }, 'overlay-fits-chart'],
    ['mistyped', { replicaCount: '2' }, 'overlay-fits-chart'],
    ['of another kind', { migration: true }, 'overlay-kind-change'],
    ['carrying a tag', { image: { tag: 'v1' } }, 'overlay-fits-chart'],
    ['carrying a secret', { env: { DB_PASSWORD: 'hunter2' } }, 'overlay-secret-literal'],
  ])('are found, once, where they are %s', (_, values, rule) => {
    const found = findings(values);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${rule}: `));
  });
});
