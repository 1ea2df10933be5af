import { eventsOf } from '../../model/triggers';
import type { WorkflowRefFilter, WorkflowTriggers } from '../../model/workflow';
import { branchOf, type Event, tagOf } from '../events';
import { passesFilter } from '../ref-filter';

/** A filter with the keys that GitHub knows and we do not write, but that an escape hatch may. */
interface Filter extends WorkflowRefFilter {
  readonly 'branches-ignore'?: readonly string[];
  readonly 'tags-ignore'?: readonly string[];
}

/** Activity types that start a run where `types` is not given. */
const DEFAULT_TYPES: { readonly [event: string]: readonly string[] } = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
  merge_group: ['checks_requested'],
};

/** The filter of each event that a workflow answers to. */
export function triggersOf(on: unknown): { readonly [event: string]: Filter | null } {
  return Object.fromEntries(Object.entries(eventsOf(on)).map(([event, filter]) => [event, listed(filter)]));
}

/** GitHub takes one pattern or type for a list of one. */
function listed(filter: unknown): Filter | null {
  if (filter === null || typeof filter !== 'object' || Array.isArray(filter)) return null;
  return Object.fromEntries(
    Object.entries(filter).map(([key, value]) => [key, typeof value === 'string' ? [value] : value]),
  );
}

/**
 * Why an event does not start the workflow; undefined where it does.
 *
 * Source: GitHub docs, workflow syntax, `on.<event_name>.types`, `on.push.<branches|tags>`, `on.<push|pull_request>.paths`.
 */
export function refusedByTriggers(on: WorkflowTriggers, event: Event): string | undefined {
  const triggers = triggersOf(on);
  if (!(event.name in triggers)) return `the workflow does not answer to ${event.name}`;
  const filter = triggers[event.name] ?? {};
  return refusedByType(filter, event) ?? refusedByRef(filter, event) ?? refusedByPaths(filter, event);
}

function refusedByType({ types }: Filter, { name, action }: Event): string | undefined {
  const wanted = types ?? DEFAULT_TYPES[name];
  if (!wanted || action === undefined || wanted.includes(action)) return undefined;
  return `activity "${action}" is not among ${wanted.join(', ')}`;
}

/** A push filtered by branches only takes no tag, and one filtered by tags only takes no branch. */
function refusedByRef(filter: Filter, event: Event): string | undefined {
  const tag = event.name === 'push' ? tagOf(event.ref) : undefined;
  const branch = event.base ?? branchOf(event.ref);
  const forBranches = filter.branches ?? filter['branches-ignore'];
  const forTags = filter.tags ?? filter['tags-ignore'];
  if (tag !== undefined) {
    if (!forTags) return forBranches ? `tag ${tag}: the filter names branches only` : undefined;
    return isLetIn(filter.tags, filter['tags-ignore'], tag) ? undefined : `tag ${tag} passes no filter`;
  }
  if (branch === undefined || event.name === 'workflow_dispatch' || event.name === 'schedule') return undefined;
  if (!forBranches)
    return forTags && event.name === 'push' ? `branch ${branch}: the filter names tags only` : undefined;
  return isLetIn(filter.branches, filter['branches-ignore'], branch) ? undefined : `branch ${branch} passes no filter`;
}

function isLetIn(only: readonly string[] | undefined, ignore: readonly string[] | undefined, name: string): boolean {
  return only ? passesFilter(only, name) : !passesFilter(ignore ?? [], name);
}

/** Path filters are not evaluated for tags. */
function refusedByPaths(filter: Filter, event: Event): string | undefined {
  const { changedFiles } = event;
  if (!changedFiles || tagOf(event.ref) !== undefined) return undefined;
  const { paths, 'paths-ignore': ignored } = filter;
  if (paths && !changedFiles.some((file) => passesFilter(paths, file))) return 'no changed file passes `paths`';
  if (ignored && changedFiles.every((file) => passesFilter(ignored, file))) return 'every changed file is ignored';
  return undefined;
}
