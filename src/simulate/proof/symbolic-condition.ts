import { type ConditionTree, conditionTree } from '../../util/condition-tree';
import { ANY, type ParsedExpression, type References, type RunState } from '../../util/expressions';
import { namedBy } from '../plan';
import type { Result } from '../rules/status';
import { type DecisionDiagram, FALSE, type Formula, TRUE } from './decision-diagram';

/** What a job knows of the run when its condition is evaluated, as formulas. */
export interface Situation {
  /** The direct needs and, for each, when it has which result. */
  readonly needs: ReadonlyMap<string, ResultFormulas>;
  success(): Formula;
  failure(): Formula;
  cancelled(): Formula;
}

export type ResultFormulas = { readonly [result in Result]: Formula };

/** What is known of the run as a whole. */
export interface Surroundings {
  references(leaf: ParsedExpression): References;
  isSettled(path: readonly string[], leaf: string): boolean;
  /** Asks GitHub's engine whether a leaf holds that reads nothing but what is settled, results and status functions. */
  holds(leaf: ParsedExpression, results: { readonly [need: string]: Result }, state: RunState): boolean;
  /** Formulas of leaves that mean the same in every job that may read them. */
  readonly known: Map<string, Formula>;
  /** The variable that stands for a leaf whose value nobody knows: one and the same throughout the run. */
  unknown(leaf: string): Formula;
}

const RESULTS: readonly Result[] = ['success', 'failure', 'cancelled', 'skipped'];
const STATUS = ['success', 'failure', 'cancelled'] as const;

/** Leaves that depend on more than this many combinations of results count as unknown. */
const MOST_COMBINATIONS = 512;

/** The condition of a job as a truth function of everything that can go one way or the other. */
export function symbolicCondition(
  diagram: DecisionDiagram,
  condition: ParsedExpression,
  situation: Situation,
  around: Surroundings,
): Formula {
  const compile = (tree: ConditionTree): Formula => {
    if (tree.kind === 'leaf') return symbolicLeaf(diagram, tree.expression, situation, around);
    if (tree.kind === 'not') return diagram.not(compile(tree.child));
    const children = tree.children.map(compile);
    return tree.kind === 'and' ? diagram.all(children) : diagram.any(children);
  };
  return compile(conditionTree(condition));
}

export function symbolicLeaf(
  diagram: DecisionDiagram,
  leaf: ParsedExpression,
  situation: Situation,
  around: Surroundings,
): Formula {
  const { paths, functions } = around.references(leaf);
  const depends =
    functions.some(isStatus) || paths.some(([context, job]) => context === 'needs' && !situation.needs.has(job));
  if (depends) return uncachedLeaf(diagram, leaf, situation, around);
  const formula = around.known.get(leaf.source) ?? uncachedLeaf(diagram, leaf, situation, around);
  around.known.set(leaf.source, formula);
  return formula;
}

function uncachedLeaf(
  diagram: DecisionDiagram,
  leaf: ParsedExpression,
  situation: Situation,
  around: Surroundings,
): Formula {
  const among = anyNeedHas(leaf.source);
  if (among) return diagram.any([...situation.needs.values()].map((results) => results[among]));

  const { paths, functions } = around.references(leaf);
  const results = new Set<string>();
  const outputs = new Set<string>();
  for (const path of paths) {
    const [context, written = ANY, field] = path;
    const job = namedBy(situation.needs.keys(), written);
    if (context !== 'needs') {
      if (!around.isSettled(path, leaf.source)) return around.unknown(leaf.source);
    } else if (path.length === 3 && isNamed(field, 'result') && written === ANY) {
      for (const need of situation.needs.keys()) results.add(need);
    } else if (path.length === 3 && isNamed(field, 'result') && written !== ANY) {
      if (job !== undefined) results.add(job);
    } else if (path.length === 4 && isNamed(field, 'outputs') && written !== ANY) {
      if (job !== undefined) outputs.add(job);
    } else {
      return around.unknown(leaf.source);
    }
  }
  if (outputs.size > 0) {
    return results.size === 0 && functions.every((name) => !isStatus(name))
      ? leafOverOutputs(diagram, leaf, [...outputs], situation, around)
      : around.unknown(leaf.source);
  }
  return leafOverResults(
    diagram,
    leaf,
    [...results],
    STATUS.filter((name) => functions.includes(name)),
    situation,
    around,
  );
}

/** The outputs of a job that was skipped are empty; those of any other may be anything. */
function leafOverOutputs(
  diagram: DecisionDiagram,
  leaf: ParsedExpression,
  jobs: readonly string[],
  { needs }: Situation,
  around: Surroundings,
): Formula {
  const skipped = diagram.all(jobs.map((job) => (needs.get(job) as ResultFormulas).skipped));
  const without = around.holds(leaf, {}, {});
  return diagram.choose(skipped, without ? TRUE : FALSE, around.unknown(leaf.source));
}

/** Asks GitHub's engine once for every combination of the results and status functions that the leaf reads. */
function leafOverResults(
  diagram: DecisionDiagram,
  leaf: ParsedExpression,
  jobs: readonly string[],
  status: readonly (typeof STATUS)[number][],
  situation: Situation,
  around: Surroundings,
): Formula {
  if (RESULTS.length ** jobs.length * 2 ** status.length > MOST_COMBINATIONS) return around.unknown(leaf.source);
  const holds: Formula[] = [];
  for (const results of tuples(RESULTS, jobs.length)) {
    for (const answers of tuples([true, false], status.length)) {
      const ended = Object.fromEntries(jobs.map((job, index) => [job, results[index]]));
      const state = Object.fromEntries(status.map((name, index) => [name, answers[index]]));
      if (!around.holds(leaf, ended, state)) continue;
      const cases = [
        ...jobs.map((job, index) => (situation.needs.get(job) as ResultFormulas)[results[index]]),
        ...status.map((name, index) => (answers[index] ? situation[name]() : diagram.not(situation[name]()))),
      ];
      holds.push(diagram.all(cases));
    }
  }
  return diagram.any(holds);
}

function* tuples<Value>(values: readonly Value[], length: number): Generator<readonly Value[]> {
  if (length === 0) yield [];
  else for (const rest of tuples(values, length - 1)) for (const value of values) yield [...rest, value];
}

/** `contains(needs.*.result, 'failure')`: reads too many results to try them all, and means something simple. */
function anyNeedHas(leaf: string): Result | undefined {
  const wanted = /^contains\((?:needs\.\*\.result|join\(needs\.\*\.result(?:, '[ ,;]+')?\)), '(\w+)'\)$/i.exec(
    leaf,
  )?.[1];
  return RESULTS.find((result) => result === wanted?.toLowerCase());
}

const isNamed = (written: string, name: string) => written.toLowerCase() === name;

/** Whether a function asks how the run fares, and so has another answer for every job. */
export function isStatus(name: string): boolean {
  return (STATUS as readonly string[]).includes(name);
}
