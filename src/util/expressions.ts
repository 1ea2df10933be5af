import {
  type EngineFunction,
  type EngineValue,
  expressionEngine,
  type FunctionSignature,
  type Node,
} from './expression-engine';
import { collectReferences, type References } from './expression-references';
import { expressionOfText } from './expression-text';

/*
 * The one door to GitHub's expression language: what stands between `${{` and `}}`, and in `if`.
 */

export type { FunctionSignature } from './expression-engine';
export { ANY, BUILT_IN_FUNCTIONS, type References } from './expression-references';
export { type ExpressionInText, expressionOfText, expressionsIn } from './expression-text';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** The contexts and functions that an expression may use where it stands. */
export interface Availability {
  readonly contexts: readonly string[];
  /** Beyond those that are available everywhere, such as `contains` or `fromJSON`. */
  readonly functions: readonly FunctionSignature[];
}

export interface ParsedExpression {
  readonly source: string;
  readonly root: Node;
}

/** Why an expression is not valid, in the words of GitHub's engine. */
export interface ExpressionMistake {
  readonly source: string;
  readonly message: string;
}

/** What the functions of an expression answer that depend on the run. */
export interface RunState {
  readonly success?: boolean;
  readonly failure?: boolean;
  readonly cancelled?: boolean;
  readonly hashFiles?: (...patterns: string[]) => string;
}

const ANY_NUMBER = Number.MAX_SAFE_INTEGER;

/** The functions that ask how the run fares; a condition without any of them is wrapped in `success() && (…)`. */
const STATUS_FUNCTIONS: readonly FunctionSignature[] = [
  { name: 'always', minArgs: 0, maxArgs: 0 },
  { name: 'cancelled', minArgs: 0, maxArgs: 0 },
  { name: 'failure', minArgs: 0, maxArgs: ANY_NUMBER },
  { name: 'success', minArgs: 0, maxArgs: ANY_NUMBER },
];

/** Every context and function there is, for those who want to know what an expression says, wherever it stands. */
export const EVERYTHING: Availability = {
  contexts: [
    ...['github', 'inputs', 'vars', 'needs', 'strategy', 'matrix'],
    ...['secrets', 'env', 'steps', 'job', 'jobs', 'runner'],
  ],
  functions: [...STATUS_FUNCTIONS, { name: 'hashFiles', minArgs: 1, maxArgs: 255 }],
};

type Parsed = ParsedExpression | ExpressionMistake;

/** Conditions of jobs are asked for again and again, by checks, the proof and the page: each text is parsed once. */
const parsedWith = new WeakMap<Availability, Map<string, Parsed>>();

/** Parses the source of an expression (without `${{ }}`), and says why if that is not possible where it stands. */
export function parseExpression(source: string, availability: Availability = EVERYTHING): Parsed {
  const known = parsedWith.get(availability) ?? new Map<string, Parsed>();
  parsedWith.set(availability, known);
  const result = known.get(source) ?? parseAnew(source, availability);
  known.set(source, result);
  return result;
}

function parseAnew(source: string, { contexts, functions }: Availability): Parsed {
  const { Lexer, Parser, wellKnownFunctions } = expressionEngine();
  try {
    const { tokens } = new Lexer(source).lex();
    for (const token of tokens) {
      // The engine unescapes only the first doubled quote of a string.
      if (token.lexeme.startsWith("'")) token.value = token.lexeme.slice(1, -1).replaceAll("''", "'");
    }
    // The engine takes what every JavaScript object inherits, such as `constructor`, for a function of its own.
    const inherited = tokens.find(
      ({ lexeme }, index) =>
        tokens[index + 1]?.lexeme === '(' &&
        lexeme.toLowerCase() in wellKnownFunctions &&
        !Object.hasOwn(wellKnownFunctions, lexeme.toLowerCase()),
    );
    if (inherited) return { source, message: `Unrecognized function: '${inherited.lexeme}'` };
    const root = new Parser(tokens, [...contexts], [...functions]).parse();
    return root ? { source, root } : { source, message: 'An expression was expected' };
  } catch (error) {
    return { source, message: (error as Error).message };
  }
}

