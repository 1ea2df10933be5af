import type { PipelineView } from '../policy/pipeline-view';
import { type Change, listed, type Tell, without } from './change';

/** What must be green before a merge, and by which name GitHub knows the verdict. */
export function checkChanges(before: PipelineView, after: PipelineView, tell: Tell): Change[] {
  const { checks: old = [], branches: were = [] } = before.requiredChecks ?? {};
  const { checks: now = [], branches: are = [] } = after.requiredChecks ?? {};
  const [gone, fresh] = [without(old, now), without(now, old)];
  const [unguarded, guarded] = [without(were, are), without(are, were)];
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
    // Where no check is required any more, or none was, that was told.
    ...(now.length > 0 && unguarded.length > 0
      ? [tell('weaker', `a merge into ${listed(unguarded)} needs no check any more`)]
      : []),
    ...(old.length > 0 && guarded.length > 0
      ? [tell('set-up', `require the check ${listed(now)} before a merge into ${listed(guarded)} too`)]
      : []),
  ];
}

/** Checks are known by the names of jobs. */
const verdictsOf = ({ jobs, workflow }: PipelineView) =>
  jobs.filter(({ role }) => role === 'verdict').map(({ id }) => namesIn(workflow)[id]?.name ?? id);

const namesIn = ({ jobs }: PipelineView['workflow']) => (jobs ?? {}) as Record<string, { readonly name?: string }>;
