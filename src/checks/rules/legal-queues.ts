import { Severity } from '../../policy/finding';
import { shown } from '../../util/fail';
import { defineCheck, type Report } from '../check';
import { type ConcurrencySubject, concurrencyOf } from '../job-subject';

export const legalQueues = defineCheck({
  id: 'legal-queues',
  title: 'a concurrency group that queues does not cancel, and says so in plain words',
  why: 'GitHub refuses `queue: max` beside `cancel-in-progress: true`; with an expression for `queue`, runs were seen to start without any job.',
  source: 'https://github.com/lhpaul/ai-dev-framework-template/issues/1567',
  mend: "write queue: max with cancel-in-progress: false, or leave 'queue' out",
  severity: Severity.ERROR,
  pipeline: ({ workflow }, report) => look('the workflow', concurrencyOf(workflow.concurrency), report),
  job: (job, report) => look(job.label, job.concurrency, report),
});

function look(owner: string, concurrency: ConcurrencySubject | undefined, report: Report): void {
  const { group, queue, cancel } = concurrency ?? {};
  if (queue === undefined) return;
  if (queue.includes('${{')) {
    report(`group "${group}" of ${owner} has the queue ${shown(queue)}; allowed are single and max, as plain words`);
  } else if (queue === 'max' && cancel !== false) {
    report(`group "${group}" of ${owner} has queue: max and cancel-in-progress: ${cancel}; a queue cannot cancel`);
  }
}
