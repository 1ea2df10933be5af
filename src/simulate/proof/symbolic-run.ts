import { conditionTree, decidingLeaves } from '../../util/condition-tree';
import { ANY, type ParsedExpression } from '../../util/expressions';
import { namedBy, type Plan } from '../plan';
import type { Result } from '../rules/status';
import { DecisionDiagram, FALSE, type Formula, TRUE } from './decision-diagram';
import {
  isStatus,
  type ResultFormulas,
  type Situation,
  type Surroundings,
  symbolicCondition,
  symbolicLeaf,
} from './symbolic-condition';

/** All runs that one kind of event can lead to, at once. */
export interface SymbolicRun {
  job(id: string): SymbolicJob;
  /** Number of different runs: how each job that runs ends, where a cancellation falls, what unknown values hold. */
  count(formula?: Formula): bigint;
  isPossible(formula: Formula): boolean;
  /** Where the formula holds and not all of the others do. */
  without(formula: Formula, others: readonly Formula[]): Formula;
  any(formulas: readonly Formula[]): Formula;
  /** One run in which the formula holds: as few jobs go wrong, as late as possible. */
  example(formula: Formula): ExampleRun;
}

interface SymbolicJob {
  /** Its condition holds. */
  readonly runs: Formula;
  /** It ran and did what it is for, whatever `continue-on-error` says of it. */
  readonly succeeds: Formula;
  /** `needs.<job>.result`. */
  readonly results: ResultFormulas;
}

export interface ExampleRun {
  readonly jobs: readonly ExampleJob[];
  /** Leaves that nobody can know beforehand, and what they are here. */
  readonly assumptions: readonly { readonly leaf: string; readonly holds: boolean }[];
  /** The leaves that decide a job's condition, and whether they hold. */
  reasons(job: string): readonly Reason[];
}

export interface Reason {
  readonly leaf: string;
  readonly holds: boolean;
  /** Jobs whose results or outputs it reads. */
  readonly reads: readonly string[];
  /** It asks for nothing but the event. */
  readonly isEvent: boolean;
}

export interface ExampleJob {
  readonly id: string;
  readonly needs: readonly string[];
  readonly result: Result;
  /** It failed, and `continue-on-error` hides it. */
  readonly isForgiven: boolean;
  /** The run had been cancelled when its condition was evaluated. */
  readonly isCancelled: boolean;
}

/** Runs the given jobs, which must contain everything that they wait for, in every possible way. */
export function symbolicRun(
  plan: Plan,
  jobs: readonly string[],
  around: Omit<Surroundings, 'unknown' | 'known'>,
): SymbolicRun {
  return new Runs(plan, jobs, around);
}

interface Evaluated extends SymbolicJob {
  readonly situation: Situation;
  readonly forgiven: Formula;
}

/** What all jobs with the same needs share: they become ready at the same moment. Most of it few conditions ask for. */
interface Moment {
  readonly cancelled: Formula;
  allSucceeded(): Formula;
  anyFailed(): Formula;
}

class Runs implements SymbolicRun {
  private readonly diagram = new DecisionDiagram();
  private readonly jobs = new Map<string, Evaluated>();
  private readonly moments = new Map<string, Moment>();
  private readonly unknowns = new Map<string, Formula>();
  /** By variable: what it is where nothing goes wrong. */
  private readonly quiet: boolean[] = [];
  /** What keeps two assignments from being the same run. */
  private readonly restrictions: Formula[] = [];
  private distinct: Formula | undefined;
  private readonly around: Surroundings;

  public constructor(
    private readonly plan: Plan,
    jobs: readonly string[],
    around: Omit<Surroundings, 'unknown' | 'known'>,
  ) {
    this.around = { ...around, known: new Map(), unknown: (leaf) => this.unknown(leaf) };
    for (const id of jobs) this.jobs.set(id, this.evaluated(id));
  }

  public job(id: string): SymbolicJob {
    return this.evaluatedJob(id);
  }

  public count(formula: Formula = TRUE): bigint {
    // From the first job to the last: every step then stays as small as the jobs before it.
    this.distinct ??= this.restrictions.reduce((all, restriction) => this.diagram.and(all, restriction), TRUE);
    return this.diagram.count(this.diagram.and(this.distinct, formula));
  }

  public isPossible(formula: Formula): boolean {
    return formula !== FALSE;
  }

  public without(formula: Formula, others: readonly Formula[]): Formula {
    return this.diagram.and(formula, this.diagram.not(this.diagram.all(others)));
  }

