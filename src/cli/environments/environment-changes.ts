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
  return [
    ...(live ? [] : [change('+', 'environment')]),
    ...(onlyBranches ? [] : [...reviewChanges(before, desired), ...waitChanges(before, desired)]),
    ...refChanges(before, desired, live === null),
    ...(onlyBranches ? [] : bypassChanges(before, desired)),
  ];
}

function reviewChanges(before: EnvironmentState, after: EnvironmentState): Change[] {
  const changes: Change[] = [];
  if (ids(before.reviewers) !== ids(after.reviewers)) {
    const known = new Set(before.reviewers.map(idOf));
    const wider = after.reviewers.length === 0 || after.reviewers.some((reviewer) => !known.has(idOf(reviewer)));
    const text = `reviewers: ${names(before.reviewers)} → ${names(after.reviewers)}`;
    changes.push(change('~', text, before.reviewers.length > 0 && wider));
  }
  if (before.preventSelfReview !== after.preventSelfReview) {
    const words = (prevented: boolean) => (prevented ? 'prevented' : 'allowed');
    const text = `self-review: ${words(before.preventSelfReview)} → ${words(after.preventSelfReview)}`;
    changes.push(change('~', text, before.preventSelfReview && after.reviewers.length > 0));
  }
  return changes;
}

function waitChanges(before: EnvironmentState, after: EnvironmentState): Change[] {
  if (before.waitTimer === after.waitTimer) return [];
  const text = `wait timer: ${before.waitTimer} → ${after.waitTimer} minutes`;
  return [change('~', text, after.waitTimer < before.waitTimer)];
}

function refChanges(before: EnvironmentState, after: EnvironmentState, isNew: boolean): Change[] {
  if (before.refs === after.refs) return [];
  const wider = after.refs === 'any' || before.refs === 'protected';
  return [change('~', `may deploy: ${REFS[before.refs]} → ${REFS[after.refs]}`, wider && !isNew)];
}

function bypassChanges(before: EnvironmentState, after: EnvironmentState): Change[] {
  if (after.adminsCanBypass === null || before.adminsCanBypass === after.adminsCanBypass) return [];
  const words = (value: boolean | null) => (value === null ? 'not known' : value ? 'may bypass' : 'may not bypass');
  const text = `administrators: ${words(before.adminsCanBypass)} → ${words(after.adminsCanBypass)}`;
  return [change('~', text, after.adminsCanBypass)];
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

const idOf = ({ type, id }: Reviewer): string => `${type}:${id}`;

const ids = (reviewers: readonly Reviewer[]): string => reviewers.map(idOf).sort().join();

const names = (reviewers: readonly Reviewer[]): string =>
  reviewers.map(({ type, name }) => `${type.toLowerCase()} ${name}`).join(', ') || 'none';
