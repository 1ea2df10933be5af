import { fail, shown } from '../util/fail';

/**
 * Branches or tags, by name or by a prefix that ends in `*`: the patterns that mean the same in a workflow's filter, in the
 * branch policy of an environment, and in a condition.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */
export function checkedRefPattern(pattern: string, factory: string): string {
  if (!/^[\w.+-]+(?:\/[\w.+-]+)*(?:\/?\*)?$/.test(pattern) || pattern.length > 255) {
    fail(
      'ref-pattern',
      factory,
      `got ${shown(pattern)}; allowed is a branch or tag name, or one whose last character is '*'`,
      "such as 'main', 'release/*' or 'v*'",
    );
  }
  return pattern;
}

/** The pattern as a condition on `github.ref`. */
export function refCondition(kind: 'heads' | 'tags', pattern: string): string {
  return pattern.endsWith('*')
    ? `startsWith(github.ref, 'refs/${kind}/${pattern.slice(0, -1)}')`
    : `github.ref == 'refs/${kind}/${pattern}'`;
}

/** These refs on these events, as a condition. */
export function releaseCondition(
  refs: { branches: readonly string[]; tags: readonly string[] },
  events: readonly string[],
): string {
  const where = [
    ...refs.branches.map((branch) => refCondition('heads', branch)),
    ...refs.tags.map((tag) => refCondition('tags', tag)),
  ];
  const when = events.map((event) => `github.event_name == '${event}'`);
  const either = (parts: string[]) => (parts.length === 1 ? parts[0] : `(${parts.join(' || ')})`);
  return `${either(where)} && ${either(when)}`;
}
