/**
 * Whether a name passes a `branches`, `tags` or `paths` filter: the last pattern that says something about it decides, and
 * `!` takes out again what an earlier pattern let in.
 *
 * Source: GitHub docs, workflow syntax, "Filter pattern cheat sheet".
 */
export function passesFilter(patterns: readonly string[], name: string): boolean {
  return patterns.reduce(
    (passes, pattern) =>
      pattern.startsWith('!')
        ? passes && !filterMatches(pattern.slice(1), name)
        : passes || filterMatches(pattern, name),
    false,
  );
}

/** `*` stops at `/`, `**` does not; `?` and `+` repeat the character before; `[]` is a set. Matches the whole name. */
function filterMatches(pattern: string, name: string): boolean {
  const source = pattern.replace(/\*\*\/|\*\*|\*|\[[^\]]*\]|[?+]|./gs, (part, at: number) => {
    if (part === '**/' && (at === 0 || pattern[at - 1] === '/')) return '(?:.*/)?';
    if (part === '**/') return '.*/';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?' || part === '+' || part.length > 1) return part;
    return part.replace(/[$()*.\\^{|}]/, '\\$&');
  });
  return matches(source, name);
}

/**
 * Whether a name matches a pattern of an environment's branch policy: as Ruby's `File.fnmatch`, where neither `*` nor `?`
 * crosses a `/`.
 *
 * Source: GitHub docs, "Deployments and environments", "Deployment branches and tags".
 */
export function policyMatches(pattern: string, name: string): boolean {
  const source = pattern.replace(/\*\*\/|\*+|\?|\[[^\]]*\]|./gs, (part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    return part.length > 1 ? part : part.replace(/[$()+.\\^{|}]/, '\\$&');
  });
  return matches(source, name);
}

/** What is no pattern, such as `c++`, lets nothing through: a patch may say anything, and is told of elsewhere. */
function matches(source: string, name: string): boolean {
  try {
    return new RegExp(`^${source}$`, 's').test(name);
  } catch {
    return false;
  }
}
