import { validSchedules } from '../../../src/checks/rules/valid-schedules';
import { describeCheck, oneJob } from '../support/describe-check';

const schedule = (...crons: string[]) => oneJob({}, { on: { schedule: crons.map((cron) => ({ cron })) } });

describeCheck(validSchedules, {
  passes: {
    'what POSIX cron allows': schedule('30 5 * * 1-5', '*/5 * * * *', '0 0 1,15 jan-mar SUN', '5/10 2-4/2 * * *'),
    'no schedule': oneJob({}),
  },
  fails: {
    'a missing field': [
      schedule('0 5 * *'),
      'sample: the schedule "0 5 * *" is no cron expression: it has 4 fields, not 5',
    ],
    'a value out of range': [
      schedule('0 24 * * *'),
      'sample: the schedule "0 24 * * *" is no cron expression: the hour is "24"; allowed are 0 to 23, lists, ranges, steps and *',
    ],
    'a range backwards, a name that is none, a step of zero': [
      schedule('0 0 * * 5-1', '0 0 * foo *', '*/0 * * * *'),
      'sample: the schedule "0 0 * * 5-1" is no cron expression: the weekday is "5-1"; allowed are 0 to 6, lists, ranges, steps and *',
      'sample: the schedule "0 0 * foo *" is no cron expression: the month is "foo"; allowed are 1 to 12, lists, ranges, steps and *',
      'sample: the schedule "*/0 * * * *" is no cron expression: the minute is "*/0"; allowed are 0 to 59, lists, ranges, steps and *',
    ],
    'runs too close to each other, over the full hour too': [
      schedule('*/2 * * * *', '0,58 * * * *'),
      'sample: the schedule "*/2 * * * *" runs every 2 min; GitHub allows every 5 min at most',
      'sample: the schedule "0,58 * * * *" runs every 2 min; GitHub allows every 5 min at most',
    ],
  },
});
