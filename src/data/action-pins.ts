import { readFileSync } from 'node:fs';
import { nearNames } from '../util/near-names';
import { packageFile } from '../util/package-files';

/** One action at the commit that we emit, with what its `action.yml` declares there. */
export interface PinnedAction {
  /** `owner/name[/path]`, as GitHub spells it. */
  readonly name: string;
  /** Tag of that commit, such as `v7.0.1`. */
  readonly version: string;
  /** Full commit SHA. */
  readonly sha: string;
  /** Day of the commit; null where it is not known. */
  readonly date: string | null;
  /** What runs it: `node24` or `composite`. */
  readonly using: string;
  readonly inputs: { readonly [input: string]: ActionInput };
  readonly outputs: readonly string[];
}

interface ActionInput {
  readonly required: boolean;
  /** As text; null where none is declared. */
  readonly default: string | null;
  readonly deprecated: boolean;
}

/** What `uses:` says, and the version to print beside it. */
export interface ActionReference {
  readonly uses: string;
  readonly version: string;
}

/** Finds the reference of an action by its name, which has to exist. */
export type ReferenceOf = (name: string) => ActionReference;

type PinFile = Record<
  string,
  Omit<PinnedAction, 'name' | 'inputs'> & { readonly inputs: Record<string, Partial<ActionInput>> }
>;

let pins: ReadonlyMap<string, PinnedAction> | undefined;

/** Every pinned action, in the order of their names. */
export function actionPins(): Iterable<PinnedAction> {
  return load().values();
}

/** The pin of an action; names compare as on GitHub, ignoring case. */
export function findActionPin(name: string): PinnedAction | undefined {
  return load().get(name.toLowerCase());
}

/** The pin of an action that has to exist. */
export function actionPin(name: string): PinnedAction {
  const pin = findActionPin(name);
  if (pin) return pin;
  const names = [...actionPins()].map((known) => known.name);
  const near = nearNames(name, names);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `pinned are: ${names.join(', ')}`;
  throw new Error(`The action "${name}" is not pinned in data/action-pins.json; ${hint}`);
}

/** `owner/name[/path]@sha` of a pinned action. */
export function actionReference(name: string): ActionReference {
  const pin = actionPin(name);
  return { uses: `${pin.name}@${pin.sha}`, version: pin.version };
}

// Read on first use: a program that never asks for an action does not pay for the file.
function load(): ReadonlyMap<string, PinnedAction> {
  pins ??= new Map(
    Object.entries(JSON.parse(readFileSync(packageFile('data', 'action-pins.json'), 'utf8')) as PinFile).map(
      ([name, pin]) => [name.toLowerCase(), { ...pin, name, inputs: withDefaults(pin.inputs) }],
    ),
  );
  return pins;
}

function withDefaults(inputs: Record<string, Partial<ActionInput>>): Record<string, ActionInput> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      { required: input.required ?? false, default: input.default ?? null, deprecated: input.deprecated ?? false },
    ]),
  );
}
