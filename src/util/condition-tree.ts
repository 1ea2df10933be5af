import { expressionEngine, type Node, type Token, type Visitor } from './expression-engine';
import type { ParsedExpression } from './expressions';

/** A condition as a tree of and, or, not over leaves, of which only the truth counts. */
export type ConditionTree =
  | { readonly kind: 'and' | 'or'; readonly children: readonly ConditionTree[] }
  | { readonly kind: 'not'; readonly child: ConditionTree }
  | { readonly kind: 'leaf'; readonly expression: ParsedExpression };

/** The engine's nodes carry the operator that was written; its typed door leaves it out. */
interface Operated {
  readonly operator: Token;
}

const operatorOf = (node: object): string => (node as Operated).operator.lexeme;

/** Takes a condition apart at `&&`, `||`, `!` and brackets: what is left are its leaves. */
export function conditionTree(condition: ParsedExpression): ConditionTree {
  const tree = trees.get(condition) ?? condition.root.accept(treeVisitor);
  trees.set(condition, tree);
  return tree;
}

/** A proof looks at the same few conditions for every kind of event. */
const trees = new WeakMap<ParsedExpression, ConditionTree>();

/** Every leaf, from left to right. */
export function leavesOf(tree: ConditionTree): readonly ParsedExpression[] {
  if (tree.kind === 'leaf') return [tree.expression];
  return tree.kind === 'not' ? leavesOf(tree.child) : tree.children.flatMap(leavesOf);
}

/** A tree as an expression, with the brackets that it needs. */
export function treeText(tree: ConditionTree, within: 'and' | 'or' | 'not' | null = null): string {
  if (tree.kind === 'leaf') {
    const { source } = tree.expression;
    return within === 'not' && !/^[\w.-]+(?:\(.*\))?$/.test(source) ? `(${source})` : source;
  }
  if (tree.kind === 'not') return `!${treeText(tree.child, 'not')}`;
  const text = tree.children.map((child) => treeText(child, tree.kind)).join(tree.kind === 'and' ? ' && ' : ' || ');
  return within === null || within === tree.kind ? text : `(${text})`;
}

/** What has to hold where all of some conditions do, each once: of `a && (a || b)` only `a` says anything. */
export function conjunctsOf(conditions: readonly ConditionTree[]): readonly string[] {
  const parts = conditions.flatMap((tree) => partsOf(tree, 'and'));
  const texts = new Set(parts.map((part) => treeText(part, 'and')));
  const isImplied = (part: ConditionTree) =>
    part.kind === 'or' && partsOf(part, 'or').some((alternative) => texts.has(treeText(alternative, 'and')));
  return [...new Set(parts.filter((part) => !isImplied(part)).map((part) => treeText(part, 'and')))];
}

const partsOf = (tree: ConditionTree, kind: 'and' | 'or'): readonly ConditionTree[] =>
  tree.kind === kind ? tree.children.flatMap((child) => partsOf(child, kind)) : [tree];

/** Null where nobody knows. */
export type Truth = boolean | null;

/**
 * The leaves that decide: of a conjunction that fails those that fail, of one that holds all of them; the other way round
 * for `||`. Where nobody knows whether the tree holds, those of which nobody knows it either.
 */
export function decidingLeaves(
  tree: ConditionTree,
  holds: (leaf: ParsedExpression) => Truth,
): { readonly holds: Truth; readonly leaves: readonly ParsedExpression[] } {
  if (tree.kind === 'leaf') return { holds: holds(tree.expression), leaves: [tree.expression] };
  if (tree.kind === 'not') {
    const child = decidingLeaves(tree.child, holds);
    return { holds: child.holds === null ? null : !child.holds, leaves: child.leaves };
  }
  const children = tree.children.map((child) => decidingLeaves(child, holds));
  const all = joined(
    children.map((child) => child.holds),
    tree.kind === 'or',
  );
  return { holds: all, leaves: children.filter((child) => child.holds === all).flatMap((child) => child.leaves) };
}

/** One `decisive` truth settles it, whatever the others are. */
function joined(truths: readonly Truth[], decisive: boolean): Truth {
  if (truths.includes(decisive)) return decisive;
  return truths.includes(null) ? null : !decisive;
}

/** Whether a leaf can only be true or false: a comparison, or a function that answers yes or no. */
export function isBoolean(leaf: ParsedExpression): boolean {
  return leaf.root.accept(booleanVisitor);
}

const no = () => false;

const booleanVisitor: Visitor<boolean> = {
  visitLiteral: no,
  visitUnary: no,
  visitBinary: () => true,
  visitLogical: no,
  visitGrouping: no,
  visitContextAccess: no,
  visitIndexAccess: no,
  visitFunctionCall: ({ functionName }) =>
    /^(?:contains|startsWith|endsWith|always|success|failure|cancelled)$/i.test(functionName.lexeme),
};

const asLeaf = (node: Node): ConditionTree => ({ kind: 'leaf', expression: { source: textOf(node), root: node } });

const treeVisitor: Visitor<ConditionTree> = {
  visitLiteral: (literal) => asLeaf(literal as unknown as Node),
  visitBinary: (binary) => asLeaf(binary as unknown as Node),
  visitContextAccess: (access) => asLeaf(access as unknown as Node),
  visitIndexAccess: (access) => asLeaf(access as unknown as Node),
  visitFunctionCall: (call) => asLeaf(call as unknown as Node),
  visitGrouping: ({ group }) => group.accept(treeVisitor),
  visitUnary: ({ expr }) => ({ kind: 'not', child: expr.accept(treeVisitor) }),
  visitLogical: (logical) => ({
    kind: operatorOf(logical) === '&&' ? 'and' : 'or',
    children: logical.args.map((argument) => argument.accept(treeVisitor)),
  }),
};

/** The source of a node, spaced in one way, so that equal leaves have equal texts. */
export function textOf(node: Node): string {
  return node.accept(printer);
}

const printer: Visitor<string> = {
  visitLiteral: ({ token }) =>
    typeof token.value === 'string' ? `'${token.value.replaceAll("'", "''")}'` : token.lexeme,
  visitUnary: ({ expr }) => `!${textOf(expr)}`,
  visitBinary: (binary) => `${textOf(binary.left)} ${operatorOf(binary)} ${textOf(binary.right)}`,
  visitLogical: (logical) => logical.args.map(textOf).join(` ${operatorOf(logical)} `),
  visitGrouping: ({ group }) => `(${textOf(group)})`,
  visitContextAccess: ({ name }) => name.lexeme,
  visitIndexAccess: ({ expr, index }) => `${textOf(expr)}${indexText(index)}`,
  visitFunctionCall: ({ functionName, args }) => `${functionName.lexeme}(${args.map(textOf).join(', ')})`,
};

function indexText(index: Node): string {
  if (index instanceof expressionEngine().Star) return '.*';
  const text = textOf(index);
  const name = /^'?([A-Za-z_][\w-]*)'?$/.exec(text)?.[1];
  return name === undefined ? `[${text}]` : `.${name}`;
}
