import type { EnvironmentModel } from '../../model/environment-model';
import { ancestors } from '../../model/graph';
import { environmentFile } from '../../model/ids';
import type { PipelineModel } from '../../model/pipeline-model';
import type { PageAcknowledgement, PageProof } from './input';
import { jobFacts, needsOf, reviewersOf } from './job-facts';
import { code, codes, inline, link, table } from './markdown';

/** What has to be true before anything is deployed, why that holds, and what somebody has decided to live with. */
export function gates(
  model: PipelineModel,
  proof: PageProof | null | undefined,
  acknowledged: readonly PageAcknowledgement[],
): string {
  const environments = model.environments.length === 0 ? ['This pipeline deploys nowhere.'] : [gateTable(model)];
  return ['## Gates', ...environments, ...(proof ? proofText(proof) : []), acknowledgements(acknowledged)].join('\n\n');
}

function gateTable(model: PipelineModel): string {
  const needs = needsOf(model);
  const blocking = jobFacts(model).filter(({ isWork, known }) => isWork && known?.blocking !== false);
  const before = (job: string) => {
    const waited = ancestors(needs, job);
    return blocking.map(({ id }) => id).filter((id) => waited.has(id));
  };
  const rows = model.environments.map((environment, index) => {
    const last = model.environments[index - 1];
    return [
      environment.url === null ? inline(environment.name) : link(environment.name, environment.url),
      sameAs(before(environment.job), last === undefined ? undefined : { name: last.name, jobs: before(last.job) }),
      deciders(environment),
      codes([...environment.branches, ...environment.tags]) || 'every ref',
      environment.waitTimer > 0 ? `${environment.waitTimer} min` : '',
      link('settings', `../../${environmentFile(environment.name)}`),
    ];
  });
  return table(['environment', 'must have succeeded', 'who decides', 'refs', 'waits', 'on GitHub'], rows);
}

/** A list of jobs, told by what it adds to the one above. */
function sameAs(
  jobs: readonly string[],
  above: { readonly name: string; readonly jobs: readonly string[] } | undefined,
): string {
  const added = jobs.filter((id) => !above?.jobs.includes(id));
  const isMore = above !== undefined && above.jobs.length > 1 && above.jobs.every((id) => jobs.includes(id));
  if (!isMore) return codes(jobs) || 'nothing';
  return `the same as for ${inline(above.name)}${added.length > 0 ? `, and ${codes(added)}` : ''}`;
}

function deciders(environment: EnvironmentModel): string {
  const reviewers = reviewersOf(environment);
  const people = reviewers.length === 1 ? code(reviewers[0]) : `one of ${codes(reviewers)}`;
  const self = environment.preventSelfReview ? ', not whoever started the run' : '';
  const apps = environment.protectionApps.length > 0 ? [`the app ${codes(environment.protectionApps)}`] : [];
  return [...(reviewers.length > 0 ? [`${people}${self}`] : []), ...apps].join(', and ') || 'automatic';
}

function proofText({ text, events, deployments }: PageProof): string[] {
  const counts = Object.entries(deployments).map(([name, count]) => `${grouped(count)} to ${inline(name)}`);
  const entered = counts.length > 0 ? ` Of these runs deploy: ${counts.join(', ')}.` : '';
  const others = ['another-branch', 'another-tag'].filter((name) => events.some((event) => event.includes(name)));
  const standIns = others.length > 0 ? ` ${codes(others)}: any that the pipeline does not name.` : '';
  return [
    `Proof, made when this page was written. ${inline(text)}${entered}`,
    `Events: ${events.map(inline).join('; ')}.${standIns}`,
  ];
}

function grouped(count: bigint): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

function acknowledgements(acknowledged: readonly PageAcknowledgement[]): string {
  if (acknowledged.length === 0) return 'Acknowledged findings: none.';
  const rows = acknowledged.map(({ finding, acknowledgement }) => [
    code(finding.rule),
    code(finding.path),
    inline(finding.message),
    inline(acknowledgement.reason),
    inline(acknowledgement.owner ?? ''),
    acknowledgement.expires ?? '',
  ]);
  return `Acknowledged findings:\n\n${table(['rule', 'where', 'finding', 'why it stays', 'owner', 'until'], rows)}`;
}
