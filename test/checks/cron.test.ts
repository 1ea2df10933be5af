import { expect, test } from 'vitest';
import { cronMistake, shortestInterval } from '../../src/checks/cron';

test.each(['* * * * *', '0 0 29 2 *', '1-5,10-20/3 */2 1,31 JAN-dec sun,3', '  0   5 * * 6  '])(
  '%j can be read',
  (cron) => {
    expect(cronMistake(cron)).toBeUndefined();
  },
);

test.each([
  '',
  '@daily',
  '60 * * * *',
  '* * 0 * *',
  '* * * 13 *',
  '* * * * 7',
  '1- * * * *',
  '*-5 * * * *',
  'a * * * *',
  '1.5 * * * *',
])('%j cannot', (cron) => {
  expect(cronMistake(cron)).toBeTypeOf('string');
});

test.each([
  ['0 * * * *', 60],
  ['* * * * *', 1],
  ['*/15 * * * *', 15],
  ['0,50 * * * *', 10],
  ['7/10 * * * *', 10],
  ['0-2 5 * * *', 1],
])('the closest runs of %j are %i min apart', (cron, interval) => {
  expect(shortestInterval(cron)).toBe(interval);
});
