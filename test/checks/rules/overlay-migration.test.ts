import { expect, test } from 'vitest';
import { overlayFitsChart } from '../../../src/checks/rules/overlay-fits-chart';
import { overlayMigration } from '../../../src/checks/rules/overlay-migration';
import { overlayUnknownKey } from '../../../src/checks/rules/overlay-unknown-key';
import type { Chart } from '../../../src/util/chart';
import { overlayFindings, overlayMessages, overlayModel } from '../../support/overlay-model';

const values = { migration: { enabled: true, command: ['migrate'] } };
const asked = (chartFiles: Partial<Chart>) => overlayModel({ values, hasMigration: true, chartFiles });
const templates = { haveHook: true, readMigration: true };

test('a chart with a hook that reads the values is no finding, nor is a release without a migration', () => {
  expect(overlayFindings(overlayMigration, asked({ templates }))).toEqual([]);
  expect(overlayFindings(overlayMigration, overlayModel({ values }))).toEqual([]);
});

test('a chart that knows nothing of it would run none', () => {
  const chart = { values: { image: { tag: '' } } };
  expect(overlayFindings(overlayMigration, asked(chart))).toEqual([
    {
      message:
        'migrationCommand sets migration.enabled and migration.command, but charts/payment-api has no template that reads .Values.migration',
    },
  ]);
  const strict = asked({ ...chart, schema: { additionalProperties: false, properties: { image: {} } } });
  expect(overlayMessages(overlayFitsChart, strict)).toEqual([]);
  // The user has written migrationCommand, not this key.
  expect(overlayMessages(overlayUnknownKey, asked(chart))).toEqual([]);
});

test('a chart that has the values, but nothing that runs it, is warned of', () => {
  const known = { values: { migration: { enabled: false, command: [] } } };
  expect(
    overlayFindings(overlayMigration, asked({ ...known, templates: { haveHook: false, readMigration: true } })),
  ).toEqual([
    {
      message:
        'migrationCommand sets migration.enabled and migration.command, but charts/payment-api has no template with the annotation helm.sh/hook',
      severity: 'warning',
    },
  ]);
});
