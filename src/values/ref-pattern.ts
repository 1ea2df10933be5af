import { fail, shown } from '../util/fail';

/**
 * Branches or tags, by name or by a prefix that ends in `*`: the patterns that mean the same in a workflow's filter, in the
 * branch policy of an environment, and in a condition. Git allows more, such as `+`, which a filter would read as a sign.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */
export function checkedRefPattern(pattern: string, factory: string): string {
  const remedy = "such as 'main', 'release/*' or 'v*'";
  if (!/^[\w.-]+(?:\/[\w.-]+)*(?:\/?\*)?$/.test(pattern) || pattern.length > 255) {
    const allowed =
      "a branch or tag name of letters, digits, '_', '-', '.' and '/', or one whose last character is '*'";
    fail('ref-pattern', factory, `got ${shown(pattern)}; allowed is ${allowed}`, remedy);
  }
  if (/^refs\//.test(pattern)) {
    fail(
      'ref-pattern',
      factory,
      `got ${shown(pattern)}; allowed is a name without 'refs/heads/' and 'refs/tags/'`,
      remedy,
    );
  }
  // https://git-scm.com/docs/git-check-ref-format
  if (/\.\.|(?:^|\/)\.|\.lock(?:\/|$)|\.$|^-|^HEAD$/.test(pattern)) {
    fail(
      'ref-pattern',
      factory,
      `got ${shown(pattern)}; Git has no such name: no '..', no part that starts with '.' or ends with '.lock', no '-' in front, no '.' at the end, not HEAD`,
      remedy,
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

interface Refs {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

/** These refs, as a condition. */
export function refsCondition({ branches, tags }: Refs): string {
  return either([
    ...branches.map((branch) => refCondition('heads', branch)),
    ...tags.map((tag) => refCondition('tags', tag)),
  ]);
}

/** These refs on these events, as a condition. */
export function releaseCondition(refs: Refs, events: readonly string[]): string {
  return `${refsCondition(refs)} && ${either(events.map((event) => `github.event_name == '${event}'`))}`;
}

const either = (parts: readonly string[]) => (parts.length === 1 ? parts[0] : `(${parts.join(' || ')})`);
