import type { JobModel, PipelineModel } from '../../model/pipeline-model';
import { conditionTree, leavesOf } from '../../util/condition-tree';
import { isMistake, type ParsedExpression, parseExpression, references } from '../../util/expressions';
import { namedBy, type Plan } from '../plan';
import type { Counterexample } from './counterexample';
import type { EventKind } from './event-kinds';
import type { Facts } from './facts';

/**
 * Gates that may be left out for another reason than the event, where nothing is released: there the verdict is what a merge
 * hangs on, and it forgives every job whose own condition does not hold. Where something is released, the deployments
 * demand each gate by themselves. What switches several gates off is told once.
 */
export function switchedGates(model: PipelineModel, plan: Plan, kind: EventKind, facts: Facts): Counterexample[] {
  const verdict = model.jobs.find(({ id, role }) => role === 'verdict' && id in model.workflow.jobs);
  if (!verdict || facts.holds(plan.job(verdict.id), model.release.condition) === 'yes') return [];
  const gates = new Map<JobModel, string[]>();
  for (const gate of model.jobs.filter(isGate)) {
    if (!(gate.id in model.workflow.jobs)) continue;
    const chain = conditionalJobs(model, plan, gate);
    if (chain.some(({ id, runsWhen }) => facts.holds(plan.job(id), runsWhen as string) === 'no')) continue;
    for (const job of chain) {
      if (openLeaves(model, plan, job, facts).length > 0) gates.set(job, [...(gates.get(job) ?? []), gate.id]);
    }
  }
  return [...gates].map(([job, skipped]) => {
    const switches = openLeaves(model, plan, job, facts).map(({ source }) => source);
    const message = `${kind.title}: ${verdict.id} is green although ${skipped.join(', ')} may have been skipped`;
    const [only] = switches;
    const isAll = switches.length === 1 && [only, `!${only}`, `(${only})`, `!(${only})`].includes(job.runsWhen ?? '');
    const open = isAll ? 'which the event does not settle' : `and the event does not settle ${switches.join(', ')}`;
    const why = `  because ${job.id} only runs if ${job.runsWhen}, ${open}`;
    return {
      kind: 'verdict',
      path: job.path,
      job: job.id,
      environment: null,
      gates: skipped,
      event: kind.title,
      outcomes: {},
      message,
      text: [message, why].join('\n'),
      remedy: `let the event alone decide whether ${job.id} runs, such as by github.event_name or github.base_ref`,
    };
  });
}

const isGate = ({ blocking, vouches, deploysTo }: JobModel) => blocking && vouches.length > 0 && deploysTo === null;

/** The gate and the blocking jobs before it, those that have a condition of their own: the verdict forgives one for another. */
function conditionalJobs(model: PipelineModel, plan: Plan, gate: JobModel): JobModel[] {
  const found = new Set<JobModel>();
  const open = [gate];
  for (let job = open.pop(); job !== undefined; job = open.pop()) {
    if (found.has(job)) continue;
    found.add(job);
    const { needs } = plan.job(job.id);
    open.push(...model.jobs.filter(({ id, blocking }) => blocking && needs.includes(id)));
  }
  return [...found].filter(({ runsWhen }) => runsWhen !== null);
}

/** The parts of a job's own condition that are left open by the event. */
function openLeaves(model: PipelineModel, plan: Plan, { id, runsWhen }: JobModel, facts: Facts): ParsedExpression[] {
  const job = plan.job(id);
  const parsed = parseExpression(runsWhen ?? '');
  if (isMistake(parsed) || facts.holds(job, runsWhen ?? '') !== 'maybe') return [];
  const blocking = model.jobs.filter((other) => other.blocking).map((other) => other.id);
  /** A blocking job that did not succeed closes the verdict itself, or is looked at itself. */
  const isHeard = ([context, name, field]: readonly string[]) =>
    context === 'needs' && field?.toLowerCase() === 'result' && namedBy(blocking, name) !== undefined;
  return leavesOf(conditionTree(parsed)).filter(
    (leaf) => facts.holds(job, leaf.source) === 'maybe' && !references(leaf).paths.every(isHeard),
  );
}
