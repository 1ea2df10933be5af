import { expect, test } from 'vitest';
import { overlayChartMissing } from '../../../src/checks/rules/overlay-chart-missing';
import { overlayFitsChart } from '../../../src/checks/rules/overlay-fits-chart';
import { overlayImageKeys } from '../../../src/checks/rules/overlay-image-keys';
import { overlayKindChange } from '../../../src/checks/rules/overlay-kind-change';
import { overlayUnknownKey } from '../../../src/checks/rules/overlay-unknown-key';
import { overlayMessages, overlayModel } from '../../support/overlay-model';

const broken = overlayModel({
  values: { replicas: [1] },
  chartFiles: { values: { replicas: {} }, schema: { type: 'string' }, problems: ['one', 'two'] },
});

test('every problem of a chart is a finding of its own', () => {
  expect(overlayMessages(overlayChartMissing, broken)).toEqual(['one', 'two']);
});

test('a chart that can be read, or that lies elsewhere, is none', () => {
  expect(overlayMessages(overlayChartMissing, overlayModel())).toEqual([]);
  expect(overlayMessages(overlayChartMissing, overlayModel({ chartFiles: null }))).toEqual([]);
});

test('other rules wait until the chart can be read, and say nothing of charts that lie elsewhere', () => {
  for (const check of [overlayFitsChart, overlayImageKeys, overlayKindChange, overlayUnknownKey]) {
    expect(overlayMessages(check, broken)).toEqual([]);
    expect(overlayMessages(check, { ...broken, chartFiles: null })).toEqual([]);
  }
});
