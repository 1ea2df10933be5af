import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';
import { namesRead } from '../expression-use';
import { instead } from '../text';

export const knownSteps = defineCheck({
  id: 'known-steps',
  title: 'only steps that ran before are read',
  why: 'GitHub gives an empty value for a step that is not there or comes later, and says nothing.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#steps-context',
  mend: 'name a step of the same job that comes before',
  severity: Severity.ERROR,
  job: (job, report) => {
    const told = new Set<string>();
    for (const { name, use } of namesRead(job.expressions, 'steps')) {
      if (name === ANY || told.has(`${name} ${use.place}`)) continue;
      told.add(`${name} ${use.place}`);
      const index = job.steps.findIndex(({ id }) => id?.toLowerCase() === name.toLowerCase());
      if (index < 0) {
        const known = job.steps.flatMap(({ id }) => (id ? [id] : []));
        report(
          `${job.label} reads steps.${name} in ${use.place}, but has no such step; ${instead(name, known, 'its steps')}`,
        );
      } else if (use.step && use.step.index <= job.steps[index].index) {
        report(`${job.label} reads steps.${name} in ${use.place}, which runs before step "${name}" has ended`);
      }
    }
  },
});
