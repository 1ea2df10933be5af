import type { JobModel, PipelineModel } from '../../model/pipeline-model';

/** Facts without which nothing may be deployed. */
export const REQUIRED_FACTS = ['image-built', 'image-scanned'];

/** Facts that stand in front of a deployment wherever a job vouches for them, even one that blocks nothing. */
const STANDARD_FACTS = [...REQUIRED_FACTS, 'unit-tested', 'linted', 'integration-tested'];

/**
 * The jobs that must have succeeded before a job may deploy: those that vouch for what is required, and every blocking one
 * of an earlier stage that vouches for something.
 */
export function gatesBefore(model: PipelineModel, deploying: string): JobModel[] {
  const earlier = earlierStages(model, deploying);
  return model.jobs.filter(({ id, vouches, deploysTo, stage, blocking }) => {
    if (id === deploying || vouches.length === 0 || deploysTo !== null) return false;
    if (vouches.some((fact) => REQUIRED_FACTS.includes(fact))) return true;
    const isEarlier = stage !== null && (earlier === 'all' || earlier.has(stage));
    return isEarlier && (blocking || vouches.some((fact) => STANDARD_FACTS.includes(fact)));
  });
}

/** The deployments that the stage of a deployment comes after, by declaration: none starts where one of them has failed. */
export function deploymentsBefore({ stages, jobs }: PipelineModel, deploying: string): JobModel[] {
  const own = jobs.find(({ id }) => id === deploying)?.stage;
  const found = new Set<string>();
  const open = stages.filter(({ id }) => id === own).flatMap(({ after }) => after);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...stages.filter(({ id }) => id === next).flatMap(({ after }) => after));
  }
  return jobs.filter(({ id, deploysTo, stage }) => id !== deploying && deploysTo !== null && found.has(stage ?? ''));
}

/** Facts for which no job vouches. */
export function missingFacts(model: PipelineModel): string[] {
  return REQUIRED_FACTS.filter((fact) => !model.jobs.some(({ vouches }) => vouches.includes(fact)));
}

/** Every stage with a lower number, and every one that the stage waits for. A job that only a patch knows comes last. */
function earlierStages(model: PipelineModel, job: string): ReadonlySet<string> | 'all' {
  const id = model.jobs.find((candidate) => candidate.id === job)?.stage;
  const stages = new Map(model.stages.map((stage) => [stage.id, stage]));
  const own = id === undefined || id === null ? undefined : stages.get(id);
  if (!own) return 'all';
  const found = new Set(model.stages.filter(({ number }) => number < own.number).map((stage) => stage.id));
  const open = [...own.after];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === own.id || found.has(next)) continue;
    found.add(next);
    open.push(...(stages.get(next)?.after ?? []));
  }
  return found;
}
