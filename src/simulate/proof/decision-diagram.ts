/** A truth function of the variables of one diagram. Equal functions are equal numbers. */
export type Formula = number;

export const FALSE: Formula = 0;
export const TRUE: Formula = 1;

/** Pairs of formulas are keys of caches: two ids below this fit into one exact number. */
const PAIR = 2 ** 26;

/** More nodes than any pipeline should need; some seconds of work. */
const DEFAULT_LIMIT = 2_000_000;

/** The diagram grew beyond its limit: whoever asked has no answer. */
export class DiagramTooLarge extends Error {}

/**
 * Reduced ordered binary decision diagrams: every truth function has exactly one form, so that "never true" is a comparison
 * with `FALSE`, satisfying assignments can be counted, and the ways in which twenty jobs may end cost a few hundred nodes
 * instead of millions of runs. Variables are ordered by when they are made.
 *
 * Source: R. E. Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", 1986.
 */
export class DecisionDiagram {
  private readonly level: number[] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  private readonly low: Formula[] = [FALSE, TRUE];
  private readonly high: Formula[] = [FALSE, TRUE];
  private readonly nodes: Map<number, Formula>[] = [];
  private readonly conjunctions = new Map<number, Formula>();
  private readonly negations = new Map<Formula, Formula>();

  public constructor(private readonly limit = DEFAULT_LIMIT) {}

  /** Number of variables made so far. */
  public get variables(): number {
    return this.nodes.length;
  }

  /** A new variable, below all others. */
  public variable(): Formula {
    this.nodes.push(new Map());
    return this.node(this.nodes.length - 1, FALSE, TRUE);
  }

  public not(f: Formula): Formula {
    if (f <= TRUE) return f === FALSE ? TRUE : FALSE;
    const known = this.negations.get(f);
    if (known !== undefined) return known;
    const result = this.node(this.level[f], this.not(this.low[f]), this.not(this.high[f]));
    this.negations.set(f, result);
    this.negations.set(result, f);
    return result;
  }

  public and(f: Formula, g: Formula): Formula {
    if (f === g || g === TRUE) return f;
    if (f === TRUE) return g;
    if (f === FALSE || g === FALSE) return FALSE;
    const key = f < g ? f * PAIR + g : g * PAIR + f;
    const known = this.conjunctions.get(key);
    if (known !== undefined) return known;
    const level = Math.min(this.level[f], this.level[g]);
    const [f0, f1] = this.branches(f, level);
    const [g0, g1] = this.branches(g, level);
    const result = this.node(level, this.and(f0, g0), this.and(f1, g1));
    this.conjunctions.set(key, result);
    return result;
  }

  public or(f: Formula, g: Formula): Formula {
    return this.not(this.and(this.not(f), this.not(g)));
  }

  /** From right to left: conditions differ in how they begin, and share how they end. */
  public all(formulas: readonly Formula[]): Formula {
    return formulas.reduceRight((all, formula) => this.and(all, formula), TRUE);
  }

  public any(formulas: readonly Formula[]): Formula {
    return this.not(this.all(formulas.map((formula) => this.not(formula))));
  }

  public implies(f: Formula, g: Formula): Formula {
    return this.not(this.and(f, this.not(g)));
  }

  /** `g` where `f` holds, else `h`. */
  public choose(f: Formula, g: Formula, h: Formula): Formula {
    return this.or(this.and(f, g), this.and(this.not(f), h));
  }

  /** How many assignments of all variables make it true. */
  public count(f: Formula): bigint {
    const below = new Map<Formula, bigint>();
    const levelOf = (node: Formula) => Math.min(this.level[node], this.variables);
    const countFrom = (node: Formula): bigint => {
      if (node <= TRUE) return BigInt(node);
      const known = below.get(node);
      if (known !== undefined) return known;
      const side = (child: Formula) => countFrom(child) << BigInt(levelOf(child) - this.level[node] - 1);
      const result = side(this.low[node]) + side(this.high[node]);
      below.set(node, result);
      return result;
    };
    return countFrom(f) << BigInt(levelOf(f));
  }

  /** An assignment that makes it true, each variable in turn as preferred if that is still possible. */
  public example(f: Formula, preferred: readonly boolean[]): boolean[] {
    if (f === FALSE) throw new Error('a formula that is never true has no example');
    const values = [...preferred];
    for (let node = f; node > TRUE; ) {
      const level = this.level[node];
      const wanted = preferred[level] ? this.high[node] : this.low[node];
      values[level] = wanted === FALSE ? !preferred[level] : preferred[level];
      node = values[level] ? this.high[node] : this.low[node];
    }
    return values;
  }

  public evaluate(f: Formula, values: readonly boolean[]): boolean {
    let node = f;
    while (node > TRUE) node = values[this.level[node]] ? this.high[node] : this.low[node];
    return node === TRUE;
  }

  private branches(f: Formula, level: number): readonly [Formula, Formula] {
    return this.level[f] === level ? [this.low[f], this.high[f]] : [f, f];
  }

  private node(level: number, low: Formula, high: Formula): Formula {
    if (low === high) return low;
    const key = low * PAIR + high;
    const known = this.nodes[level].get(key);
    if (known !== undefined) return known;
    if (this.level.length >= this.limit) throw new DiagramTooLarge(`more than ${this.limit} nodes`);
    const id = this.level.push(level) - 1;
    this.low.push(low);
    this.high.push(high);
    this.nodes[level].set(key, id);
    return id;
  }
}