  public example(formula: Formula): ExampleRun {
    const values = this.diagram.example(formula, this.quiet, this.costs());
    const holds = (f: Formula) => this.diagram.evaluate(f, values);
    const jobs = [...this.jobs].map(([id, { results, situation, forgiven }]) => ({
      id,
      needs: this.plan.job(id).needs,
      result: (Object.keys(results) as Result[]).find((result) => holds(results[result])) as Result,
      isForgiven: holds(forgiven),
      isCancelled: holds(situation.cancelled()),
    }));
    const assumptions = [...this.unknowns].map(([leaf, unknown]) => ({ leaf, holds: holds(unknown) }));
    const reasons = (id: string) => {
      const { situation } = this.evaluatedJob(id);
      const leafHolds = (leaf: ParsedExpression) => holds(symbolicLeaf(this.diagram, leaf, situation, this.around));
      const { leaves } = decidingLeaves(conditionTree(this.plan.job(id).condition), leafHolds);
      return leaves.map((leaf) => ({ leaf: leaf.source, holds: leafHolds(leaf), ...this.asked(id, leaf) }));
    };
    return { jobs, assumptions, reasons };
  }

  private asked(id: string, leaf: ParsedExpression): Pick<Reason, 'reads' | 'isEvent'> {
    const { needs } = this.plan.job(id);
    const { paths, functions } = this.around.references(leaf);
    const jobs = paths.filter(([context]) => context === 'needs');
    const reads = jobs.flatMap(([, name = ANY]) => (name === ANY ? needs : (namedBy(needs, name) ?? [])));
    return { reads, isEvent: paths.length > 0 && jobs.length === 0 && !functions.some(isStatus) };
  }

  public any(formulas: readonly Formula[]): Formula {
    return this.diagram.any(formulas);
  }

  /** A job that runs succeeds, fails or is cancelled: nothing says which, so that each is tried. */
  private evaluated(id: string): Evaluated {
    const { diagram } = this;
    const { needs, condition, continueOnError } = this.plan.job(id);
    const moment = this.moment(needs);
    const situation: Situation = {
      needs: new Map(needs.map((need) => [need, this.evaluatedJob(need).results])),
      success: () => diagram.and(moment.allSucceeded(), diagram.not(moment.cancelled)),
      failure: () => diagram.and(moment.anyFailed(), diagram.not(moment.cancelled)),
      cancelled: () => moment.cancelled,
    };
    const runs = symbolicCondition(diagram, condition, situation, this.around);
    const good = this.variable(true, diagram.not(runs));
    const broken = this.variable(false, diagram.any([diagram.not(runs), good]));
    const succeeds = diagram.and(runs, good);
    const fails = diagram.all([runs, diagram.not(good), diagram.not(broken)]);
    const forgiven = this.forgiven(continueOnError, fails);
    const results: ResultFormulas = {
      success: diagram.or(succeeds, forgiven),
      failure: diagram.and(fails, diagram.not(forgiven)),
      cancelled: diagram.all([runs, diagram.not(good), broken]),
      skipped: diagram.not(runs),
    };
    return { runs, succeeds, results, situation, forgiven };
  }

  /** Where `continue-on-error` is an expression, it may be true of the leg that fails. */
  private forgiven(continueOnError: boolean | string, fails: Formula): Formula {
    if (continueOnError === false) return FALSE;
    if (continueOnError === true) return fails;
    const forgives = this.variable(false, this.diagram.not(fails));
    return this.diagram.and(fails, forgives);
  }

  /** Once cancelled, a run is cancelled for everything that comes after. */
  private moment(needs: readonly string[]): Moment {
    const key = [...needs].sort().join();
    const known = this.moments.get(key);
    if (known) return known;
    const before = needs.map((need) => this.moment(this.plan.job(need).needs));
    const results = needs.map((need) => this.evaluatedJob(need).results);
    const earlier = this.diagram.any(before.map(({ cancelled }) => cancelled));
    const now = this.variable(false, earlier);
    const moment: Moment = {
      cancelled: this.diagram.or(earlier, now),
      allSucceeded: once(() =>
        this.diagram.all([...results.map(({ success }) => success), ...before.map((moment) => moment.allSucceeded())]),
      ),
      anyFailed: once(() =>
        this.diagram.any([...results.map(({ failure }) => failure), ...before.map((moment) => moment.anyFailed())]),
      ),
    };
    this.moments.set(key, moment);
    return moment;
  }

  /** Few deviations are better than many, and late ones better than early ones. */
  private costs(): number[] {
    return this.quiet.map((_, variable) => 1 + (this.quiet.length - variable) / this.quiet.length ** 2);
  }

  private unknown(leaf: string): Formula {
    const known = this.unknowns.get(leaf) ?? this.variable(false, FALSE);
    this.unknowns.set(leaf, known);
    return known;
  }

  /** A variable, and when it says nothing: then it is fixed, so that no run is counted twice. */
  private variable(quiet: boolean, idle: Formula): Formula {
    const variable = this.diagram.variable();
    this.quiet.push(quiet);
    this.restrictions.push(this.diagram.implies(idle, quiet ? variable : this.diagram.not(variable)));
    return variable;
  }

  private evaluatedJob(id: string): Evaluated {
    return this.jobs.get(id) as Evaluated;
  }
}

function once<Value>(find: () => Value): () => Value {
  let found: { readonly value: Value } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}
