import type { Change } from './plan';
import type { DesiredEnvironment, EnvironmentState, LiveEnvironment, Reviewer } from './state';

export const change = (sign: Change['sign'], text: string, weaker = false): Change => ({ sign, text, weaker });

/** What the one PUT changes. A new environment has GitHub's defaults to begin with. */
export function settingChanges(
  desired: DesiredEnvironment,
  live: LiveEnvironment | null,
  onlyBranches: boolean,
): Change[] {
  const before: EnvironmentState = live ?? UNPROTECTED;
  const changes = live ? [] : [change('+', 'environment')];
  if (!onlyBranches) {
    if (ids(before.reviewers) !== ids(desired.reviewers)) {
      const added = desired.reviewers.some(
        ({ type, id }) => !before.reviewers.some((one) => one.type === type && one.id === id),
      );
      const weaker = before.reviewers.length > 0 && (added || desired.reviewers.length === 0);
      changes.push(change('~', `reviewers: ${names(before.reviewers)} → ${names(desired.reviewers)}`, weaker));
    }
    if (before.preventSelfReview !== desired.preventSelfReview) {
      const words = (prevented: boolean) => (prevented ? 'prevented' : 'allowed');
      const text = `self-review: ${words(before.preventSelfReview)} → ${words(desired.preventSelfReview)}`;
      changes.push(change('~', text, before.preventSelfReview && desired.reviewers.length > 0));
    }
    if (before.waitTimer !== desired.waitTimer) {
      const text = `wait timer: ${before.waitTimer} → ${desired.waitTimer} minutes`;
      changes.push(change('~', text, desired.waitTimer < before.waitTimer));
    }
  }
  if (before.refs !== desired.refs) {
    const weaker = desired.refs === 'any' || before.refs === 'protected';
    changes.push(change('~', `may deploy: ${REFS[before.refs]} → ${REFS[desired.refs]}`, live !== null && weaker));
  }
  if (desired.adminsCanBypass !== null && before.adminsCanBypass !== desired.adminsCanBypass) {
    const words = (value: boolean | null) => (value === null ? 'not known' : value ? 'may bypass' : 'may not bypass');
    const text = `administrators: ${words(before.adminsCanBypass)} → ${words(desired.adminsCanBypass)}`;
    changes.push(change('~', text, desired.adminsCanBypass));
  }
  return changes;
}

const REFS = { any: 'every branch and tag', protected: 'protected branches', listed: 'listed branches and tags' };

const UNPROTECTED: EnvironmentState = {
  name: '',
  reviewers: [],
  preventSelfReview: false,
  waitTimer: 0,
  refs: 'any',
  policies: [],
  apps: [],
  adminsCanBypass: null,
  variables: new Map(),
};

const ids = (reviewers: readonly Reviewer[]): string =>
  reviewers
    .map(({ type, id }) => `${type}:${id}`)
    .sort()
    .join();

const names = (reviewers: readonly Reviewer[]): string =>
  reviewers.map(({ type, name }) => `${type.toLowerCase()} ${name}`).join(', ') || 'none';
