import { loadGenerated } from './package-files';

/*
 * The few parts of GitHub's expression engine that the library touches, typed here so that its package is needed at
 * build time only. `generated/expressions.cjs` is that engine, bundled by `scripts/generate`.
 */

export interface Token {
  readonly type: number;
  readonly lexeme: string;
  value?: unknown;
}

/** A value as the engine sees it: a string, number, boolean, null, list or dictionary. */
export interface EngineValue {
  readonly kind: number;
}

export interface Node {
  accept<Result>(visitor: Visitor<Result>): Result;
}

interface LiteralNode {
  readonly literal: EngineValue;
  readonly token: Token;
}

export interface IndexAccessNode {
  readonly expr: Node;
  readonly index: Node;
}

export interface FunctionCallNode {
  readonly functionName: Token;
  readonly args: readonly Node[];
}

export interface Visitor<Result> {
  visitLiteral(literal: LiteralNode): Result;
  visitUnary(unary: { readonly expr: Node }): Result;
  visitBinary(binary: { readonly left: Node; readonly right: Node }): Result;
  visitLogical(logical: { readonly args: readonly Node[] }): Result;
  visitGrouping(grouping: { readonly group: Node }): Result;
  visitContextAccess(access: { readonly name: Token }): Result;
  visitIndexAccess(access: IndexAccessNode): Result;
  visitFunctionCall(call: FunctionCallNode): Result;
}

/** A function as an expression may call it: its name, and how many arguments it takes. */
export interface FunctionSignature {
  readonly name: string;
  readonly minArgs: number;
  readonly maxArgs: number;
}

export interface EngineFunction {
  call(...args: EngineValue[]): EngineValue;
}

interface ExpressionEngine {
  readonly Lexer: new (source: string) => { lex(): { readonly tokens: Token[] } };
  readonly Parser: new (tokens: Token[], contexts: string[], functions: FunctionSignature[]) => { parse(): Node };
  readonly Evaluator: new (
    root: Node,
    context: { get(name: string): EngineValue },
    functions: Map<string, EngineFunction>,
  ) => { evaluate(): EngineValue };
  /** The class of the index in `needs.*` and `needs[*]`. */
  readonly Star: { [Symbol.hasInstance](node: Node): boolean };
  readonly wellKnownFunctions: Record<string, FunctionSignature & EngineFunction>;
  readonly data: {
    reviver(key: string, value: unknown): EngineValue;
    replacer(key: string, value: unknown): unknown;
  };
  truthy(value: EngineValue): boolean;
}

let loaded: ExpressionEngine | undefined;

/** GitHub's expression engine, loaded on first use. */
export function expressionEngine(): ExpressionEngine {
  loaded ??= loadGenerated<ExpressionEngine>('expressions.cjs');
  return loaded;
}
