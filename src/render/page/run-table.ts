import type { PipelineModel } from '../../model/pipeline-model';
import type { PageRun } from './input';
import { type JobFacts, jobFacts, reviewersOf } from './job-facts';
import { codes, inline, table } from './markdown';

/** What each kind of event starts; kinds that start the same share a row. */
export function runTable(model: PipelineModel, runs: readonly PageRun[]): string {
  const facts = jobFacts(model);
  const rows = new Map<string, string[]>();
  for (const run of runs) {
    const cells = [checks(facts, run), deployments(facts, run), run.isRelease ? 'yes' : 'no', messages(facts, run)];
    const key = JSON.stringify(cells);
    const known = rows.get(key);
    rows.set(
      key,
      known === undefined ? [inline(run.event), ...cells] : [`${known[0]}; ${inline(run.event)}`, ...cells],
    );
  }
  const head = ['event', 'checks', 'deploys to', 'signs in and publishes', 'messages'];
  return ['## What runs when', table(head, [...rows.values()]), ...filter(model), ...concurrency(model)].join('\n\n');
}

function filter({ workflow }: PipelineModel): string[] {
  const paths = workflow.on?.push?.paths ?? [];
  if (paths.length === 0) return [];
  const left = paths.filter((path) => path.startsWith('!'));
  const except = left.length === 0 ? '' : '; what stands behind `!` does not count, unless a later one names it';
  return [
    `A push to a branch starts nothing unless it changes one of ${codes(paths)}${except}. Every other event starts a run whatever changes.`,
  ];
}

function checks(facts: readonly JobFacts[], { jobs }: PageRun): string {
  const all = facts.filter(({ isWork, known }) => isWork && (known?.deploysTo ?? null) === null).map(({ id }) => id);
  const running = all.filter((id) => jobs.includes(id));
  const skipped = all.filter((id) => !jobs.includes(id));
  if (running.length === 0) return 'none';
  if (skipped.length === 0) return 'all';
  return skipped.length < running.length ? `all but ${codes(skipped)}` : codes(running);
}

function deployments(facts: readonly JobFacts[], { jobs }: PageRun): string {
  const entered = facts.filter(({ id, environment }) => environment !== undefined && jobs.includes(id));
  const names = entered.map(({ environment }) => {
    const isReviewed = environment !== undefined && reviewersOf(environment).length > 0;
    return `${inline(environment?.name ?? '')}${isReviewed ? ' after approval' : ''}`;
  });
  return names.join(', ') || 'nowhere';
}

function messages(facts: readonly JobFacts[], { jobs }: PageRun): string {
  const sent = facts.filter(({ id, known }) => known?.role === 'notification' && jobs.includes(id));
  return codes(sent.map(({ id }) => id)) || 'none';
}

function concurrency({ workflow, environments }: PipelineModel): string[] {
  const cancels = workflow.concurrency?.['cancel-in-progress'];
  const isForPullRequests = typeof cancels === 'string' && cancels.includes("'pull_request'");
  const queued = environments.filter(({ job }) => workflow.jobs[job]?.concurrency !== undefined);
  const newestOnly = queued.some(({ job }) => workflow.jobs[job].concurrency?.queue === undefined);
  return [
    [
      ...(isForPullRequests ? ['A newer commit on a pull request cancels the run of the older one.'] : []),
      ...(queued.length > 0 ? ['Deployments to one environment wait for each other.'] : []),
      ...(newestOnly ? ['Of several that wait in line only the one that came last stays.'] : []),
    ].join(' '),
  ].filter((text) => text !== '');
}
