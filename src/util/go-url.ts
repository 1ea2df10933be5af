import { isIPv6 } from 'node:net';

/** What of an address matters to a schema. */
interface GoUrl {
  readonly isAbsolute: boolean;
  readonly path: string;
}

/** Takes an address apart as Go does, which is stricter than a browser and laxer than the standard; undefined where it refuses. */
export function goUrl(text: string): GoUrl | undefined {
  const [beforeFragment, fragment = ''] = splitAt(text, '#');
  if (hasControls(beforeFragment) || !isUnescapable(fragment)) return undefined;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(beforeFragment)?.[1];
  if (beforeFragment.startsWith(':')) return undefined;
  const behind = scheme === undefined ? beforeFragment : beforeFragment.slice(scheme.length + 1);
  const [rest] = splitAt(behind, '?');
  if (!rest.startsWith('/')) {
    // Something like `mailto:a`, of which nothing more is asked.
    if (scheme !== undefined) return { isAbsolute: true, path: '' };
    if (rest.split('/')[0].includes(':')) return undefined;
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== undefined || !rest.startsWith('///'));
  const [authority, path] = hasAuthority ? splitBefore(rest.slice(2), '/') : ['', rest];
  if (!isAuthority(authority) || !isUnescapable(path)) return undefined;
  return { isAbsolute: scheme !== undefined, path };
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  if (!/^[\w.~!$&'()*+,;=:%@-]*$/.test(user) || !isUnescapable(user)) return false;
  const host = authority.slice(at + 1);
  const bracketed = /^\[([^\]]*)\](?::\d*)?$/.exec(host);
  if (bracketed) return !bracketed[1].includes(':') || (isIPv6(bracketed[1]) && !bracketed[1].includes('%'));
  // Of what is no letter of another language only these signs are taken.
  return /^(?:[\w.~!$&'()*+,;=\]<>"-]|[^\0-\x7f]|%[89A-Fa-f][0-9A-Fa-f])*(?::\d*)?$/.test(host);
}

function isUnescapable(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text);
}

function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\0-\x1f\x7f]/.test(text);
}

function splitAt(text: string, sign: string): [string, string?] {
  const index = text.indexOf(sign);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

function splitBefore(text: string, sign: string): [string, string] {
  const index = text.indexOf(sign);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index)];
}
