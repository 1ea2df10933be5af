import { legsOf } from '../../model/matrix';
import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { type ConcurrencySubject, concurrencyOf } from '../job-subject';
import { isMap, mapOf, type PlainMap } from '../plain';

export const separateGroups = defineCheck({
  id: 'separate-groups',
  title: 'no run stands in the way of itself',
  why: 'A job that waits in the group of its own workflow waits for itself, and GitHub ends the run; legs of a matrix in one group cancel each other.',
  source: 'https://github.com/github/vscode-github-actions/issues/135',
  mend: 'give the job a group of its own',
  severity: Severity.ERROR,
  job: ({ label, job, concurrency, pipeline }, report) => {
    if (concurrency === undefined) return;
    const around = concurrencyOf(pipeline.workflow.concurrency);
    if (around !== undefined && around.group.toLowerCase() === concurrency.group.toLowerCase()) {
      report(`${label} stands in the group "${concurrency.group}" of its workflow: it waits for its own run to end`);
    }
    const legs = legsThatMeet(concurrency, mapOf(job.strategy));
    if (legs !== undefined) {
      report(`${legs} of ${label} stand in the group "${concurrency.group}" and cancel each other`, {
        remedy: "write ${{ strategy.job-index }} into the group, or 'queue: max' to run one after the other",
      });
    }
  },
});

/** One leg runs and one waits; a third takes the place of the one that waits, unless all may. */
function legsThatMeet({ group, cancel, queue }: ConcurrencySubject, strategy: PlainMap): string | undefined {
  const { matrix, 'max-parallel': most } = strategy;
  if (matrix === undefined || queue === 'max' || /\b(?:strategy|matrix)\b/.test(group)) return undefined;
  if (!isMap(matrix)) return 'the legs';
  const legs = legsOf(matrix).length;
  const together = typeof most === 'number' ? Math.min(most, legs) : legs;
  return together > (cancel === false ? 2 : 1) ? `the ${legs} legs` : undefined;
}
