import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';
import { namesRead } from '../expression-use';
import { listed } from '../text';

export const leanNeeds = defineCheck({
  id: 'lean-needs',
  title: 'a job needs nothing that it already waits for',
  why: 'A need that another need implies says nothing, hides the real order, and has to be kept up.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds',
  mend: 'drop the need',
  severity: Severity.INFO,
  job: (job, report) => {
    const { pipeline } = job;
    if (job.role !== 'work' || job.needs.length < 2 || !pipeline.isOrdered) return;
    const reads = new Set(
      [...namesRead(job.expressions, 'needs')].map(({ name, rest }) => (rest[0] === 'result' ? '' : name)),
    );
    if (reads.has(ANY)) return;
    const spared = job.needs.filter((need) => !pipeline.reducedNeeds.get(job.id)?.includes(need) && !reads.has(need));
    for (const need of spared) {
      const through = job.needs.filter((other) => other !== need && pipeline.waitsFor(other).has(need));
      // A need of a job that is no more, which valid-needs tells of.
      if (through.length === 0) continue;
      report(`${job.label} needs ${need}, which ${listed(through)} already wait${through.length > 1 ? '' : 's'} for`);
    }
    const twice = job.needs.filter((need, index) => job.needs.indexOf(need) < index);
    if (twice.length > 0) report(`${job.label} needs ${listed(twice)} twice`);
  },
});
