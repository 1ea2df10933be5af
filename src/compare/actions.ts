import type { PipelineView } from '../policy/pipeline-view';
import { at, type Change, paired, quoted } from './change';

/** Versions of the actions that run, each told once however many jobs use it. */
export function actionChanges(before: PipelineView, after: PipelineView): Change[] {
  const tell = at(after.id);
  const { both, gone, fresh } = paired(actionsOf(before), actionsOf(after), ({ action }) => action);
  return [
    ...both
      .filter(([old, now]) => old.versions !== now.versions)
      .map(([old, now]) => tell('changed', `uses ${quoted(now.action)} ${now.versions} instead of ${old.versions}`)),
    ...fresh.map(({ action, versions }) => tell('changed', `uses ${quoted(action)} ${versions}, which it did not`)),
    ...gone.map(({ action }) => tell('changed', `uses ${quoted(action)} no more`)),
  ];
}

interface UsedAction {
  readonly action: string;
  readonly versions: string;
}

function actionsOf({ jobs }: PipelineView): UsedAction[] {
  const used = new Map<string, Set<string>>();
  for (const { action, version, ref } of jobs.flatMap(({ steps }) => steps)) {
    if (action === undefined) continue;
    const known = used.get(action) ?? new Set();
    // Where no version is known, the commit says enough.
    used.set(action, known.add(version ?? ref ?? 'without a version'));
  }
  return [...used].map(([action, versions]) => ({ action, versions: [...versions].sort().join(' and ') }));
}
