import type { EnvironmentView } from '../policy/environment-view';
import { at, type Change, instead, listed, quoted, type Tell, without } from './change';
import { differences } from './differences';
import { environmentPairs } from './environment-pairs';

/** Who and what may deploy to an environment. */
export function environmentChanges(before: readonly EnvironmentView[], after: readonly EnvironmentView[]): Change[] {
  const { both, gone, fresh } = environmentPairs(before, after);
  const oldNames = new Map(both.map(([old, now]) => [now.name, old.name]));
  return [
    ...both.flatMap(([old, now]) => {
      const tell = at(now.name);
      return [
        ...reviewerChanges(old, now, tell),
        ...refChanges(old, now, tell),
        ...appChanges(old, now, tell),
        ...variableChanges(old, now, tell),
      ];
    }),
    ...fresh.map((one) => {
      const old = oldNames.get(one.name);
      const place = old === undefined ? '' : ` in place of ${quoted(old)}`;
      const text = `is new${place}: ${quoted(one.job)} deploys there, ${decidedBy(one)}`;
      // What is weaker than it was in the old place is told itself.
      return at(one.name)(isOpen(one) && old === undefined ? 'weaker' : 'changed', text);
    }),
    ...gone.map((one) => at(one.name)('changed', 'is deployed to no more; its settings stay on GitHub')),
  ];
}

const reviewersOf = ({ reviewerUsers, reviewerTeams }: EnvironmentView) => [...reviewerTeams, ...reviewerUsers];

/** Nobody has to agree. */
const isOpen = (environment: EnvironmentView) =>
  reviewersOf(environment).length === 0 && environment.protectionApps.length === 0;

function decidedBy(environment: EnvironmentView): string {
  return isOpen(environment)
    ? 'without approval'
    : `after approval by ${listed([...reviewersOf(environment), ...environment.protectionApps])}`;
}

function reviewerChanges(before: EnvironmentView, after: EnvironmentView, tell: Tell): Change[] {
  const [old, now] = [reviewersOf(before), reviewersOf(after)];
  const [gone, fresh] = [without(old, now), without(now, old)];
  const changes: Change[] = [];
  if (old.length > 0 && now.length === 0) {
    changes.push(tell('weaker', `nobody has to approve any more; ${listed(old)} had to`));
  } else if (old.length === 0 && now.length > 0) {
    changes.push(tell('stronger', `${listed(now)} has to approve; nobody had to`));
  } else if (gone.length > 0 && fresh.length > 0) {
    // Otherwise whoever opens a pull request could make himself the one who approves, and open nothing.
    changes.push(tell('weaker', `${listed(fresh)} may approve instead of ${listed(gone)}`));
  } else if (fresh.length > 0) {
    changes.push(tell('weaker', `${listed(fresh)} may approve too`));
  } else if (gone.length > 0) {
    changes.push(tell('stronger', `${listed(gone)} may approve no more`));
  }
  // Without anybody who approves, nobody approves himself.
  if (now.length > 0 && before.preventSelfReview !== after.preventSelfReview) {
    changes.push(
      after.preventSelfReview
        ? tell('stronger', 'who started a run may not approve it')
        : tell('weaker', 'who started a run may approve it'),
    );
  }
  if (before.waitTimer !== after.waitTimer) {
    const effect = after.waitTimer < before.waitTimer ? 'weaker' : 'stronger';
    changes.push(tell(effect, `waits ${after.waitTimer} min instead of ${before.waitTimer}`));
  }
  return changes;
}

const EVERY_REF = 'every ref';

function refChanges(before: EnvironmentView, after: EnvironmentView, tell: Tell): Change[] {
  const refsOf = ({ branches, tags }: EnvironmentView) =>
    branches.length + tags.length === 0 ? [EVERY_REF] : [...branches, ...tags.map((tag) => `tag ${tag}`)];
  const [old, now] = [refsOf(before), refsOf(after)];
  if (old.includes(EVERY_REF) !== now.includes(EVERY_REF)) {
    const effect = now.includes(EVERY_REF) ? 'weaker' : 'stronger';
    return [tell(effect, `${listed(now)} may deploy there; before it was ${listed(old)}`)];
  }
  const [gone, fresh] = [without(old, now), without(now, old)];
  return [
    ...(fresh.length > 0 ? [tell('weaker', `${listed(fresh)} may deploy there too`)] : []),
    ...(gone.length > 0 ? [tell('stronger', `${listed(gone)} may deploy there no more`)] : []),
  ];
}

function appChanges(before: EnvironmentView, after: EnvironmentView, tell: Tell): Change[] {
  const gone = without(before.protectionApps, after.protectionApps);
  const fresh = without(after.protectionApps, before.protectionApps);
  const changes = [
    ...(gone.length > 0 ? [tell('weaker', `the app ${listed(gone)} need not agree any more`)] : []),
    ...(fresh.length > 0 ? [tell('stronger', `the app ${listed(fresh)} has to agree`)] : []),
  ];
  if (before.adminsCanBypass === after.adminsCanBypass) return changes;
  if (after.adminsCanBypass === false) changes.push(tell('stronger', 'administrators may not skip the protection'));
  else if (after.adminsCanBypass) changes.push(tell('weaker', 'administrators may skip the protection'));
  else changes.push(tell('changed', 'whether administrators may skip the protection is left to GitHub'));
  return changes;
}

function variableChanges(before: EnvironmentView, after: EnvironmentView, tell: Tell): Change[] {
  return differences(before.variables, after.variables, 'variables').map((one) =>
    tell('changed', instead(`its ${quoted(one.place)}`, one)),
  );
}
