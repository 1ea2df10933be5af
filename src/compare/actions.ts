import type { PipelineView } from '../policy/pipeline-view';
import { at, type Change, paired, quoted } from './change';

/** Versions of the actions that run, each told once however many jobs use it. */
export function actionChanges(before: PipelineView, after: PipelineView): Change[] {
  const tell = at(after.id);
  const { both, gone, fresh } = paired(actionsOf(before), actionsOf(after), ({ action }) => action);
  return [
    ...both
      .map(([old, now]) => ({ action: now.action, ...differing(old, now) }))
      .filter(({ was, is }) => was !== is)
      .map(({ action, was, is }) => tell('changed', `uses ${quoted(action)} ${is} instead of ${was}`)),
    ...fresh.map((one) => tell('changed', `uses ${quoted(one.action)} ${listOf(one.versions)}, which it did not`)),
    ...gone.map(({ action }) => tell('changed', `uses ${quoted(action)} no more`)),
  ];
}

interface UsedAction {
  readonly action: string;
  readonly versions: ReadonlySet<string>;
  readonly commits: ReadonlySet<string>;
}

function actionsOf({ jobs }: PipelineView): UsedAction[] {
  const used = new Map<string, { readonly action: string; versions: Set<string>; commits: Set<string> }>();
  for (const { action, version, ref = 'without a version' } of jobs.flatMap(({ steps }) => steps)) {
    if (action === undefined) continue;
    const known = used.get(action) ?? { action, versions: new Set(), commits: new Set() };
    // Where no version is known, the commit says enough.
    known.versions.add(version ?? ref);
    known.commits.add(ref);
    used.set(action, known);
  }
  return [...used.values()];
}

/** A version says more to people than its commit, unless somebody calls another commit by the same version. */
function differing(before: UsedAction, after: UsedAction): { readonly was: string; readonly is: string } {
  const [was, is] = [listOf(before.versions), listOf(after.versions)];
  if (was !== is) return { was, is };
  return { was: `${was} at ${listOf(before.commits)}`, is: `${is} at ${listOf(after.commits)}` };
}

const listOf = (texts: ReadonlySet<string>) => [...texts].sort().join(' and ');
