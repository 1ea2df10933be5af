import type { PipelineModel } from '../model/pipeline-model';
import { nameOfJob } from '../model/workflow';
import type { Finding } from '../policy/finding';
import { distinctChecks, treeFinding } from '../policy/tree-rules';
import { shown } from '../util/fail';

interface Check {
  readonly model: PipelineModel;
  readonly path: string;
  readonly name: string;
  readonly isVerdict: boolean;
}

/** Verdicts that share the name of their check with a job of another pipeline; `complete-verdict` looks at their own. */
export function duplicateChecks(models: readonly PipelineModel[]): Finding[] {
  const byName = new Map<string, Check[]>();
  for (const check of models.flatMap(checksOf)) {
    const name = check.name.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), check]);
  }
  return [...byName.values()]
    .filter((checks) => checks.some(({ isVerdict }) => isVerdict))
    .flatMap(([first, ...others]) =>
      others
        .filter(({ model }) => model !== first.model)
        .map(({ path, name }) =>
          treeFinding(
            distinctChecks,
            path,
            `has the name ${shown(name)}, as ${first.path} does, which branches require`,
          ),
        ),
    );
}

/** Every job of the workflow, also one that a patch added. */
function checksOf(model: PipelineModel): Check[] {
  const known = new Map(model.jobs.map((job) => [job.id, job]));
  return Object.keys(model.workflow.jobs ?? {}).map((id) => ({
    model,
    path: known.get(id)?.path ?? model.path,
    name: nameOfJob(model.workflow, id),
    isVerdict: known.get(id)?.role === 'verdict',
  }));
}
