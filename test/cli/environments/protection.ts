import type { FakeEnvironment } from '../fake-github/state';

/** What stands between a ref and a deployment. */
interface Barrier {
  readonly reviewers: ReadonlySet<string>;
  readonly preventSelfReview: boolean;
  readonly waitTimer: number;
  readonly apps: ReadonlySet<number>;
}

/** The protection that an environment has at one moment; null: it does not exist, so nothing holds anybody back. */
export interface Protection extends Barrier {
  readonly refs: FakeEnvironment['refs'];
  readonly policies: ReadonlySet<string>;
}

export function protectionOf(environment: FakeEnvironment | undefined): Protection | null {
  if (!environment) return null;
  return {
    refs: environment.refs,
    policies: new Set(environment.policies.map(({ type, name }) => `${type}:${name}`)),
    reviewers: new Set(environment.reviewers.map(({ type, id }) => `${type}:${id}`)),
    preventSelfReview: environment.preventSelfReview,
    waitTimer: environment.waitTimer,
    apps: new Set(environment.rules.map(({ appId }) => appId)),
  };
}

/** A ref that gets past `now` more easily than it got past each of `allowed`; null where there is none. */
export function leak(now: Protection | null, allowed: readonly (Protection | null)[]): string | null {
  if (now === null) return allowed.includes(null) ? null : 'everything';
  const named = [now, ...allowed].flatMap((protection) => [...(protection?.policies ?? [])]);
  const refs = ['a protected branch', 'any other ref', ...named].filter((ref) => admits(now, ref));
  return (
    refs.find((ref) => !allowed.some((other) => other === null || (admits(other, ref) && notStricter(other, now)))) ??
    null
  );
}

function admits({ refs, policies }: Protection, ref: string): boolean {
  if (refs === 'any') return true;
  return refs === 'protected' ? ref === 'a protected branch' : policies.has(ref);
}

function notStricter(a: Barrier, b: Barrier): boolean {
  const reviewed = a.reviewers.size === 0 || (b.reviewers.size > 0 && subset(b.reviewers, a.reviewers));
  return reviewed && a.preventSelfReview <= b.preventSelfReview && a.waitTimer <= b.waitTimer && subset(a.apps, b.apps);
}

const subset = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean => [...a].every((item) => b.has(item));
