import { eventsOf } from '../../model/triggers';
import { fail, shown } from '../../util/fail';
import type { Event } from '../events';

type Value = string | number | boolean;

/** An input as a workflow declares it. */
interface Declared {
  readonly type?: string;
  readonly default?: Value;
  readonly options?: readonly string[];
  readonly required?: boolean;
}

type Declarations = { readonly [input: string]: Declared };

/**
 * The context `inputs`: in a manual start what was given, else the default, else nothing (`false` for a boolean). No other
 * event has inputs, not even their defaults.
 *
 * Source: GitHub docs, events, `workflow_dispatch`; contexts, `inputs` (booleans stay booleans); workflow syntax,
 * `on.workflow_dispatch.inputs`; GitHub community discussion 29242 for other events.
 *
 * @param path - of the pipeline, for errors
 */
export function dispatchInputs(on: unknown, { name, inputs = {} }: Event, path: string): { [input: string]: Value } {
  if (name !== 'workflow_dispatch') return {};
  const declared = declaredInputs(on);
  for (const input of Object.keys(inputs)) {
    if (Object.hasOwn(declared, input)) continue;
    const known = Object.keys(declared).join(', ');
    fail('unknown-input', path, `has no input ${shown(input)}`, known ? `inputs are: ${known}` : 'give none');
  }
  for (const [input, about] of Object.entries(declared)) {
    const given = inputs[input] ?? about.default;
    if (given !== undefined) refuseValue(input, given, about, path);
    else if (about.required) {
      fail('missing-input', path, `requires the input ${shown(input)}, which has no default`, 'give it');
    }
  }
  return valuesOf(declared, inputs);
}

/** What a manual start has where nobody gives anything. */
export function defaultInputs(on: unknown): { [input: string]: Value } {
  return valuesOf(declaredInputs(on));
}

/** What was given, else the default, else nothing, each as a value of its type. */
function valuesOf(declared: Declarations, given: Event['inputs'] = {}): { [input: string]: Value } {
  const values = Object.entries(declared).map(([input, { type, default: otherwise }]): [string, Value] => {
    const value = given[input] ?? otherwise;
    if (type === 'boolean') return [input, String(value) === 'true'];
    if (value === undefined) return [input, ''];
    return [input, type === 'number' ? Number(value) : String(value)];
  });
  return Object.fromEntries(values);
}

function declaredInputs(on: unknown): Declarations {
  const { workflow_dispatch: dispatch } = eventsOf(on) as {
    readonly workflow_dispatch?: { readonly inputs?: { readonly [input: string]: Declared | null } } | null;
  };
  return Object.fromEntries(Object.entries(dispatch?.inputs ?? {}).map(([input, about]) => [input, about ?? {}]));
}

function refuseValue(input: string, value: Value, { type, options = [] }: Declared, path: string): void {
  const refuse = (allowed: string): never =>
    fail('input-value', path, `got ${shown(value)} for the input ${shown(input)}`, `allowed are ${allowed}`);
  const text = String(value);
  if (type === 'boolean' && !['true', 'false'].includes(text)) refuse('true, false');
  if (type === 'number' && (text.trim() === '' || !Number.isFinite(Number(value)))) refuse('numbers');
  if (type === 'choice' && !options.map(String).includes(text)) refuse(options.join(', '));
}
