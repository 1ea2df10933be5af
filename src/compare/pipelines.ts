import type { PipelineView } from '../policy/pipeline-view';
import { actionChanges } from './actions';
import { at, type Change, type Effect, instead, listed, paired, quoted, type Tell, without } from './change';
import { differences } from './differences';
import { environmentChanges } from './environments';
import { gateChanges } from './gates';
import { jobChanges } from './jobs';
import { setUpChanges } from './set-up';
import { valueChanges } from './values';

interface GreenRun {
  readonly minutes: number;
}

/** A pipeline as its document holds it. */
export interface ComparedPipeline extends PipelineView {
  readonly schedules?: { readonly staged: GreenRun; readonly dataflow: GreenRun };
}

/** What people ask first comes first. */
const ORDER: readonly Effect[] = ['weaker', 'set-up', 'stronger', 'changed'];

/** How two states of a pipeline differ; each difference once, in words. */
export function changesBetween(before: ComparedPipeline, after: ComparedPipeline): Change[] {
  const changes = [
    ...gateChanges(before, after),
    ...environmentChanges(before.environments, after.environments),
    ...ownChanges(before, after, at(after.id)),
    ...setUpChanges(before, after),
    ...jobChanges(before, after),
    ...valueChanges(before.overlays, after.overlays),
    ...actionChanges(before, after),
  ];
  return ORDER.flatMap((effect) => changes.filter((change) => change.effect === effect));
}

function ownChanges(before: ComparedPipeline, after: ComparedPipeline, tell: Tell): Change[] {
  return [
    ...releaseChanges(before, after, tell),
    ...checkChanges(before, after, tell),
    ...acknowledgementChanges(before, after),
    ...otherChanges(before, after, tell),
  ];
}

function releaseChanges(before: PipelineView, after: PipelineView, tell: Tell): Change[] {
  const refsOf = ({ release }: PipelineView) => [...release.branches, ...release.tags.map((tag) => `tag ${tag}`)];
  const parts = [
    ['released from', refsOf(before), refsOf(after)],
    ['released on', before.release.events, after.release.events],
  ] as const;
  return parts.flatMap(([word, old, now]) => {
    const [gone, fresh] = [without(old, now), without(now, old)];
    return [
      ...(fresh.length > 0 ? [tell('weaker', `is ${word} ${listed(fresh)} too`)] : []),
      ...(gone.length > 0 ? [tell('stronger', `is ${word} ${listed(gone)} no more`)] : []),
    ];
  });
}

function checkChanges(before: PipelineView, after: PipelineView, tell: Tell): Change[] {
  const [old, now] = [before.requiredChecks?.checks ?? [], after.requiredChecks?.checks ?? []];
  const [gone, fresh] = [without(old, now), without(now, old)];
  const verdictsOf = ({ jobs }: PipelineView) => jobs.filter(({ role }) => role === 'verdict').map(({ id }) => id);
  const [verdicts, replaced] = [verdictsOf(after), without(verdictsOf(before), verdictsOf(after))];
  return [
    ...(replaced.length > 0
      ? [
          tell(
            'set-up',
            `the verdict is ${listed(verdicts)} instead of ${listed(replaced)}: require that check before a merge`,
          ),
        ]
      : []),
    ...(gone.length > 0 ? [tell('weaker', `a merge needs the check ${listed(gone)} no more`)] : []),
    ...(fresh.length > 0 ? [tell('set-up', `require the check ${listed(fresh)} before a merge`)] : []),
  ];
}

function acknowledgementChanges(before: PipelineView, after: PipelineView): Change[] {
  const { both, gone, fresh } = paired(
    before.acknowledgements,
    after.acknowledgements,
    ({ rule, path }) => `${rule} ${path}`,
  );
  return [
    ...fresh.map(({ path, rule, reason }) => at(path)('weaker', `acknowledges ${quoted(rule)}: ${reason}`)),
    ...both
      .filter(([old, now]) => old.reason !== now.reason || old.expires !== now.expires)
      .map(([, { path, rule, reason, expires }]) => {
        const until = expires === undefined ? '' : `, until ${expires}`;
        return at(path)('changed', `acknowledges ${quoted(rule)} otherwise: ${reason}${until}`);
      }),
    ...gone.map(({ path, rule }) => at(path)('stronger', `acknowledges ${quoted(rule)} no more`)),
  ];
}

/** What of the workflow is told in words of its own. */
const TOLD = ['jobs', 'name'];

function otherChanges(before: ComparedPipeline, after: ComparedPipeline, tell: Tell): Change[] {
  const frame = ({ workflow }: PipelineView) =>
    Object.fromEntries(Object.entries(workflow).filter(([key]) => !TOLD.includes(key)));
  const rest = (pipeline: ComparedPipeline) => ({
    ...frame(pipeline),
    schedule: pipeline.schedule,
    repository: pipeline.repository,
    repositorySettings: pipeline.repositorySettings,
    rollback: pipeline.rollback === undefined ? undefined : 'on demand',
    'minutes of a green run': pipeline.schedules?.[pipeline.schedule === 'dataflow' ? 'dataflow' : 'staged'].minutes,
  });
  return [
    ...(before.strict && !after.strict ? [tell('weaker', 'warnings stop synthesis no more')] : []),
    ...(!before.strict && after.strict ? [tell('stronger', 'warnings stop synthesis')] : []),
    ...differences(rest(before), rest(after)).map((one) => tell('changed', instead(`its ${quoted(one.place)}`, one))),
  ];
}
