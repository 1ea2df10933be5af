import { failWith, shown } from './fail';
import { mistakesIn, nameOf } from './option-mistakes';
import { type Kind, publicApi } from './public-api';

const CHECKED = new WeakSet<object>();

/**
 * A part as it is, but that everything it gives is looked at when it is asked for: a class of the user's own may give anything.
 *
 * @param kind - the public class that it is used as
 * @param path - the construct, or the factory, that asks it
 */
export function checkedPart<Part extends object>(kind: string, part: Part, path: string): Part {
  if (CHECKED.has(part)) return part;
  const { gives = {} } = publicApi().classes[kind];
  const name = part.constructor === Object ? kind : (part.constructor?.name ?? kind);
  const held = part as Record<string, unknown>;
  const missing = Object.entries(gives).filter(([member, { method }]) => method && typeof held[member] !== 'function');
  failWith(
    path,
    missing.map(([member, { kind: given }]) => ({
      code: 'part-method',
      what: `got a ${kind} without ${shown(`${name}.${member}()`)}, which is required`,
      remedy: `write the method; it returns ${nameOf(given)}`,
    })),
  );
  const asked = Object.entries(gives).map(([member, { kind: given, optional, method }]) => {
    const place = `${name}.${member}`;
    const ask = (): unknown => {
      const value = held[member];
      if (!method) return right(given, value, { place, path, optional });
      return (...args: unknown[]) => right(given, (value as Method).apply(part, args), { place: `${place}()`, path });
    };
    return [member, { get: ask }] as const;
  });
  const checked = Object.create(part, Object.fromEntries(asked));
  CHECKED.add(checked);
  return checked;
}

type Method = (...args: unknown[]) => unknown;

interface Asked {
  readonly place: string;
  readonly path: string;
  readonly optional?: boolean;
}

function right(kind: Kind, value: unknown, { place, path, optional }: Asked): unknown {
  if (value === undefined && optional) return value;
  const mistakes = mistakesIn(kind, value, place);
  failWith(
    path,
    mistakes.map((mistake) =>
      value === undefined
        ? { ...mistake, what: `got nothing from ${shown(place)}; allowed is ${nameOf(kind)}` }
        : mistake,
    ),
  );
  return value;
}
