import type { JobModel, PipelineModel } from '../../model/pipeline-model';
import type { WorkflowStep } from '../../model/workflow';
import { textOf } from '../../util/condition-tree';
import { expressionsIn, isMistake, parseExpression, references } from '../../util/expressions';
import type { Plan, PlannedJob } from '../plan';
import { type Counterexample, still } from './counterexample';
import { gatesBefore } from './gates';
import type { Deployment } from './protection';

/**
 * Where a value comes from: an output of another job, or something that no job of the run has made; given where the job is
 * handed it, and does not find it out by itself.
 */
type Origin =
  | { readonly job: string; readonly output: string }
  | { readonly foreign: string; readonly isGiven: boolean };

/** What tests vouch for that start the image. */
const TESTED = 'integration-tested';

const DIGEST = /(?:^|_)DIGEST$/i;

/**
 * Whether what is deployed is what was built, scanned and tested: the digest of every deployment comes from an output of
 * one job that vouches for an image, and whoever vouches for having scanned or tested an image reads such a job too. Where
 * several images are built, each has a scan of its own.
 */
export function digestMistakes(model: PipelineModel, plan: Plan, deployments: readonly Deployment[]): Counterexample[] {
  const builders = model.jobs.filter(({ vouches }) => vouches.includes('image-built')).map(({ id }) => id);
  if (builders.length === 0) return [];
  const unscanned = builders.filter((builder) => !isScanned(model, plan, builder));
  if (builders.length > 1 && unscanned.length > 0) {
    const message = `${builders.join(' and ')} both build an image: what one made is not what the other's gates looked at`;
    const about = { path: model.path, job: null, environment: null };
    return [still('digest', about, message, 'build the image once and pass its digest on')];
  }
  const inLegs = builders.filter((builder) => plan.job(builder).legs.length > 1);
  if (inLegs.length > 0) {
    return inLegs.map((job) => {
      const message = `${job} runs in ${plan.job(job).legs.length} legs: the digest that it hands on is that of whichever ends last`;
      const about = { path: model.path, job, environment: null };
      return still('digest', about, message, 'let a job of its own build each image');
    });
  }
  return [
    ...deploymentMistakes(plan, deployments, builders),
    ...testMistakes(model, plan, deployments, builders),
    ...gateMistakes(model, plan, builders),
  ];
}

/**
 * Deployments of an image that no integration test before them looked at, where another image was tested: the tests of one
 * say nothing of the other. Tests of the source alone, such as unit tests, count for all images.
 */
function testMistakes(
  model: PipelineModel,
  plan: Plan,
  deployments: readonly Deployment[],
  builders: readonly string[],
): Counterexample[] {
  const tests = model.jobs.filter(({ id, vouches }) => vouches.includes(TESTED) && id in model.workflow.jobs);
  if (builders.length < 2 || tests.length === 0) return [];
  return deployments.flatMap(({ job, path, environment }) => {
    const read = digestOrigins(plan, plan.job(job)).flatMap((origin) => ('job' in origin ? [origin.job] : []));
    const builder = builders.find((candidate) => read.includes(candidate));
    const gates = gatesBefore(model, job);
    if (builder === undefined || tests.some((test) => gates.includes(test) && imagesTested(plan, test).has(builder)))
      return [];
    const others = tests.map((test) => `${test.id} looks at what ${[...imagesTested(plan, test)].join(' and ')} made`);
    const message = `${job} deploys what ${builder} made, which no integration test before it looks at: ${others.join(', ')}`;
    const remedy = `test it in an IntegrationStage of its own (image: ${builder}.image), or hand its digest to the tests that start both images (env: { OTHER_DIGEST: ${builder}.image.digest })`;
    return [still('untested', { path, job, environment: environment?.name ?? null }, message, remedy)];
  });
}

/** Whose images a test brings in: what its actions fetch, and every digest that it is handed; else whose outputs it reads. */
function imagesTested(plan: Plan, { id }: JobModel): Set<string> {
  const job = plan.job(id);
  const fetched = job.steps.flatMap((step) => Object.values(step.with ?? {}).map(String)).flatMap(outputsReadBy);
  const handed = digestOrigins(plan, job).flatMap((origin) => ('job' in origin ? [origin.job] : []));
  const brought = [...fetched, ...handed];
  return brought.length > 0 ? new Set(brought) : jobsReadBy(job);
}

function isScanned(model: PipelineModel, plan: Plan, builder: string): boolean {
  return model.jobs.some(
    ({ id, vouches }) =>
      vouches.includes('image-scanned') && id in model.workflow.jobs && jobsLookedAt(plan, plan.job(id)).has(builder),
  );
}

/** Whose digests a scan takes: that in `DIGEST`, which it scans, else any; where it takes none, whose outputs. */
function jobsLookedAt(plan: Plan, job: PlannedJob): Set<string> {
  const scanned = digestsOf(plan, job, /^DIGEST$/).flatMap((text) => originsOf(plan, job, text, new Set()));
  const origins = scanned.length > 0 ? scanned : digestOrigins(plan, job);
  const taken = origins.flatMap((origin) => ('job' in origin ? [origin.job] : []));
  return taken.length > 0 ? new Set(taken) : jobsReadBy(job);
}

