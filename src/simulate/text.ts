import { evaluate, expressionOfText, type JsonValue, type RunState } from '../util/expressions';
import type { Contexts } from './explain';

/** A text with `${{ }}` in it, as a string. */
export function interpolated(text: string, contexts: Contexts, status: RunState = {}): string {
  if (!text.includes('${{')) return text;
  return String(evaluate(`format('{0}', ${expressionOfText(text)})`, contexts, status));
}

/** Every value of a map, as a string. */
export function interpolatedMap(
  map: { readonly [name: string]: unknown },
  contexts: Contexts,
): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(map).map(([name, text]) => [name, interpolated(String(text), contexts)]));
}

/** A key that takes a boolean or an expression, such as `continue-on-error`. */
export function flag(value: boolean | string | undefined, contexts: Contexts): boolean {
  if (typeof value !== 'string') return value ?? false;
  const result: JsonValue = interpolated(value, contexts);
  return result === 'true';
}

/** Stands for an output that a step sets and that the scenario does not give. */
export function unknownOutput(job: string, step: string, output: string): string {
  return `<${job}/${step}.${output}>`;
}

/** Whether a text was made with the help of an output that nobody knows. */
export function isUnknown(text: string): boolean {
  return /<[\w-]+\/[\w-]+\.[\w-]+>/.test(text);
}
