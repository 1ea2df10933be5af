import type { PipelineModel } from '../../model/pipeline-model';
import {
  evaluate,
  isTruthy,
  type JsonValue,
  type ParsedExpression,
  type References,
  type RunState,
  references,
} from '../../util/expressions';
import type { Result } from '../rules/status';
import type { EventKind } from './event-kinds';
import { isSettled } from './known';
import { isStatus, type Surroundings } from './symbolic-condition';
import { Undecided } from './undecided';

/** Asks GitHub's engine about leaves, each question once: what reads no event is the same for all of them. */
export class LeafEvaluator {
  private readonly answers = new Map<string, boolean>();
  private readonly read = new WeakMap<ParsedExpression, References>();

  public references(leaf: ParsedExpression): References {
    const known = this.read.get(leaf) ?? references(leaf);
    this.read.set(leaf, known);
    return known;
  }

  /** @param event - names the contexts: the same name, the same contexts */
  public holds(
    leaf: ParsedExpression,
    results: { readonly [need: string]: Result },
    state: RunState,
    event: string,
    contexts: { readonly [context: string]: JsonValue },
  ): boolean {
    const readsEvent = this.references(leaf).paths.some(([context]) => context !== 'needs');
    const key = JSON.stringify([leaf.source, results, state, readsEvent ? event : '']);
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const needs = Object.fromEntries(Object.entries(results).map(([need, result]) => [need, { result }]));
    const answer = ask(leaf, { ...contexts, needs }, state);
    this.answers.set(key, answer);
    return answer;
  }
}

function ask(leaf: ParsedExpression, contexts: { readonly [context: string]: JsonValue }, state: RunState): boolean {
  try {
    return isTruthy(evaluate(leaf, contexts, state));
  } catch (error) {
    throw new Undecided(`\`${leaf.source}\` has no value: ${(error as Error).message}`, 'mend the condition');
  }
}

/** What one kind of event says to the leaves of conditions. */
export function surroundingsOf(
  kind: EventKind,
  model: PipelineModel,
  leaves: LeafEvaluator,
): Omit<Surroundings, 'unknown' | 'known'> {
  return {
    references: (leaf) => leaves.references(leaf),
    isSettled: (path, leaf) => isSettled(path, leaf, kind, model),
    holds: (leaf, results, state) => leaves.holds(leaf, results, state, kind.title, kind.contexts),
  };
}

/** Equal where two kinds of events say the same to a leaf. */
export function eventSignature(
  leaf: ParsedExpression,
  around: Omit<Surroundings, 'unknown' | 'known'>,
  kind: EventKind,
): string {
  const { paths, functions } = around.references(leaf);
  const onEvent = paths.filter(([context]) => context !== 'needs');
  if (onEvent.length === 0) return '';
  if (onEvent.some((path) => !around.isSettled(path, leaf.source))) return '?';
  if (onEvent.length < paths.length || functions.some(isStatus)) return kind.title;
  return around.holds(leaf, {}, {}) ? '1' : '0';
}
