import { fileName } from '../model/ids';
import { fail, shown } from '../util/fail';

/** Names of files have 255 bytes at most, and the longest of an environment is `values-<name>.yaml`. */
const LONGEST_FILE_NAME = 255 - 'values-.yaml'.length;

/** What no environment can be called, and why not. GitHub takes every other text of at most 255 characters. */
const IMPOSSIBLE: readonly (readonly [is: (name: string) => boolean, why: string])[] = [
  [(name) => name === '', 'a name has at least one character'],
  [(name) => name.trim() !== name, 'a name neither begins nor ends with a blank'],
  [
    (name) => /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(name),
    'a name is one line, without characters that cannot be seen or that turn its direction',
  ],
  [(name) => name.includes('${{'), 'a name is the same in every run, without an expression'],
  [(name) => /^\.\.?$/.test(name), 'in the address of an API this is another folder'],
  [(name) => /[*?]/.test(name), "'*' and '?' would make a pattern of it in a trust policy, which admits others too"],
  [(name) => name.includes('%'), "'%' cannot be told from an encoded character in the subject of an OIDC token"],
  [(name) => name.length > 255, 'GitHub takes at most 255 characters'],
  [
    (name) => fileName(name).length > LONGEST_FILE_NAME,
    `as part of a file's name, where other characters than letters and digits take three to twelve, it may have ${LONGEST_FILE_NAME}`,
  ],
];

/** A name that GitHub takes for an environment, and that trust policies, addresses and files can carry. */
export function checkedEnvironment(path: string, name: string): string {
  const why = IMPOSSIBLE.find(([is]) => is(name))?.[1];
  if (why !== undefined)
    fail('environment-name', path, `got the environment ${shown(name)}; ${why}`, 'choose another name');
  return name;
}
