import { Undecided } from './undecided';

/** A truth function of the variables of one diagram. Equal functions are equal numbers. */
export type Formula = number;

export const FALSE: Formula = 0;
export const TRUE: Formula = 1;

/** Pairs of formulas are keys of caches: two ids below this fit into one exact number. */
const PAIR = 2 ** 26;

/** More nodes than any pipeline should need; some seconds of work. */
const DEFAULT_LIMIT = 2_000_000;

/**
 * Reduced ordered binary decision diagrams: every truth function has exactly one form, so that "never true" is a comparison
 * with `FALSE`, satisfying assignments can be counted, and the ways in which twenty jobs may end cost a few hundred nodes
 * instead of millions of runs. The newest variable is asked first: a job adds its own to what is known of those before it,
 * and shares that instead of copying it.
 *
 * Source: R. E. Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", 1986.
 */
export class DecisionDiagram {
  /** By node: its variable; -1 for the constants. */
  private readonly asks: number[] = [-1, -1];
  private readonly low: Formula[] = [FALSE, TRUE];
  private readonly high: Formula[] = [FALSE, TRUE];
  private readonly nodes: Map<number, Formula>[] = [];
  private readonly conjunctions = new Map<number, Formula>();
  private readonly negations = new Map<Formula, Formula>();
  /** By node: how many assignments of the variables up to its own make it true. */
  private readonly counts = new Map<Formula, bigint>();

  public constructor(private readonly limit = DEFAULT_LIMIT) {}

  /** A new variable, numbered from 0. */
  public variable(): Formula {
    this.nodes.push(new Map());
    return this.node(this.nodes.length - 1, FALSE, TRUE);
  }

  public not(f: Formula): Formula {
    if (f <= TRUE) return f === FALSE ? TRUE : FALSE;
    const known = this.negations.get(f);
    if (known !== undefined) return known;
    const result = this.node(this.asks[f], this.not(this.low[f]), this.not(this.high[f]));
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
    const variable = Math.max(this.asks[f], this.asks[g]);
    const [f0, f1] = this.branches(f, variable);
    const [g0, g1] = this.branches(g, variable);
    const result = this.node(variable, this.and(f0, g0), this.and(f1, g1));
    this.conjunctions.set(key, result);
    return result;
  }

  public or(f: Formula, g: Formula): Formula {
    return this.not(this.and(this.not(f), this.not(g)));
  }

  /** From right to left: conditions differ in how they begin, and share how they end. */
  public all(formulas: readonly Formula[]): Formula {
    return [...new Set(formulas)].reduceRight((all, formula) => this.and(all, formula), TRUE);
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
    const countOf = (node: Formula): bigint => {
      if (node <= TRUE) return BigInt(node);
      const known = this.counts.get(node);
      if (known !== undefined) return known;
      const side = (child: Formula) => countOf(child) << BigInt(this.asks[node] - this.asks[child] - 1);
      const result = side(this.low[node]) + side(this.high[node]);
      this.counts.set(node, result);
      return result;
    };
    return countOf(f) << BigInt(this.nodes.length - 1 - this.asks[f]);
  }

  /** The assignment that makes it true and costs least: by variable, what is preferred, and what it costs to deviate. */
  public example(f: Formula, preferred: readonly boolean[], costs: readonly number[]): boolean[] {
    if (f === FALSE) throw new Error('a formula that is never true has no example');
    const known = new Map<Formula, number>([
      [FALSE, Number.POSITIVE_INFINITY],
      [TRUE, 0],
    ]);
    const costOf = (node: Formula): number => {
      const cost = known.get(node) ?? Math.min(...[false, true].map((value) => costOfBranch(node, value)));
      known.set(node, cost);
      return cost;
    };
    const costOfBranch = (node: Formula, value: boolean): number => {
      const variable = this.asks[node];
      return costOf(value ? this.high[node] : this.low[node]) + (value === preferred[variable] ? 0 : costs[variable]);
    };
    const values = [...preferred];
    for (let node = f; node > TRUE; ) {
      const value = costOfBranch(node, true) < costOfBranch(node, false);
      values[this.asks[node]] = value;
      node = value ? this.high[node] : this.low[node];
    }
    return values;
  }

  public evaluate(f: Formula, values: readonly boolean[]): boolean {
    let node = f;
    while (node > TRUE) node = values[this.asks[node]] ? this.high[node] : this.low[node];
    return node === TRUE;
  }

  private branches(f: Formula, variable: number): readonly [Formula, Formula] {
    return this.asks[f] === variable ? [this.low[f], this.high[f]] : [f, f];
  }

  private node(variable: number, low: Formula, high: Formula): Formula {
    if (low === high) return low;
    const key = low * PAIR + high;
    const known = this.nodes[variable].get(key);
    if (known !== undefined) return known;
    if (this.asks.length >= this.limit) throw tooLarge();
    const id = this.asks.push(variable) - 1;
    this.low.push(low);
    this.high.push(high);
    this.nodes[variable].set(key, id);
    return id;
  }
}

function tooLarge(): Undecided {
  const remedy = 'let conditions name the jobs that must have succeeded, joined by `&&`';
  return new Undecided('the conditions of the jobs combine in too many ways', remedy);
}
