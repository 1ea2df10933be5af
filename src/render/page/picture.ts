import { transitiveReduction } from '../../model/graph';
import type { PipelineModel } from '../../model/pipeline-model';
import { type JobFacts, jobFacts, needsOf, reviewersOf } from './job-facts';
import { edgesOf, joined, label, type NodeIds, nodeIds } from './mermaid';

/** Mermaid draws no picture with more. */
const MOST_EDGES = 500;

/** The pipeline as a Mermaid flowchart: what waits for what, who approves, and which outputs go where. */
export function picture(model: PipelineModel): string {
  const jobs = jobFacts(model).filter(({ isWork }) => isWork);
  const ids = nodeIds(Object.keys(model.workflow.jobs));
  const order = orderEdges(model, jobs, ids);
  const data = dataEdges(jobs, ids);
  const fits = [...order, ...data].reduce((sum, line) => sum + edgesOf(line), 0) <= MOST_EDGES;
  const lines = [...nodes(model, jobs, ids), ...order, ...(fits ? data : [])];
  const drawing = ['```mermaid', 'flowchart LR', ...lines.map((line) => `  ${line}`), '```'].join('\n');
  return fits ? drawing : `${drawing}\n\nWho takes over what is too much for the picture: see the column "takes".`;
}

function nodes(model: PipelineModel, jobs: readonly JobFacts[], ids: NodeIds): string[] {
  const lines: string[] = [];
  const drawn = new Set<JobFacts>();
  for (const facts of jobs) {
    if (drawn.has(facts)) continue;
    const together = jobs.filter(({ stage }) => stage !== undefined && stage === facts.stage);
    const inside = together.length > 1 ? together : [facts];
    for (const each of inside) drawn.add(each);
    const own = inside.map((each) => `${ids.job(each.id)}[${label(each.id, minutes(each))}]`);
    if (facts.stage === undefined || inside.length === 1) lines.push(...own);
    else
      lines.push(
        `subgraph ${ids.stage(facts.stage.id)}[${label(facts.stage.id)}]`,
        ...own.map((line) => `  ${line}`),
        'end',
      );
  }
  for (const { id, environment } of jobs) {
    const reviewers = environment === undefined ? [] : reviewersOf(environment);
    if (reviewers.length > 0) lines.push(`${ids.approval(id)}{{${label(reviewers.join(' or '), 'approves')}}}`);
  }
  const verdicts = model.jobs.filter(({ id, role }) => role === 'verdict' && Object.hasOwn(model.workflow.jobs, id));
  return [...lines, ...verdicts.map(({ id }) => `${ids.job(id)}([${label(id)}])`)];
}

function orderEdges(model: PipelineModel, jobs: readonly JobFacts[], ids: NodeIds): string[] {
  const work = new Set(jobs.map(({ id }) => id));
  const needs = new Map([...needsOf(model)].filter(([id]) => work.has(id)));
  const reduced = transitiveReduction(needs);
  const byId = new Map(jobs.map((facts) => [facts.id, facts]));
  const solid = jobs.flatMap((facts) => {
    const approval = facts.environment !== undefined && reviewersOf(facts.environment).length > 0;
    const entry = approval ? ids.approval(facts.id) : ids.job(facts.id);
    const edges = (reduced.get(facts.id) ?? []).map((need) => ({
      from: ids.job(need),
      to: entry,
      text: narrowing(model, byId.get(need), facts),
    }));
    return approval ? [...edges, { from: entry, to: ids.job(facts.id), text: '' }] : edges;
  });
  const waitedFor = new Set([...reduced.values()].flat());
  const last = jobs.filter(({ id }) => !waitedFor.has(id)).map(({ id }) => ids.job(id));
  const results = model.jobs
    .filter(({ id, role }) => role === 'verdict' && Object.hasOwn(model.workflow.jobs, id))
    .map(({ id }) => `${last.join(' & ')} -. "all results" .-> ${ids.job(id)}`);
  return [
    ...joined(solid, (text) => (text === '' ? '-->' : `-- ${label(text)} -->`)),
    ...(last.length > 0 ? results : []),
  ];
}

function dataEdges(jobs: readonly JobFacts[], ids: NodeIds): string[] {
  const edges = jobs.flatMap(({ id, job, known }) =>
    (known?.reads ?? [])
      .filter((source) => jobs.some((other) => other.id === source))
      .map((source) => ({ from: ids.job(source), to: ids.job(id), text: outputsRead(job, source) })),
  );
  return joined(edges, (text) => `-. ${label(text)} .->`);
}

/** Outputs of another job that a job names. */
function outputsRead(job: unknown, source: string): string {
  const text = JSON.stringify(job);
  const names = [...text.matchAll(/needs\.([\w-]+)\.outputs\.([\w-]+)/g)].filter(([, from]) => from === source);
  return [...new Set(names.map(([, , output]) => output))].sort().join(', ') || 'outputs';
}

/** What stops a run between two jobs although the first succeeds. */
function narrowing({ release }: PipelineModel, from: JobFacts | undefined, { known, environment }: JobFacts): string {
  const condition = known?.runsWhen ?? null;
  if (condition === null || condition === from?.known?.runsWhen) return '';
  const refs = environment ?? (condition === release.condition ? release : undefined);
  if (refs === undefined) return 'on a condition';
  const names = [...refs.branches, ...refs.tags];
  return names.length === 0 ? '' : `${names.join(', ')} only`;
}

function minutes({ known }: JobFacts): string {
  return known?.budgetMinutes === null || known === undefined ? '' : `${known.budgetMinutes} min`;
}
