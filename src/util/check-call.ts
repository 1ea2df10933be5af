import { failWith } from './fail';
import { areOptions, mistakesIn, type OptionMistake, optionMistakes } from './option-mistakes';
import { publicApi } from './public-api';

interface Class {
  readonly name: string;
  readonly prototype: object;
}

const PUBLIC = new WeakSet<Class>();

/**
 * Checks what a constructor was given, and names the construct. TypeScript has done so before; programs in JavaScript, and options of
 * `any` kind, come here first. Options are those of the nearest public class: a class of the user's below it may hand on
 * options of its own.
 */
export function checkConstruction(type: Class, path: string, given: readonly unknown[]): void {
  let nearest = type;
  while (!PUBLIC.has(nearest)) nearest = Object.getPrototypeOf(nearest);
  failWith(path, argumentMistakes(nearest.name, given, nearest !== type));
}

/**
 * Says that a class is public: its factories and methods check what they are given, before they do anything.
 *
 * @param pathOf - the path of an instance, where it has one: methods then name it in messages
 */
export function checkCallsOf<Type extends Class>(type: Type, pathOf?: (one: Type['prototype']) => string): void {
  PUBLIC.add(type);
  for (const owner of [type, type.prototype]) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      const call = `${type.name}.${name}`;
      if (typeof value !== 'function' || !isCall(call)) continue;
      const isMethod = pathOf !== undefined && owner === type.prototype;
      const checked = function (this: object, ...given: unknown[]) {
        const mistakes = argumentMistakes(call, given, false);
        if (mistakes.length > 0) {
          const told = (what: string) => (isMethod ? `${call} ${what}` : what);
          failWith(
            isMethod ? pathOf(this) : named(call, given),
            mistakes.map((mistake) => ({ ...mistake, what: told(mistake.what) })),
          );
        }
        return value.apply(this, given);
      };
      // By its name it is known in stack traces, and to assertions.
      Object.defineProperty(checked, 'name', { value: name });
      Object.defineProperty(owner, name, { value: checked, writable: true, configurable: true });
    }
  }
}

/** The options that a struct has, without others. */
export function knownOptions<Options extends object>(struct: string, given: Options): Options {
  const { options } = publicApi().structs[struct];
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(options, name))) as Options;
}

/** `Step.action('checkout')`: of many calls the one whose options are wrong. */
function named(call: string, [first, ...others]: readonly unknown[]): string {
  return others.length > 0 && typeof first === 'string' ? `${call}('${first}')` : call;
}

const isCall = (call: string) => Object.hasOwn(publicApi().calls, call);

function argumentMistakes(call: string, given: readonly unknown[], isSubclass: boolean): OptionMistake[] {
  const mistakes: OptionMistake[] = [];
  for (const [index, { name, kind, optional, rest }] of publicApi().calls[call].entries()) {
    const values = rest ? given.slice(index) : [given[index]];
    for (const value of values) {
      if (value === undefined && optional) continue;
      const found = areOptions(kind, value)
        ? optionMistakes(kind, value, { owner: call, isSubclass })
        : mistakesIn(kind, value, name, optional);
      mistakes.push(...found);
    }
  }
  return mistakes;
}
