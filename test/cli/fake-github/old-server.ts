import { invalid, notFound, type Reply, type Route } from './route';
import type { FakeState } from './state';

/** What a GitHub Enterprise Server answers that is too old for a call or for a member of its body; null where it is not. */
export function tooOld({ enterpriseServer }: FakeState, route: Route, body: unknown): Reply | null {
  const minor = Number(/^3\.(\d+)/.exec(enterpriseServer ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
  const has = (member: string) => typeof body === 'object' && body !== null && member in body;
  if (minor < 10 && route.path.includes('/deployment_protection_rules')) return notFound;
  if (minor < 11 && route.path.includes('/rulesets')) return notFound;
  if (minor < 11 && has('prevent_self_review')) return invalid('"prevent_self_review" is not a permitted key.');
  if (minor < 12 && route.path.includes('/deployment-branch-policies') && has('type')) {
    return invalid('"type" is not a permitted key.');
  }
  if (minor < 19 && has('sha_pinning_required')) return invalid('"sha_pinning_required" is not a permitted key.');
  return null;
}
