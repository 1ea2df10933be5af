import { nearNames } from '../util/near-names';

/** `a, b and c`; long lists are cut. */
export function listed(names: readonly string[], word = 'and'): string {
  const shown = names.length > 10 ? [...names.slice(0, 9), `${names.length - 9} more`] : names;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} ${word} ${shown[shown.length - 1]}`;
}

/** The end of a sentence about a name that does not exist: near names, or all there are. */
export function instead(name: string, known: readonly string[], what: string): string {
  const near = nearNames(name, known);
  if (near.length > 0) return `did you mean ${listed(near.map(quoted), 'or')}?`;
  if (known.length === 0) return `there are no ${what}`;
  return known.length === 1 ? `there is only ${known[0]}` : `${what} are ${listed(known)}`;
}

export function quoted(name: string): string {
  return `"${name}"`;
}

/** A text on one line, shortened. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}
