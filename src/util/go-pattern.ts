/*
 * Patterns of a chart's schema are those of Go, since Helm is written in Go: some that JavaScript knows stop Helm, others
 * mean something else.
 */

import { codePoint, goClass, goEscape, type Reading, RefusedPattern, UnknownPattern } from './go-pattern-parts';

export { RefusedPattern, UnknownPattern };

/**
 * A pattern of Go as one of JavaScript. Throws RefusedPattern where Go refuses it, and UnknownPattern where JavaScript has
 * nothing like it.
 */
export function goPattern(pattern: string): RegExp {
  const reading: Reading = { characters: [...pattern], at: 0 };
  const flags = flagsInFront(reading);
  const source = readAlternatives(reading, flags);
  if (reading.at < reading.characters.length) throw new RefusedPattern('a bracket is closed that was not opened');
  return new RegExp(source, flags.has('i') ? 'iu' : 'u');
}

/** `(?i)`, `(?s)` and `(?m)` hold for the whole pattern where they stand in front. */
function flagsInFront(reading: Reading): Set<string> {
  const found = /^\(\?([ims]+)\)/.exec(reading.characters.slice(0, 7).join(''));
  if (!found) return new Set();
  reading.at = found[0].length;
  return new Set(found[1]);
}

/** Everything up to the bracket that closes, or the end. */
function readAlternatives(reading: Reading, flags: ReadonlySet<string>): string {
  let out = '';
  let last: { readonly start: number; readonly isAssertion: boolean; readonly isRepeated: boolean } | undefined;
  const add = (source: string, isAssertion = false) => {
    last = { start: out.length, isAssertion, isRepeated: false };
    out += source;
  };
  while (reading.at < reading.characters.length && reading.characters[reading.at] !== ')') {
    const repetition = readRepetition(reading);
    if (repetition !== undefined) {
      if (last === undefined) throw new RefusedPattern(`nothing stands before ${repetition}`);
      if (last.isRepeated) throw new RefusedPattern(`${repetition} repeats a repetition`);
      const atom = out.slice(last.start);
      out = `${out.slice(0, last.start)}${last.isAssertion ? `(?:${atom})` : atom}${repetition}`;
      last = { ...last, isRepeated: true };
      continue;
    }
    const character = reading.characters[reading.at++];
    if (character === '|') {
      out += '|';
      last = undefined;
    } else if (character === '(') add(readGroup(reading, flags));
    else if (character === '[') add(goClass(reading));
    else if (character === '.') add(flags.has('s') ? '[\\s\\S]' : '[^\\n]');
    else if (character === '^') add(flags.has('m') ? '(?<![^\\n])' : '(?<![\\s\\S])', true);
    else if (character === '$') add(flags.has('m') ? '(?![^\\n])' : '(?![\\s\\S])', true);
    else if (character !== '\\') add(codePoint(character));
    else if (reading.characters[reading.at] === 'Q') for (const literal of readQuoted(reading)) add(codePoint(literal));
    else {
      const { source, isAssertion } = goEscape(reading);
      add(source, isAssertion);
    }
  }
  return out;
}

/** `*`, `+?`, `{2,3}` and the like; undefined where none stands here. */
function readRepetition(reading: Reading): string | undefined {
  const rest = reading.characters.slice(reading.at, reading.at + 12).join('');
  const found = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})/.exec(rest);
  if (!found) return undefined;
  const [sign, from, to] = found;
  if (Number(from ?? 0) > 1000 || Number(to || 0) > 1000)
    throw new RefusedPattern(`${sign} repeats more than 1000 times`);
  if (to && Number(to) < Number(from)) throw new RefusedPattern(`${sign} ends before it begins`);
  const isLazy = rest[sign.length] === '?';
  reading.at += sign.length + (isLazy ? 1 : 0);
  return isLazy ? `${sign}?` : sign;
}

/** What stands behind `(`, to the bracket that closes it. */
function readGroup(reading: Reading, flags: ReadonlySet<string>): string {
  const rest = reading.characters.slice(reading.at).join('');
  const named = /^\?P?<\w+>/.exec(rest);
  if (named) reading.at += named[0].length;
  else if (rest.startsWith('?:')) reading.at += 2;
  else if (/^\?[imsU-]+[:)]/.test(rest)) throw new UnknownPattern(`(${rest.split(/[:)]/)[0]} within it`);
  else if (rest.startsWith('?'))
    throw new RefusedPattern(`Go has no (${[...rest].slice(0, /^\?<[=!]/.test(rest) ? 3 : 2).join('')}`);
  const inner = readAlternatives(reading, flags);
  if (reading.characters[reading.at++] !== ')') throw new RefusedPattern('a bracket is not closed');
  return `(?:${inner})`;
}

/** `\Q…\E`: every character means itself. */
function readQuoted(reading: Reading): string[] {
  const rest = reading.characters.slice(reading.at + 1).join('');
  const end = rest.indexOf('\\E');
  const literals = [...(end < 0 ? rest : rest.slice(0, end))];
  reading.at += 1 + literals.length + (end < 0 ? 0 : 2);
  return literals;
}
