import { Severity } from '../../policy/finding';
import { shown } from '../../util/fail';
import { defineCheck } from '../check';
import { cronMistake, shortestInterval } from '../cron';
import { mapOf, textOf } from '../plain';

export const validSchedules = defineCheck({
  id: 'valid-schedules',
  title: 'schedules are POSIX cron with at least five minutes between runs',
  why: 'GitHub drops a schedule that it cannot read without a word, and runs none more often than every five minutes.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule',
  mend: 'write five fields, such as "30 5 * * 1-5": minute, hour, day, month, weekday',
  severity: Severity.ERROR,
  pipeline: ({ triggers }, report) => {
    const schedules = Array.isArray(triggers.schedule) ? triggers.schedule : [];
    for (const schedule of schedules) {
      const cron = textOf(mapOf(schedule).cron);
      if (cron === undefined) continue;
      const mistake = cronMistake(cron);
      if (mistake) {
        report(`the schedule ${shown(cron)} is no cron expression: ${mistake}`);
      } else if (shortestInterval(cron) < 5) {
        report(
          `the schedule ${shown(cron)} runs every ${shortestInterval(cron)} min; GitHub allows every 5 min at most`,
          {
            remedy: 'write a step of five minutes or more, such as "*/15 * * * *"',
          },
        );
      }
    }
  },
});
