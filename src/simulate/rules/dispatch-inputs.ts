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
  const values = Object.entries(declared).map(([input, about]) => {
    const given = inputs[input] ?? about.default;
    if (given !== undefined) return [input, checked(input, given, about, path)] as const;
    if (about.required) {
      fail('missing-input', path, `requires the input ${shown(input)}, which has no default`, 'give it');
    }
    return [input, about.type === 'boolean' ? false : ''] as const;
  });
  return Object.fromEntries(values);
}

/** What a manual start has where nobody gives anything. */
export function defaultInputs(on: unknown): { [input: string]: Value } {
  const values = Object.entries(declaredInputs(on)).map(([input, { type, default: value }]) => [
    input,
    value ?? (type === 'boolean' ? false : ''),
  ]);
  return Object.fromEntries(values);
}

function declaredInputs(on: unknown): { readonly [input: string]: Declared } {
  const { workflow_dispatch: dispatch } = eventsOf(on) as {
    readonly workflow_dispatch?: { readonly inputs?: { readonly [input: string]: Declared | null } } | null;
  };
  return Object.fromEntries(Object.entries(dispatch?.inputs ?? {}).map(([input, about]) => [input, about ?? {}]));
}

function checked(input: string, value: Value, { type, options }: Declared, path: string): Value {
  const refuse = (allowed: string): never =>
    fail('input-value', path, `got ${shown(value)} for the input ${shown(input)}`, `allowed are ${allowed}`);
  if (type === 'boolean')
    return ['true', 'false'].includes(String(value)) ? String(value) === 'true' : refuse('true, false');
  if (type === 'number')
    return String(value).trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : refuse('numbers');
  if (type === 'choice' && !(options ?? []).map(String).includes(String(value)))
    return refuse((options ?? []).join(', '));
  return String(value);
}
