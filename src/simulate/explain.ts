import {
  evaluate,
  isTruthy,
  type JsonValue,
  type ParsedExpression,
  type RunState,
  references,
} from '../util/expressions';
import { conditionTree, decidingLeaves, leavesOf } from './condition-tree';

/** Why a condition holds or does not. */
export interface Explanation {
  /** What GitHub evaluates. */
  readonly condition: string;
  readonly holds: boolean;
  /** Its leaves from left to right, each evaluated on its own. */
  readonly parts: readonly ExplainedPart[];
  /** The parts that decided, in words: `needs.lint.result == 'success'` is false (needs.lint.result is 'failure'). */
  readonly because: string;
}

interface ExplainedPart {
  readonly expression: string;
  readonly value: JsonValue;
  /** What the part read: paths and their values. */
  readonly reads: { readonly [path: string]: JsonValue };
}

export type Contexts = Readonly<Record<string, JsonValue>>;

/** Evaluates a condition with GitHub's engine, whole and in parts. */
export function explain(condition: ParsedExpression, contexts: Contexts, status: RunState): Explanation {
  const tree = conditionTree(condition);
  const parts = new Map(leavesOf(tree).map((leaf) => [leaf.source, explainPart(leaf, contexts, status)]));
  const part = (leaf: ParsedExpression) => parts.get(leaf.source) as ExplainedPart;
  const deciding = new Set(decidingLeaves(tree, (leaf) => isTruthy(part(leaf).value)).leaves.map(part));
  return {
    condition: condition.source,
    holds: isTruthy(evaluate(condition, contexts, status)),
    parts: [...parts.values()],
    because: [...deciding].map(partText).join('; '),
  };
}

function explainPart(leaf: ParsedExpression, contexts: Contexts, status: RunState): ExplainedPart {
  const reads = references(leaf).paths.map((path) => [path.join('.'), valueAt(contexts, path)] as const);
  return { expression: leaf.source, value: evaluate(leaf, contexts, status), reads: Object.fromEntries(reads) };
}

function valueAt(contexts: Contexts, path: readonly string[]): JsonValue {
  let value: unknown = contexts;
  for (const key of path) value = (value as Record<string, unknown> | null | undefined)?.[key];
  return (value as JsonValue | undefined) ?? null;
}

function partText({ expression, value, reads }: ExplainedPart): string {
  const read = Object.entries(reads)
    .filter(([path, seen]) => path !== expression && (seen === null || typeof seen !== 'object'))
    .map(([path, seen]) => `${path} is ${literal(seen)}`);
  return `${expression} is ${literal(value)}${read.length > 0 ? ` (${read.join(', ')})` : ''}`;
}

const literal = (value: JsonValue): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
