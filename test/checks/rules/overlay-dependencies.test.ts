import { expect, test } from 'vitest';
import { overlayDependencies } from '../../../src/checks/rules/overlay-dependencies';
import type { Chart } from '../../../src/util/chart';
import { subchart } from '../../support/chart';
import { overlayMessages, overlayModel } from '../../support/overlay-model';

const messages = (chartFiles: Partial<Chart>) => overlayMessages(overlayDependencies, overlayModel({ chartFiles }));
const needs = (name: string, key = name) => ({ name, key, conditions: [], tags: [], imports: [] });

test('charts that lie there, or are locked, are no finding', () => {
  expect(messages({ dependencies: [needs('redis', 'cache')], subcharts: [subchart('redis')] })).toEqual([]);
  expect(messages({ dependencies: [needs('redis', 'cache')], locked: ['redis'] })).toEqual([]);
  expect(messages({ dependencies: null })).toEqual([]);
});

test('each that is neither is named, by its own name', () => {
  const dependencies = [needs('redis', 'cache'), needs('kafka')];
  expect(messages({ dependencies })).toEqual([
    'charts/payment-api needs the chart redis, which does not lie in charts/payment-api/charts, and there is no Chart.lock',
    'charts/payment-api needs the chart kafka, which does not lie in charts/payment-api/charts, and there is no Chart.lock',
  ]);
  expect(messages({ dependencies, locked: ['redis'] })).toEqual([
    'charts/payment-api needs the chart kafka, which does not lie in charts/payment-api/charts, and its Chart.lock does not name it',
  ]);
});
