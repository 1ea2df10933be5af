import type { PipelineView } from '../policy/pipeline-view';
import { acknowledgementChanges } from './acknowledgements';
import { actionChanges } from './actions';
import { at, type Change, type Effect, instead, listed, quoted, type Tell, without } from './change';
import { differences } from './differences';
import { environmentChanges } from './environments';
import { gateChanges } from './gates';
import { jobChanges } from './jobs';
import { checkChanges } from './required-checks';
import { rollbackChanges } from './rollback';
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
  return inOrder([
    ...gateChanges(before, after),
    ...environmentChanges(before.environments, after.environments),
    ...ownChanges(before, after, at(after.id)),
    ...setUpChanges(before, after),
    ...jobChanges(before, after),
    ...valueChanges(before.overlays, after.overlays),
    ...actionChanges(before, after),
    ...rollbackChanges(before, after),
  ]);
}

/** What a pipeline brings that was not there; where others have gone, it took the place of the one that deployed where it does. */
export function changesOfNew(after: ComparedPipeline, gone: readonly ComparedPipeline[]): Change[] {
  const tell = at(after.id);
  const namesOf = ({ environments }: PipelineView) => environments.map(({ name }) => name);
  const old = gone.find((one) => without(namesOf(after), namesOf(one)).length < after.environments.length);
  if (old !== undefined) {
    return inOrder([tell('changed', `is new in place of ${quoted(old.id)}`), ...changesBetween(old, after)]);
  }
  return inOrder([
    tell('changed', 'is new'),
    ...environmentChanges([], after.environments),
    ...setUpChanges({ settings: [], identities: [] }, after),
    ...acknowledgementChanges([], after.acknowledgements),
  ]);
}

const inOrder = (changes: readonly Change[]) =>
  ORDER.flatMap((effect) => changes.filter((change) => change.effect === effect));

function ownChanges(before: ComparedPipeline, after: ComparedPipeline, tell: Tell): Change[] {
  return [
    ...releaseChanges(before, after, tell),
    ...checkChanges(before, after, tell),
    ...acknowledgementChanges(before.acknowledgements, after.acknowledgements),
    ...eventChanges(before.events, after.events, tell),
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

/** What is proposed is looked at before it is merged. */
const PROPOSED = ['pull_request', 'merge_group'];

function eventChanges(before: readonly string[], after: readonly string[], tell: Tell): Change[] {
  const [gone, fresh] = [without(before, after), without(after, before)].map((names) =>
    names.filter((name) => PROPOSED.includes(name)),
  );
  return [
    ...(gone.length > 0 ? [tell('weaker', `does not run on ${listed(gone)} any more`)] : []),
    ...(fresh.length > 0 ? [tell('stronger', `runs on ${listed(fresh)} too`)] : []),
  ];
}

const isTold = ({ jobs }: PipelineView) => jobs.some(({ role }) => role === 'notification');

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
    ...(isTold(before) && !isTold(after) ? [tell('weaker', 'tells nobody any more how a run ended')] : []),
    ...(!isTold(before) && isTold(after) ? [tell('stronger', 'tells how a run ended')] : []),
    ...(before.strict && !after.strict ? [tell('weaker', 'warnings stop synthesis no more')] : []),
    ...(!before.strict && after.strict ? [tell('stronger', 'warnings stop synthesis')] : []),
    ...differences(rest(before), rest(after)).map((one) => tell('changed', instead(`its ${quoted(one.place)}`, one))),
  ];
}
