import { isDeepStrictEqual } from 'node:util';
import { checkCallsOf } from '../util/check-call';
import { shownUpTo } from '../util/fail';

/** Where a value is not what was expected. */
export interface Mismatch {
  /** Keys and positions, such as `/steps/2/with`. */
  readonly path: string;
  readonly message: string;
}

/**
 * What a value is compared with. Plain maps inside a pattern match maps that have at least these keys, and plain lists equal
 * lists; inside `objectEquals` and `arrayEquals` plain maps match exactly, however deep. A `Match` inside says otherwise.
 */
export abstract class Match {
  /** Any value, but one. */
  public static anyValue(): Match {
    return new Predicate('anything', (value) => value !== undefined && value !== null);
  }

  /** No value at all. */
  public static absent(): Match {
    return new Predicate('nothing', (value) => value === undefined);
  }

  /** At least these keys, each matching; deep. */
  public static objectLike(pattern: Record<string, any>): Match {
    return new ObjectMatch(pattern, true);
  }

  /** Exactly these keys, each matching; deep. */
  public static objectEquals(pattern: Record<string, any>): Match {
    return new ObjectMatch(pattern, false);
  }

  /** At least these elements, in this order; maps among them with at least these keys. */
  public static arrayWith(pattern: any[]): Match {
    return new ArrayWith(pattern);
  }

  /** Exactly these elements, in this order, each matching; deep. */
  public static arrayEquals(pattern: any[]): Match {
    return new ArrayEquals(pattern, false);
  }

  /** A text in which `*` stands for anything. Numbers, booleans, lists, maps and nothing are no texts. */
  public static stringLike(pattern: string): Match {
    const source = pattern
      .split('*')
      .map((part) => part.replace(/[$()+.?[\\\]^{|}]/g, '\\$&'))
      .join('.*');
    return text(`a text like ${JSON.stringify(pattern)}`, new RegExp(`^${source}$`, 's'));
  }

  /** A text that matches a regular expression somewhere. Numbers, booleans, lists, maps and nothing are no texts. */
  public static stringLikeRegexp(pattern: string): Match {
    return text(`a text that matches /${pattern}/`, new RegExp(pattern));
  }

  /** Anything that does not match, nothing among it. */
  public static not(pattern: any): Match {
    return new Predicate('something else', (value) => matcherOf(pattern)._test(value, '').length === 0, true);
  }

  /** @internal What does not match, deepest first place first. */
  public abstract _test(value: unknown, path: string): Mismatch[];
}

checkCallsOf(Match);

/** The matcher that a pattern stands for. @param allowsMore - plain maps in it may have more keys, however deep */
export function matcherOf(pattern: unknown, allowsMore = true): Match {
  if (pattern instanceof Match) return pattern;
  if (Array.isArray(pattern)) return new ArrayEquals(pattern, allowsMore);
  if (pattern !== null && typeof pattern === 'object') return new ObjectMatch(pattern as PlainMap, allowsMore);
  return new Predicate(JSON.stringify(pattern), (value) => isDeepStrictEqual(value, pattern));
}

type PlainMap = Readonly<Record<string, unknown>>;

function text(wanted: string, pattern: RegExp): Match {
  return new Predicate(wanted, (value) => typeof value === 'string' && pattern.test(value));
}

class Predicate extends Match {
  public constructor(
    private readonly wanted: string,
    private readonly holds: (value: unknown) => boolean,
    private readonly negated = false,
  ) {
    super();
  }

  public _test(value: unknown, path: string): Mismatch[] {
    return this.holds(value) === this.negated
      ? [{ path, message: `expected ${this.wanted}, got ${shown(value)}` }]
      : [];
  }
}

class ObjectMatch extends Match {
  public constructor(
    private readonly pattern: PlainMap,
    private readonly allowsMore: boolean,
  ) {
    super();
  }

  public _test(value: unknown, path: string): Mismatch[] {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return [{ path, message: `expected a map, got ${shown(value)}` }];
    }
    const map = value as PlainMap;
    const more = this.allowsMore ? [] : Object.keys(map).filter((key) => !Object.hasOwn(this.pattern, key));
    const own = (key: string) => (Object.hasOwn(map, key) ? map[key] : undefined);
    return [
      ...Object.entries(this.pattern).flatMap(([key, part]) =>
        matcherOf(part, this.allowsMore)._test(own(key), `${path}/${key}`),
      ),
      ...more.map((key) => ({ path: `${path}/${key}`, message: `expected nothing, got ${shown(map[key])}` })),
    ];
  }
}

class ArrayWith extends Match {
  public constructor(private readonly pattern: readonly unknown[]) {
    super();
  }

  public _test(value: unknown, path: string): Mismatch[] {
    if (!Array.isArray(value)) return [{ path, message: `expected a list, got ${shown(value)}` }];
    let from = 0;
    for (const part of this.pattern) {
      const matcher = matcherOf(part);
      const at = value.findIndex((element, index) => index >= from && matcher._test(element, '').length === 0);
      if (at < 0) return [{ path, message: `expected an element that matches ${shown(part)}, got ${shown(value)}` }];
      from = at + 1;
    }
    return [];
  }
}

class ArrayEquals extends Match {
  public constructor(
    private readonly pattern: readonly unknown[],
    private readonly allowsMore: boolean,
  ) {
    super();
  }

  public _test(value: unknown, path: string): Mismatch[] {
    if (!Array.isArray(value)) return [{ path, message: `expected a list, got ${shown(value)}` }];
    if (value.length !== this.pattern.length) {
      return [{ path, message: `expected ${this.pattern.length} elements, got ${value.length}: ${shown(value)}` }];
    }
    return this.pattern.flatMap((part, index) =>
      matcherOf(part, this.allowsMore)._test(value[index], `${path}/${index}`),
    );
  }
}

const shown = (value: unknown) => (value === undefined ? 'nothing' : shownUpTo(120, value));
