/** A pattern that Go does not take. */
export class RefusedPattern extends Error {}

/** A pattern that Go may take and JavaScript cannot express. */
export class UnknownPattern extends Error {}

/** A place in a pattern; the functions that read it move it on. */
export interface Reading {
  readonly characters: readonly string[];
  at: number;
}

/** A character that means itself. */
export function codePoint(character: string): string {
  return /^[A-Za-z0-9]$/.test(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** What stands behind a backslash outside of a class. */
export function goEscape(reading: Reading): { readonly source: string; readonly isAssertion: boolean } {
  const letter = reading.characters[reading.at];
  const assertion = ({ A: '(?<![\\s\\S])', z: '(?![\\s\\S])', b: '\\b', B: '\\B' } as Record<string, string>)[letter];
  if (assertion !== undefined) {
    reading.at++;
    return { source: assertion, isAssertion: true };
  }
  const set = readSet(reading);
  return { source: set === undefined ? codePoint(readCharacter(reading)) : `[${set}]`, isAssertion: false };
}

/** What stands behind `[`, to the bracket that closes it. */
export function goClass(reading: Reading): string {
  const { characters } = reading;
  const isNegated = characters[reading.at] === '^';
  if (isNegated) reading.at++;
  let out = '';
  // A bracket in front means itself.
  for (let isFirst = true; isFirst || characters[reading.at] !== ']'; isFirst = false) {
    if (reading.at >= characters.length) throw new RefusedPattern('a class is not closed');
    const set = readNamedSet(reading) ?? readEscapedSet(reading);
    if (set !== undefined) {
      out += set;
      continue;
    }
    const from = readClassCharacter(reading);
    const isRange = characters[reading.at] === '-' && ![']', undefined].includes(characters[reading.at + 1]);
    if (!isRange) {
      out += codePoint(from);
      continue;
    }
    reading.at++;
    const to = readClassCharacter(reading);
    if ((to.codePointAt(0) ?? 0) < (from.codePointAt(0) ?? 0)) throw new RefusedPattern(`${from}-${to} is no range`);
    out += `${codePoint(from)}-${codePoint(to)}`;
  }
  reading.at++;
  return `[${isNegated ? '^' : ''}${out}]`;
}

function readClassCharacter(reading: Reading): string {
  const character = reading.characters[reading.at++];
  return character === '\\' ? readCharacter(reading) : character;
}

function readEscapedSet(reading: Reading): string | undefined {
  if (reading.characters[reading.at] !== '\\') return undefined;
  reading.at++;
  const set = readSet(reading);
  if (set === undefined) reading.at--;
  return set;
}

/** `[:alpha:]` within a class. */
function readNamedSet(reading: Reading): string | undefined {
  const found = /^\[:(\^?)(\w+):\]/.exec(reading.characters.slice(reading.at, reading.at + 14).join(''));
  if (!found) return undefined;
  const [text, not, name] = found;
  const ranges = NAMED.get(name);
  if (ranges === undefined) throw new RefusedPattern(`Go has no class ${text}`);
  reading.at += text.length;
  return not === '' ? written(ranges) : written(complement(ranges));
}

/** A letter behind a backslash that stands for many characters; undefined where it is another. */
function readSet(reading: Reading): string | undefined {
  const letter = reading.characters[reading.at] ?? '';
  if (/^[pP]$/.test(letter)) return readProperty(reading);
  const ranges = NAMED.get({ d: 'digit', w: 'word', s: 'perlSpace' }[letter.toLowerCase()] ?? '');
  if (ranges === undefined) return undefined;
  reading.at++;
  return written(letter === letter.toLowerCase() ? ranges : complement(ranges));
}

/** `\pL`, `\p{Greek}`, `\P{^Lu}`. */
function readProperty(reading: Reading): string {
  const rest = reading.characters.slice(reading.at, reading.at + 40).join('');
  const found = /^([pP])(?:\{(\^?)([^}]*)\}|(.))/u.exec(rest);
  if (!found) throw new RefusedPattern(`\\${rest.slice(0, 2)} names no class of characters`);
  const [text, letter, not = '', long, short] = found;
  const name = long ?? short;
  reading.at += text.length;
  const isNegated = (letter === 'P') !== (not !== '');
  if (name === 'Any') return isNegated ? written(complement([[0, LAST]])) : written([[0, LAST]]);
  const property = GENERAL_CATEGORY.test(name) ? name : `Script=${name}`;
  try {
    new RegExp(`\\p{${property}}`, 'u');
  } catch {
    throw new RefusedPattern(`Go knows no characters called ${name}`);
  }
  // JavaScript also takes short names of scripts, and knows more of them than some Go.
  if (property !== name && /^.{0,4}$/.test(name)) throw new UnknownPattern(`characters called ${name}`);
  return `\\${isNegated ? 'P' : 'p'}{${property}}`;
}

/** A single character written as an escape. */
function readCharacter(reading: Reading): string {
  const rest = reading.characters.slice(reading.at, reading.at + 12).join('');
  const [letter] = rest;
  if (letter === undefined) throw new RefusedPattern('nothing stands behind the last backslash');
  const number =
    /^x\{([0-9A-Fa-f]+)\}/.exec(rest) ?? /^x([0-9A-Fa-f]{2})/.exec(rest) ?? /^(?=0|[1-7][0-7])([0-7]{1,3})/.exec(rest);
  if (number) {
    const code = Number.parseInt(number[1], letter === 'x' ? 16 : 8);
    if (code > LAST) throw new RefusedPattern(`there is no character \\${number[0]}`);
    reading.at += number[0].length;
    return String.fromCodePoint(code);
  }
  if (letter === 'C') throw new UnknownPattern('\\C');
  const control = ({ a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' } as Record<string, string>)[letter];
  // Of the others Go takes signs and no letters, so that letters may come to mean something.
  if (control === undefined && !/^[!-/:-@[-`{-~ \t\n]$/.test(letter)) throw new RefusedPattern(`Go has no \\${letter}`);
  reading.at++;
  return control ?? letter;
}

type Range = readonly [number, number];
const LAST = 0x10ffff;
const range = (text: string): Range[] =>
  (text.match(/../gsu) ?? []).map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)] as const);

/** Classes of ASCII characters, each as pairs of first and last, in their order. */
const NAMED: ReadonlyMap<string, readonly Range[]> = new Map([
  ['alnum', range('09AZaz')],
  ['alpha', range('AZaz')],
  ['ascii', range('\x00\x7f')],
  ['blank', range('\t\t  ')],
  ['cntrl', range('\x00\x1f\x7f\x7f')],
  ['digit', range('09')],
  ['graph', range('!~')],
  ['lower', range('az')],
  ['perlSpace', range('\t\n\f\r  ')],
  ['print', range(' ~')],
  ['punct', range('!/:@[`{~')],
  ['space', range('\t\r  ')],
  ['upper', range('AZ')],
  ['word', range('09AZ__az')],
  ['xdigit', range('09AFaf')],
]);

const GENERAL_CATEGORY = /^(?:C[cfos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/;

function written(ranges: readonly Range[]): string {
  const character = (code: number) => `\\u{${code.toString(16)}}`;
  return ranges.map(([first, last]) => `${character(first)}-${character(last)}`).join('');
}

function complement(ranges: readonly Range[]): Range[] {
  const starts = [0, ...ranges.map(([, last]) => last + 1)];
  const ends = [...ranges.map(([first]) => first - 1), LAST];
  return starts.map((start, index): Range => [start, ends[index]]).filter(([start, end]) => start <= end);
}
