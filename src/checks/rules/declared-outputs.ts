import { Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { defineCheck } from '../check';
import { namesRead } from '../expression-use';
import { instead } from '../text';

/** Actions whose outputs depend on their inputs, so that `action.yml` does not name them all. */
const OPEN_OUTPUTS = new Set(['aws-actions/amazon-ecr-login', 'dorny/paths-filter']);

export const declaredOutputs = defineCheck({
  id: 'declared-outputs',
  title: 'only outputs that exist are read',
  why: 'GitHub gives an empty value for an output that nobody declares, and says nothing.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs',
  mend: 'read an output that exists, or declare it',
  severity: Severity.ERROR,
  job: (job, report) => {
    for (const { name, rest, use } of namesRead(job.expressions, 'needs')) {
      // A job that is not needed is a finding of its own.
      const needed = job.needs.includes(name) ? job.pipeline.job(name) : undefined;
      const [property, output] = rest;
      if (!needed || property !== 'outputs' || output === undefined || output === ANY) continue;
      const known = Object.keys(needed.outputs);
      if (isAmong(output, known)) continue;
      const hint = instead(output, known, `outputs of ${needed.label}`);
      report(
        `${job.label} reads needs.${name}.outputs.${output} in ${use.place}, which ${needed.label} does not have; ${hint}`,
      );
    }
    for (const { name, rest, use } of namesRead(job.expressions, 'steps')) {
      const action = job.steps.find(({ id }) => id === name)?.action;
      const [property, output] = rest;
      if (!action?.pin || !action.isPinned || OPEN_OUTPUTS.has(action.name.toLowerCase())) continue;
      if (property !== 'outputs' || output === undefined || output === ANY) continue;
      if (isAmong(output, action.pin.outputs)) continue;
      const hint = instead(output, action.pin.outputs, `outputs of ${action.name}`);
      report(
        `${job.label} reads steps.${name}.outputs.${output} in ${use.place}, which ${action.name} does not have; ${hint}`,
      );
    }
  },
});

function isAmong(name: string, known: readonly string[]): boolean {
  return known.some((other) => other.toLowerCase() === name.toLowerCase());
}
