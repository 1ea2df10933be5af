import type { PipelineModel } from '../../model/pipeline-model';
import type { WorkflowRefFilter } from '../../model/workflow';
import type { JsonValue } from '../../util/expressions';
import { type Event, events, eventText, githubContext } from '../events';
import { refusedByTriggers, triggersOf } from '../rules/triggers';
import { refTest } from './ref-tests';

/** Events that no condition of the pipeline tells apart. */
export interface EventKind {
  readonly title: string;
  /** One of them. */
  readonly event: Event;
  /** It stands for many refs, not for the one of the example. */
  readonly isOpen: boolean;
  readonly contexts: { readonly [context: string]: JsonValue };
  /** From outside the trust of the branch: nothing may be deployed and no identity be held. */
  readonly isPullRequest: boolean;
}

interface RefKind {
  readonly ref: string;
  readonly isOpen: boolean;
}

const PULL_REQUESTS = ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'];

/** Events that run on whatever branch or tag they are about. */
const ON_ANY_REF = ['push', 'workflow_dispatch', 'create', 'deployment', 'deployment_status'];

/** Every kind of event that starts the workflow. */
export function eventKinds(model: PipelineModel, leaves: Iterable<string>): EventKind[] {
  const refs = refKinds(model, leaves);
  const main = model.defaultBranch;
  const on = model.workflow.on;
  const candidates = Object.keys(triggersOf(on)).flatMap((name): { event: Event; isOpen: boolean }[] => {
    if (name === 'schedule') return [{ event: events.schedule(main), isOpen: false }];
    if (name === 'release' || ON_ANY_REF.includes(name)) {
      // What is published has a tag.
      const about = name === 'release' ? refs.filter(({ ref }) => ref.startsWith('refs/tags/')) : refs;
      return about.map(({ ref, isOpen }) => ({ event: { name, ref }, isOpen }));
    }
    const bases = refs.filter(({ ref }) => ref.startsWith('refs/heads/'));
    return bases.flatMap(({ ref, isOpen }) => eventsInto(name, ref.slice('refs/heads/'.length), main, isOpen));
  });
  const admitted = candidates.filter(({ event }) => refusedByTriggers(on, event) === undefined);
  const kinds = new Map(admitted.map(({ event, isOpen }) => [eventText(event), eventKind(model, event, isOpen)]));
  return [...kinds.values()];
}

function eventsInto(name: string, base: string, main: string, isOpen: boolean): { event: Event; isOpen: boolean }[] {
  if (name === 'pull_request') {
    const both = [events.pullRequest(base), events.forkPullRequest(base)];
    return both.map((event) => ({ event: { ...event, action: undefined }, isOpen }));
  }
  if (name === 'merge_group') return [{ event: { ...events.mergeGroup(base), action: undefined }, isOpen }];
  // Whatever else GitHub knows runs on the default branch, on behalf of anybody.
  const event = { ...events.forkPullRequest(base), name, ref: `refs/heads/${main}`, action: undefined };
  return [{ event: PULL_REQUESTS.includes(name) ? event : { name, ref: event.ref }, isOpen }];
}

function eventKind(model: PipelineModel, event: Event, isOpen: boolean): EventKind {
  const context = githubContext(event, model.repository);
  const payload = context.event as { readonly [key: string]: JsonValue };
  const repository = { ...(payload.repository as object), default_branch: model.defaultBranch };
  return {
    title: eventText(event),
    event,
    isOpen,
    contexts: { github: { ...context, event: { ...payload, repository } }, inputs: {}, vars: {}, secrets: {} },
    isPullRequest: PULL_REQUESTS.includes(event.name),
  };
}

/** The refs that conditions, filters and environments name, one for each beginning they name, and one for all others. */
function refKinds(model: PipelineModel, leaves: Iterable<string>): RefKind[] {
  const named = new Map<string, RefKind>();
  const add = (ref: string, isOpen: boolean) => {
    if (/^refs\/(?:heads|tags)\/./.test(ref) && !named.has(ref)) named.set(ref, { ref, isOpen });
  };
  const addPattern = (folder: string, pattern: string) =>
    add(`refs/${folder}/${sampleOf(pattern)}`, sampleOf(pattern) !== pattern);

  const { release, environments, workflow } = model;
  for (const { branches, tags } of [release, ...environments, ...filters(workflow.on)]) {
    for (const pattern of branches ?? []) addPattern('heads', pattern);
    for (const pattern of tags ?? []) addPattern('tags', pattern);
  }
  for (const leaf of leaves) {
    const test = refTest(leaf);
    for (const text of test?.texts ?? []) {
      const isOpen = test?.kind === 'startsWith';
      const sample = isOpen ? `${text}x` : text;
      if (test?.reads === 'ref') add(sample, isOpen);
      else for (const folder of ['heads', 'tags']) add(`refs/${folder}/${sample}`, isOpen);
    }
  }
  add('refs/heads/another-branch', true);
  add('refs/tags/another-tag', true);
  return [...named.values()];
}

function filters(on: PipelineModel['workflow']['on']): WorkflowRefFilter[] {
  const { push, pull_request: pullRequest } = triggersOf(on);
  return [push, pullRequest].filter((filter) => filter !== undefined && filter !== null);
}

/** A name that fits a pattern. */
function sampleOf(pattern: string): string {
  return pattern
    .replace(/^!/, '')
    .replace(/\*+/g, 'x')
    .replace(/\[(.)[^\]]*\]/g, '$1')
    .replace(/[?+]/g, '');
}
