import { topologicalOrder } from '../../model/graph';
import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { namesRead } from '../expression-use';
import type { JobSubject } from '../job-subject';
import type { PipelineSubject } from '../pipeline-subject';
import { listed } from '../text';

export const gatedDeploys = defineCheck({
  id: 'gated-deploys',
  title: 'a deployment waits for every gate before it',
  why: 'A gate that no deployment waits for checks nothing: drop one need in between, and an image that fails the scan reaches production.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds',
  mend: 'let the stage of the deployment, or a stage before it, wait for the gate',
  severity: Severity.ERROR,
  pipeline: (pipeline, report) => {
    if (!pipeline.isOrdered) return;
    for (const [gate, deployments] of ungated(pipeline)) {
      const places = deployments.map((job) => job.deploysTo ?? job.id);
      const what = gate.model?.vouches.join(', ');
      report(
        `${listed(places)} deploy${places.length > 1 ? '' : 's'} without waiting for ${gate.label}, which vouches for ${what}`,
        {
          path: gate.path,
        },
      );
    }
  },
});

/** Every gate, with the deployments after it that do not wait for it. */
function ungated(pipeline: PipelineSubject): Map<JobSubject, JobSubject[]> {
  const stages = new Map(pipeline.model.stages.map((stage, index) => [stage.id, index]));
  const position = (job: JobSubject) => stages.get(job.model?.stage ?? '') ?? -1;
  const gates = pipeline.jobs.filter((job) => job.model?.blocking && job.model.vouches.length > 0 && !job.deploysTo);
  const missing = new Map<JobSubject, JobSubject[]>();
  /** Deployments that wait for every gate before them: what waits for them need not look further back. */
  const gated = new Set<string>();
  for (const id of topologicalOrder(pipeline.needs)) {
    const job = pipeline.job(id);
    if (!job?.deploysTo) continue;
    const near = succeededBefore(pipeline, job, gated);
    const covered = Math.max(-1, ...[...near].filter((other) => gated.has(other.id)).map(position));
    const open = gates.filter((gate) => position(gate) < position(job) && position(gate) >= covered && !near.has(gate));
    const all = open.length > 0 ? succeededBefore(pipeline, job, new Set()) : near;
    const ungatedBy = open.filter((gate) => !all.has(gate));
    if (ungatedBy.length === 0) gated.add(id);
    for (const gate of ungatedBy) {
      const others = missing.get(gate);
      if (others) others.push(job);
      else missing.set(gate, [job]);
    }
  }
  return missing;
}

/**
 * Jobs that must have succeeded before a job starts. The way back goes through blocking jobs only, and not beyond those
 * in `ends`. A result that a condition asks for counts, with or without the need: without it the condition is never
 * true, and that is a finding of its own.
 */
function succeededBefore(pipeline: PipelineSubject, job: JobSubject, ends: ReadonlySet<string>): Set<JobSubject> {
  const found = new Set<JobSubject>();
  const open = [job];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const asked = [...namesRead(next.expressions, 'needs')].map(({ name }) => name);
    for (const need of new Set([...next.needs, ...asked])) {
      const needed = pipeline.job(need);
      if (!needed?.blocks || found.has(needed)) continue;
      found.add(needed);
      if (!ends.has(need)) open.push(needed);
    }
  }
  return found;
}
