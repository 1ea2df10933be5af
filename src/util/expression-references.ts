import {
  expressionEngine,
  type FunctionCallNode,
  type IndexAccessNode,
  type Node,
  type Token,
  type Visitor,
} from './expression-engine';

/** Stands in a path for an index that is only known when the expression is evaluated, and for `.*`. */
export const ANY = '*';

/** What an expression reads and calls. */
export interface References {
  /** Context accesses as paths, such as `['needs', 'build', 'outputs', 'digest']`; the context's name in lower case. */
  readonly paths: readonly (readonly string[])[];
  /** Functions called, as GitHub spells them, each once. */
  readonly functions: readonly string[];
}

/** The functions that every expression may call. */
export const BUILT_IN_FUNCTIONS: readonly string[] =
  'contains startsWith endsWith format join toJSON fromJSON case'.split(' ');

const SPELLING = new Map(
  [...BUILT_IN_FUNCTIONS, 'always', 'success', 'failure', 'cancelled', 'hashFiles'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/** Collects what a parsed expression reads and calls. */
export function collectReferences(root: Node): References {
  const collector = new ReferenceCollector();
  const path = root.accept(collector);
  if (path) collector.paths.push(path);
  return { paths: collector.paths, functions: [...collector.functions] };
}

/** Visiting a node gives the path that it stands for, if it is a context or a place inside one. */
class ReferenceCollector implements Visitor<string[] | undefined> {
  readonly paths: string[][] = [];
  readonly functions = new Set<string>();

  visitLiteral() {
    return undefined;
  }

  visitUnary({ expr }: { readonly expr: Node }) {
    return this.collect(expr);
  }

  visitBinary({ left, right }: { readonly left: Node; readonly right: Node }) {
    return this.collect(left, right);
  }

  visitLogical({ args }: { readonly args: readonly Node[] }) {
    return this.collect(...args);
  }

  visitGrouping({ group }: { readonly group: Node }): string[] | undefined {
    return group.accept(this);
  }

  visitContextAccess({ name }: { readonly name: Token }) {
    return [name.lexeme.toLowerCase()];
  }

  visitIndexAccess({ expr, index }: IndexAccessNode): string[] | undefined {
    const path = expr.accept(this);
    const key = this.keyOf(index);
    return path && [...path, key];
  }

  visitFunctionCall({ functionName, args }: FunctionCallNode) {
    const name = functionName.lexeme;
    this.functions.add(SPELLING.get(name.toLowerCase()) ?? name);
    return this.collect(...args);
  }

  private collect(...nodes: Node[]): undefined {
    for (const node of nodes) {
      const path = node.accept(this);
      if (path) this.paths.push(path);
    }
  }

  private keyOf(index: Node): string {
    if (index instanceof expressionEngine().Star) return ANY;
    this.collect(index);
    return index.accept(LITERAL_KEY) ?? ANY;
  }
}

const nothing = () => undefined;

/** The key that an index names by itself, as in `needs.build`, `needs['build']` or `commits[0]`. */
const LITERAL_KEY: Visitor<string | undefined> = {
  visitLiteral: ({ token }) => String(token.value ?? token.lexeme),
  visitGrouping: ({ group }) => group.accept(LITERAL_KEY),
  visitUnary: nothing,
  visitBinary: nothing,
  visitLogical: nothing,
  visitContextAccess: nothing,
  visitIndexAccess: nothing,
  visitFunctionCall: nothing,
};
