import {
  type Availability,
  BUILT_IN_FUNCTIONS,
  type ExpressionMistake,
  expressionsIn,
  isMistake,
  type ParsedExpression,
  parseExpression,
} from '../util/expressions';
import { shown } from '../util/fail';
import { nearNames } from '../util/near-names';
import { mistakeAt, type WorkflowMistake, whereOf } from './workflow-mistake';
import type { NotedText } from './workflow-validator';

/** An expression of a workflow. */
export interface WorkflowExpression {
  /** JSON pointer to the string that holds it; for an expression in a key, to the map. */
  readonly pointer: string;
  /** The same place for people, such as `jobs.build.if`. */
  readonly where: string;
  readonly expression: ParsedExpression;
  /** It is a condition, or a part of one. */
  readonly isCondition: boolean;
}

/** Parses every expression with what it may use where it stands. */
export function readExpressions(texts: readonly NotedText[]): {
  mistakes: WorkflowMistake[];
  expressions: WorkflowExpression[];
} {
  const mistakes: WorkflowMistake[] = [];
  const expressions: WorkflowExpression[] = [];
  for (const text of texts) {
    const { pointer, isCondition, availability } = text;
    for (const { source, mistake } of sourcesOf(text)) {
      if (mistake !== undefined) {
        mistakes.push(mistakeAt(pointer, 'expression', `${mistake}, got ${shown(text.text)}`));
        continue;
      }
      const result = parseExpression(source, availability);
      if (isMistake(result)) mistakes.push(mistakeAt(pointer, 'expression', sentence(result, availability)));
      else expressions.push({ pointer, where: whereOf(pointer), expression: result, isCondition });
    }
  }
  return { mistakes, expressions };
}

function sourcesOf({ text, isCondition, isKey }: NotedText): { source: string; mistake?: string }[] {
  const expressions = expressionsIn(text);
  if (isCondition && expressions.length === 0) return text.trim() ? [{ source: text.trim() }] : [];
  // `${{ insert }}: …` is how a map takes over the keys of another; it is no expression.
  return expressions.filter(({ source, start, end }) => !(isKey && source === 'insert' && end - start === text.length));
}

function sentence({ source, message }: ExpressionMistake, availability: Availability): string {
  const said = message.replace(/ within expression: [\s\S]*$/, '');
  return `in the expression \`${source}\`: ${said}${whatIsAvailable(said, availability)}`;
}

function whatIsAvailable(message: string, { contexts, functions }: Availability): string {
  const [, kind, name] = /^Unrecognized (named-value|function): '(.*)'$/.exec(message) ?? [];
  if (kind === undefined) return '';
  const names =
    kind === 'function'
      ? [...functions.map((known) => known.name), ...BUILT_IN_FUNCTIONS].map((known) => `${known}()`)
      : contexts;
  const [near] = nearNames(kind === 'function' ? `${name}()` : name, names, 1);
  return near === undefined ? `; available here: ${names.join(', ')}` : `; did you mean \`${near}\`?`;
}
