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

/** The outputs that stand behind a value and that nobody knows, as `job/step.output`. */
export function unknownIn(value: unknown): readonly string[] {
  const marks = (JSON.stringify(value) ?? '').matchAll(/<([\w-]+\/[\w-]+\.[\w-]+)>/g);
  return [...new Set([...marks].map(([, output]) => output))];
}

/** Stands for a value of which no more is known than which outputs, `job/step.output`, it follows from. */
export function unknownBecauseOf(outputs: readonly string[]): string {
  return outputs.map((output) => `<${output}>`).join('');
}

/** What is missing, in words: `the output build/plan.flag is not given`. */
export function notGiven(outputs: readonly string[]): string {
  return outputs.length === 1
    ? `the output ${outputs[0]} is not given`
    : `the outputs ${outputs.join(', ')} are not given`;
}

/** What a scenario calls a step: its id, or its position where it has none. */
export function stepId({ id }: { readonly id?: string }, index: number): string {
  return id ?? `step-${index + 1}`;
}

/** Outputs of steps that a text with expressions in it reads: step and output. */
export function outputsRead(text: string): readonly { readonly step: string; readonly output: string }[] {
  const reads = text.matchAll(
    /\bsteps(?:\.([\w-]+)|\['([\w-]+)'\])\.?(?:outputs|\['outputs'\])(?:\.([\w-]+)|\['([\w-]+)'\])/g,
  );
  return [...reads].map(([, step, quotedStep, output, quotedOutput]) => ({
    step: step ?? quotedStep,
    output: output ?? quotedOutput,
  }));
}
