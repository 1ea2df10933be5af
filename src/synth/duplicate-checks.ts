import type { PipelineModel } from '../model/pipeline-model';
import type { Finding } from '../policy/finding';
import { distinctChecks, treeFinding } from '../policy/tree-rules';
import { shown } from '../util/fail';

interface NamedJob {
  readonly path: string;
  readonly name: string;
  readonly isVerdict: boolean;
}

/** Verdicts that share the name of their check with another job of the repository. */
export function duplicateChecks(models: readonly PipelineModel[]): Finding[] {
  const byName = new Map<string, NamedJob[]>();
  for (const job of models.flatMap(namedJobs)) byName.set(job.name, [...(byName.get(job.name) ?? []), job]);
  return [...byName.values()]
    .filter((jobs) => jobs.some(({ isVerdict }) => isVerdict))
    .flatMap(([first, ...others]) =>
      others.map(({ path, name }) =>
        treeFinding(distinctChecks, path, `has the name ${shown(name)}, as ${first.path} does, which branches require`),
      ),
    );
}

function namedJobs({ jobs, workflow }: PipelineModel): NamedJob[] {
  return jobs.flatMap(({ id, path, role }) => {
    const job = workflow.jobs[id];
    return job === undefined ? [] : [{ path, name: job.name ?? id, isVerdict: role === 'verdict' }];
  });
}
