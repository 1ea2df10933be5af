import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';
import { mayExport } from '../exported-env';
import { type ExpressionUse, namesRead } from '../expression-use';
import type { JobSubject } from '../job-subject';
import { textMapOf } from '../plain';
import { instead } from '../text';

export const definedEnv = defineCheck({
  id: 'defined-env',
  title: 'every name read from `env` is defined where it is read',
  why: 'GitHub gives an empty value for a name that nobody defines: a tag `/payment-api:sha`, a path from the root.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#env-context',
  mend: 'define it in the env of the job or step, or read it from where it is defined',
  severity: Severity.ERROR,
  job: (job, report) => {
    const told = new Set<string>();
    for (const { name, use } of namesRead(job.expressions, 'env')) {
      if (name === ANY || told.has(name)) continue;
      const known = { ...textMapOf(job.pipeline.workflow.env), ...job.env, ...use.step?.env };
      if (Object.hasOwn(known, name) || isExported(name, use, job)) continue;
      told.add(name);
      const hint = instead(name, Object.keys(known), 'names');
      report(`${job.label} reads env.${name} in ${use.place}, which is defined nowhere; ${hint}`);
    }
  },
});

/** Whether a step before the place where a name is read may have defined it. */
function isExported(name: string, { step, keys }: ExpressionUse, { steps }: JobSubject): boolean {
  const isAfterSteps = keys[0] === 'outputs' || keys[0] === 'environment';
  const before = step ? step.index : isAfterSteps ? steps.length : 0;
  return steps.some((earlier) => earlier.index < before && mayExport(earlier, name));
}