/** Whether parsing gave a mistake instead of an expression. */
export function isMistake(result: Parsed): result is ExpressionMistake {
  return 'message' in result;
}

/** What a parsed expression reads and calls. */
export function references(expression: ParsedExpression): References {
  return collectReferences(expression.root);
}

/** Whether an expression asks how the run fares. An expression that cannot be parsed does not. */
export function hasStatusFunction(expression: string | ParsedExpression): boolean {
  const parsed = typeof expression === 'string' ? parseExpression(expression) : expression;
  if (isMistake(parsed)) return false;
  const called = references(parsed).functions;
  return STATUS_FUNCTIONS.some(({ name }) => called.includes(name));
}

/** The expression that GitHub evaluates for the text of an `if`, with the `success()` that it implies. */
export function conditionOf(text: string | undefined): string {
  const trimmed = text?.trim() ?? '';
  const condition = trimmed.includes('${{') ? expressionOfText(trimmed) : trimmed;
  if (!condition) return 'success()';
  return isMistake(parseExpression(condition)) || hasStatusFunction(condition)
    ? condition
    : `success() && (${condition})`;
}

/**
 * The value of an expression.
 *
 * @throws Error where it cannot be parsed, reads a context that is not given, or calls a function that has no answer.
 */
export function evaluate(
  expression: string | ParsedExpression,
  context: Readonly<Record<string, JsonValue>>,
  state: RunState = {},
): JsonValue {
  const parsed = typeof expression === 'string' ? parseExpression(expression) : expression;
  if (isMistake(parsed)) throw new Error(`${parsed.message}, in the expression \`${parsed.source}\``);

  const { Evaluator } = expressionEngine();
  return fromEngine(new Evaluator(parsed.root, contextReader(context), stateFunctions(state)).evaluate());
}

/** Whether GitHub takes a value for true: everything but `null`, `false`, `''`, `0` and `NaN`. */
export function isTruthy(value: JsonValue): boolean {
  return expressionEngine().truthy(toEngine(value));
}

/** Converts only the contexts that an expression reads: some are large, and conditions read few. */
function contextReader(context: Readonly<Record<string, JsonValue>>) {
  return {
    get: (name: string) => {
      const key = Object.keys(context).find((given) => given.toLowerCase() === name.toLowerCase());
      if (key === undefined) throw new Error(`the context \`${name}\` has no value here`);
      return contextToEngine(context[key]);
    },
  };
}

/** What an event says is read-only, and asked about for every condition. */
const converted = new WeakMap<object, EngineValue>();

function contextToEngine(value: JsonValue): EngineValue {
  if (typeof value !== 'object' || value === null) return toEngine(value);
  const result = converted.get(value) ?? toEngine(value);
  converted.set(value, result);
  return result;
}

function stateFunctions(state: RunState): Map<string, EngineFunction> {
  const status = (name: 'success' | 'failure' | 'cancelled') => () => {
    const answer = state[name];
    if (answer === undefined) throw new Error(`the function \`${name}()\` has no answer here`);
    return toEngine(answer);
  };
  const hashFiles = (...patterns: EngineValue[]) => {
    if (!state.hashFiles) throw new Error('the function `hashFiles()` has no answer here');
    return toEngine(state.hashFiles(...patterns.map((pattern) => String(fromEngine(pattern)))));
  };
  return new Map<string, EngineFunction>([
    ['always', { call: () => toEngine(true) }],
    ['success', { call: status('success') }],
    ['failure', { call: status('failure') }],
    ['cancelled', { call: status('cancelled') }],
    ['hashfiles', { call: hashFiles }],
  ]);
}

function toEngine(value: JsonValue | undefined): EngineValue {
  const { reviver } = expressionEngine().data;
  if (value === undefined) return reviver('', null);
  return reviver('', mapChildren(value, toEngine));
}

function fromEngine(value: EngineValue): JsonValue {
  const plain = expressionEngine().data.replacer('', value);
  return mapChildren(plain as JsonValue, (child) => fromEngine(child as unknown as EngineValue)) as JsonValue;
}

function mapChildren<Child>(value: JsonValue, convert: (child: JsonValue | undefined) => Child) {
  if (Array.isArray(value)) return value.map(convert);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, convert(child)]));
}
