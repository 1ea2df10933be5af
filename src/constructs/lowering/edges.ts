import { transitiveReduction } from '../../model/graph';
import type { LoweredJob } from '../job';
import type { Stage } from '../stage';

/** A stage with its jobs, in the order of declaration. */
export interface LoweredStage {
  readonly stage: Stage;
  readonly jobs: readonly LoweredJob[];
}

/** What a job waits for, and which of that it reads. */
export interface Edges {
  readonly needs: readonly string[];
  readonly reads: readonly string[];
}

/** Computes every `needs`, once: data edges, and the transitive reduction of what the order asks for. */
export function computeEdges(stages: readonly LoweredStage[], dataflow: boolean): Map<string, Edges> {
  const all = stages.flatMap(({ jobs }) => jobs);
  const blocking = new Set(all.filter((job) => job.blocking).map(({ id }) => id));
  const position = new Map(all.map(({ id }, index) => [id, index]));
  const reads = new Map(all.map((job) => [job.id, jobsRead(job)]));
  const wanted = new Map<string, string[]>();
  for (const [index, { jobs }] of stages.entries()) {
    const barrier = barrierOf(stages, index, dataflow);
    for (const job of jobs) {
      const order = [...barrier, ...job.after].filter((need) => blocking.has(need) && need !== job.id);
      wanted.set(job.id, [...new Set([...(reads.get(job.id) ?? []), ...order])]);
    }
  }

  // Whoever waits for a job that does not block knows nothing of what that job waited for.
  const certain = new Map([...wanted].map(([id, needs]) => [id, blocking.has(id) ? needs : []]));
  const isData = (job: string, need: string) => reads.get(job)?.includes(need) ?? false;
  const reduced = transitiveReduction(certain, isData);
  const needsOf = (id: string): readonly string[] =>
    blocking.has(id)
      ? (reduced.get(id) ?? [])
      : (transitiveReduction(new Map([...certain, [id, wanted.get(id) ?? []]]), isData).get(id) ?? []);

  return new Map(
    all.map(({ id }) => {
      // What is no job stays in, for the check that names it.
      const unknown = (reads.get(id) ?? []).filter((need) => !position.has(need));
      const known = [...needsOf(id)].sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
      return [id, { needs: [...known, ...unknown], reads: reads.get(id) ?? [] }];
    }),
  );
}

/** Jobs that every job of the stage waits for. Deployments wait for every gate, under every schedule. */
function barrierOf(stages: readonly LoweredStage[], index: number, dataflow: boolean): string[] {
  const { stage } = stages[index];
  const before = stages.slice(0, index);
  const named = stage._after;
  const waited =
    named === undefined
      ? stage._deploys || !dataflow
        ? nearestBlocking(before)
        : []
      : stages.filter((other) => named.includes(other.stage)).flatMap(({ jobs }) => jobs);
  const gates = stage._deploys ? before.filter((other) => !other.stage._deploys).flatMap(({ jobs }) => jobs) : [];
  return [...gates, ...waited].map(({ id }) => id);
}

/** The stage before; where nothing in it blocks, the one before that. */
function nearestBlocking(before: readonly LoweredStage[]): readonly LoweredJob[] {
  for (const { jobs } of [...before].reverse()) {
    if (jobs.some((job) => job.blocking)) return jobs;
  }
  return [];
}

/** Jobs whose outputs or results stand in an expression of the job. */
function jobsRead(job: LoweredJob): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      if (!value.includes('${{')) return;
      for (const [, dotted, quoted] of value.matchAll(/\bneeds(?:\.([A-Za-z_][\w-]*)|\[\s*'([^']+)'\s*\])/g)) {
        found.add(dotted ?? quoted);
      }
    } else if (value !== null && typeof value === 'object') Object.values(value).forEach(visit);
  };
  visit(job.job);
  visit(`\${{ ${job.runsWhen ?? ''} }}`);
  return [...found];
}
