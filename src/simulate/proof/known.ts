import type { PipelineModel } from '../../model/pipeline-model';
import type { EventKind } from './event-kinds';
import { refTest } from './ref-tests';

/** Fields of `github` that the kind of event settles, beside the ref. */
const SETTLED = new Set(['event_name', 'ref_type', 'head_ref', 'base_ref', 'ref', 'ref_name', 'repository_owner']);

/**
 * Whether the kind of event alone says what a path of a leaf holds. Variables, inputs, actors, messages and whatever else
 * is not listed here may hold anything.
 */
export function isSettled(path: readonly string[], leaf: string, kind: EventKind, model: PipelineModel): boolean {
  const [context, field, ...rest] = path.map((part) => part.toLowerCase());
  const { name } = kind.event;
  if (context === 'inputs') return name !== 'workflow_dispatch' && name !== 'workflow_call';
  if (context !== 'github' || name === 'workflow_call') return false;
  if (field === 'repository') return model.repository !== null || comparesRepositories(leaf);
  if (field === 'event') return isSettledPayload(rest, leaf, kind, model);
  if (!SETTLED.has(field)) return false;
  if (field === 'ref' || field === 'ref_name') {
    const isOneRef = !kind.isOpen && !kind.isPullRequest && name !== 'merge_group';
    return isOneRef || refTest(leaf) !== undefined;
  }
  if (field === 'head_ref') return !kind.isPullRequest;
  if (field === 'base_ref') return !kind.isPullRequest || !kind.isOpen || refTest(leaf) !== undefined;
  if (field === 'repository_owner') return model.repository !== null;
  return true;
}

function isSettledPayload(path: readonly string[], leaf: string, kind: EventKind, model: PipelineModel): boolean {
  const [field, ...rest] = path;
  if (field === 'inputs') return kind.event.name !== 'workflow_dispatch';
  if (field === 'repository') return rest[0] === 'default_branch';
  if (field !== 'pull_request') return false;
  if (!kind.isPullRequest) return true;
  if (rest.join('.') === 'head.repo.fork') return true;
  return rest.join('.') === 'head.repo.full_name' && (model.repository !== null || comparesRepositories(leaf));
}

/** Neither name need be known to know whether they are the same. */
function comparesRepositories(leaf: string): boolean {
  return /^(?:github\.event\.pull_request\.head\.repo\.full_name [!=]= github\.repository|github\.repository [!=]= github\.event\.pull_request\.head\.repo\.full_name)$/i.test(
    leaf,
  );
}
