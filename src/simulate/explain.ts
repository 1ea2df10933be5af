import { conditionTree, decidingLeaves, leavesOf, type Truth } from '../util/condition-tree';
import {
  evaluate,
  isTruthy,
  type JsonValue,
  type ParsedExpression,
  type RunState,
  references,
} from '../util/expressions';
import { affects, type Doubts, NO_DOUBTS, waysToEnd } from './doubts';
import { notGiven, unknownIn } from './text';

/** Why a condition holds or does not. */
export interface Explanation {
  /** What GitHub evaluates. */
  readonly condition: string;
  /** Null where it hinges on outputs that nobody gave. */
  readonly holds: boolean | null;
  /** Its leaves from left to right, each evaluated on its own. */
  readonly parts: readonly ExplainedPart[];
  /** The parts that decided, in words: `needs.lint.result == 'success'` is false (needs.lint.result is 'failure'). */
  readonly because: string;
  /** The outputs that it hinges on and that nobody gave, as `job/step.output`. */
  readonly unknown: readonly string[];
}

interface ExplainedPart {
  readonly expression: string;
  /** Null, too, where it hinges on outputs that nobody gave. */
  readonly value: JsonValue;
  /** What the part read: paths and their values; null for what nobody knows. */
  readonly reads: { readonly [path: string]: JsonValue };
  /** The outputs that it hinges on. */
  readonly unknown: readonly string[];
}

export type Contexts = Readonly<Record<string, JsonValue>>;

/** Evaluates a condition with GitHub's engine, whole and in parts. */
export function explain(
  condition: ParsedExpression,
  contexts: Contexts,
  status: RunState,
  doubts: Doubts = NO_DOUBTS,
): Explanation {
  const tree = conditionTree(condition);
  const parts = new Map(leavesOf(tree).map((leaf) => [leaf.source, explainPart(leaf, contexts, status, doubts)]));
  const part = (leaf: ParsedExpression) => parts.get(leaf.source) as ExplainedPart;
  const truth = (leaf: ParsedExpression): Truth => (part(leaf).unknown.length > 0 ? null : isTruthy(part(leaf).value));
  const { holds, leaves } = decidingLeaves(tree, truth);
  const deciding = [...new Set(leaves.map(part))];
  return {
    condition: condition.source,
    holds,
    parts: [...parts.values()],
    because: deciding.map(partText).join('; '),
    unknown: holds === null ? [...new Set(deciding.flatMap(({ unknown }) => unknown))] : [],
  };
}

function explainPart(leaf: ParsedExpression, contexts: Contexts, status: RunState, doubts: Doubts): ExplainedPart {
  const { paths, functions } = references(leaf);
  const doubtful = doubts.jobs.filter(({ id }) => affects(id, paths, functions));
  const reads = Object.fromEntries(
    paths.map((path) => {
      const [value = null] = valuesAt(contexts, path);
      const isKnown = unknownIn(value).length === 0 && !doubtful.some(({ id }) => affects(id, [path], []));
      return [path.join('.'), isKnown ? value : null];
    }),
  );
  const expression = leaf.source;
  const unread = unknownIn(paths.flatMap((path) => valuesAt(contexts, path)));
  if (unread.length > 0) return { expression, value: null, reads, unknown: unread };

  const value = evaluate(leaf, contexts, status);
  const isSettled =
    doubtful.length === 0 ||
    waysToEnd(doubtful)?.every((results) => {
      const had = doubts.had(results);
      return isTruthy(evaluate(leaf, had.contexts, had.status)) === isTruthy(value);
    });
  if (isSettled) return { expression, value, reads, unknown: [] };
  return { expression, value: null, reads, unknown: [...new Set(doubtful.flatMap(({ unknown }) => unknown))] };
}

/** What stands at a path: several values where it leads through all keys of a map. Names have no case. */
function valuesAt(value: unknown, [key, ...rest]: readonly string[]): JsonValue[] {
  if (key === undefined) return [(value as JsonValue | undefined) ?? null];
  if (value === null || typeof value !== 'object') return [];
  const entries = Object.entries(value);
  const found = key === '*' ? entries : entries.filter(([name]) => name.toLowerCase() === key.toLowerCase());
  return found.flatMap(([, inner]) => valuesAt(inner, rest));
}

function partText({ expression, value, reads, unknown }: ExplainedPart): string {
  if (unknown.length > 0) return `${expression} is unknown (${notGiven(unknown)})`;
  const read = Object.entries(reads)
    .filter(([path, seen]) => path !== expression && (seen === null || typeof seen !== 'object'))
    .map(([path, seen]) => `${path} is ${literal(seen)}`);
  return `${expression} is ${literal(value)}${read.length > 0 ? ` (${read.join(', ')})` : ''}`;
}

const literal = (value: JsonValue): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