function deploymentMistakes(
  plan: Plan,
  deployments: readonly Deployment[],
  builders: readonly string[],
): Counterexample[] {
  return deployments.flatMap(({ job, path, environment }) => {
    const about = { path, job, environment: environment?.name ?? null };
    const origins = digestOrigins(plan, plan.job(job));
    const builder = builderOf(origins, builders);
    const wrong = (what: string) =>
      still('digest', about, what, `let ${job} take its digest from an output of ${builder}`);
    if (origins.length === 0)
      return [wrong(`${job} takes no digest: what it deploys is not told by what ${builder} made`)];
    const messages = origins.flatMap((origin) => {
      if ('foreign' in origin) return [`${job} deploys ${origin.foreign}, not what ${builder} made`];
      if (origin.job !== builder) return [`${job} deploys ${origin.output} of ${origin.job}, not what ${builder} made`];
      return origin.output in plan.job(builder).outputs
        ? []
        : [`${job} reads ${origin.output}, which ${builder} does not give`];
    });
    return [...new Set(messages)].map(wrong);
  });
}

/** The job whose image a deployment is about: the first that it reads, else the first that builds. */
function builderOf(origins: readonly Origin[], builders: readonly string[]): string {
  const read = origins.flatMap((origin) => ('job' in origin && builders.includes(origin.job) ? [origin.job] : []));
  return read[0] ?? builders[0];
}

function gateMistakes(model: PipelineModel, plan: Plan, builders: readonly string[]): Counterexample[] {
  const [builder] = builders;
  return model.jobs.flatMap(({ id, path, vouches }) => {
    const looksAtImage = vouches.some((fact) => fact === 'image-scanned' || fact === TESTED);
    if (!looksAtImage || !(id in model.workflow.jobs)) return [];
    const about = { path, job: id, environment: null };
    const remedy = `let ${id} read an output of ${builder}`;
    const read = jobsReadBy(plan.job(id));
    if (!builders.some((one) => read.has(one))) {
      return [still('digest', about, `${id} vouches for an image that it does not take from ${builder}`, remedy)];
    }
    const other = digestOrigins(plan, plan.job(id)).find((origin) => 'foreign' in origin && origin.isGiven);
    if (other === undefined || !('foreign' in other)) return [];
    return [still('digest', about, `${id} looks at ${other.foreign}, not at what ${builder} made`, remedy)];
  });
}

/** Where every value called a digest comes from, through steps and variables, back to another job. */
function digestOrigins(plan: Plan, job: PlannedJob): Origin[] {
  return digestsOf(plan, job).flatMap((text) => originsOf(plan, job, text, new Set()));
}

/** Every value called a digest that a job or one of its steps is handed. */
export function digestsOf(plan: Plan, job: PlannedJob, called = DIGEST): string[] {
  return [plan.workflow.env ?? {}, job.env, ...job.steps.map(({ env }) => env ?? {})].flatMap((env) =>
    Object.entries(env).flatMap(([name, text]) => (called.test(name) ? [String(text)] : [])),
  );
}

function originsOf(plan: Plan, job: PlannedJob, text: string, seen: Set<string>): Origin[] {
  const paths = pathsIn(text);
  // Whatever else an expression does, such as choosing between texts, may come to another digest.
  if (paths.length === 0 || !isLonePath(text)) return [{ foreign: `"${text}"`, isGiven: true }];
  return paths.flatMap((path): Origin[] => {
    const [context, first, field, name] = path;
    const key = path.join('.');
    if (context === 'needs' && field === 'outputs' && name) return [{ job: first, output: name }];
    if (seen.has(key)) return [];
    seen.add(key);
    if (context === 'env') return originsOf(plan, job, variable(plan, job, first) ?? '', seen);
    const step = context === 'steps' ? job.steps.find(({ id }) => id === first) : undefined;
    return step ? stepOrigins(plan, job, step, seen) : [{ foreign: key, isGiven: context !== 'steps' }];
  });
}

/** What a step gives is made of the digests that it sees. */
function stepOrigins(plan: Plan, job: PlannedJob, step: WorkflowStep, seen: Set<string>): Origin[] {
  const digests = Object.entries({ ...job.env, ...step.env, ...step.with }).filter(([name]) => DIGEST.test(name));
  if (digests.length === 0) return [{ foreign: `an output of step "${step.id}"`, isGiven: false }];
  return digests.flatMap(([, text]) => originsOf(plan, job, String(text), seen));
}

function variable(plan: Plan, job: PlannedJob, name: string): string | undefined {
  const inSteps = job.steps.map(({ env }) => env?.[name]).find((text) => text !== undefined);
  return job.env[name] ?? inSteps ?? plan.workflow.env?.[name];
}

function jobsReadBy(job: PlannedJob): Set<string> {
  return new Set(textsOf(job).flatMap(outputsReadBy));
}

function outputsReadBy(text: string): string[] {
  return pathsIn(text).flatMap(([context, job, field]) => (context === 'needs' && field === 'outputs' ? [job] : []));
}

function isLonePath(text: string): boolean {
  return expressionsIn(text).every(({ source }) => {
    const parsed = parseExpression(source);
    return !isMistake(parsed) && /^[a-z_][\w-]*(?:\.[a-z_][\w-]*)+$/i.test(textOf(parsed.root));
  });
}

function pathsIn(text: string): (readonly string[])[] {
  return expressionsIn(text).flatMap(({ source }) => {
    const parsed = parseExpression(source);
    return isMistake(parsed) ? [] : references(parsed).paths;
  });
}

function textsOf({ env, steps }: PlannedJob): string[] {
  const values = [env, ...steps.flatMap((step) => [step.env ?? {}, step.with ?? {}])].flatMap((map) =>
    Object.values(map),
  );
  return values.map(String);
}
