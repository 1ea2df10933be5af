import type { EnvironmentModel } from '../model/environment-model';
import type { JobModel, PipelineModel } from '../model/pipeline-model';
import type { EnvironmentView } from '../policy/environment-view';
import type { JobView, StepView } from '../policy/job-view';
import type { PipelineView } from '../policy/pipeline-view';
import { inspectWorkflow } from '../schema/check-workflow';
import { namesRead } from './expression-use';
import type { JobSubject } from './job-subject';
import { NOTHING_AROUND, PipelineSubject } from './pipeline-subject';
import { isMap, textMapOf, textOf } from './plain';
import type { StepSubject } from './step-subject';

/** A pipeline as policies see it and as `.stagegate/<pipeline>.json` holds it. */
export function viewOf(model: PipelineModel, inspection = inspectWorkflow(model.workflow)): PipelineView {
  const pipeline = new PipelineSubject(model, inspection, NOTHING_AROUND);
  const {
    id,
    path,
    source,
    repository,
    schedule,
    defaultBranch,
    strict,
    release,
    stages,
    overlays,
    scripts,
    workflow,
  } = model;
  return {
    version: 1,
    id,
    path,
    source,
    ...given({ repository }),
    schedule,
    defaultBranch,
    strict,
    events: Object.keys(pipeline.triggers),
    release: copy(release),
    stages: copy(stages),
    jobs: pipeline.jobs.map(jobView),
    environments: model.environments.map(environmentView),
    overlays: overlays.map(({ imageKeys, environment, path, file, chart, values }) => ({
      environment,
      path,
      file,
      chart,
      values: copy(values),
      repositoryKey: imageKeys.repository,
      digestKey: imageKeys.digest,
    })),
    settings: model.settings.map(({ environment, ...setting }) => ({ ...copy(setting), ...given({ environment }) })),
    identities: model.identities.map(({ environment, ...identity }) => ({
      ...copy(identity),
      ...given({ environment }),
    })),
    instructions: copy(model.instructions),
    scripts: [...scripts],
    acknowledgements: model.acknowledgements.map(({ owner, expires, ...acknowledgement }) => ({
      ...acknowledgement,
      ...given({ owner, expires }),
    })),
    ...given({
      requiredChecks: copy(model.requiredChecks),
      repositorySettings: copy(model.repositorySettings),
      rollback: copy(model.rollback?.workflow),
    }),
    workflow: copy(workflow),
  };
}

function jobView(job: JobSubject): JobView {
  const model = job.model ?? UNKNOWN_JOB;
  const { stage, runsWhen, deploysTo, budgetMinutes } = model;
  const timeout = job.job['timeout-minutes'];
  return {
    id: job.id,
    path: job.path,
    construct: model.construct,
    role: model.role,
    ...given({ stage, runsWhen, deploysTo, budgetMinutes, condition: job.condition, environment: job.environment }),
    needs: [...job.needs],
    reads: [...model.reads],
    blocking: job.blocks,
    vouches: [...model.vouches],
    decides: [...model.decides],
    foreignCode: model.foreignCode,
    runsOn: [...job.runsOn],
    ...(typeof timeout === 'number' ? { timeoutMinutes: timeout } : {}),
    permissions: permissionsView(job.permissions),
    permissionReasons: { ...model.permissionReasons },
    secrets: [...new Set([...namesRead(job.expressions, 'secrets')].map(({ name }) => name))].sort(),
    steps: job.steps.map(stepView),
    description: copy(model.description),
  };
}

/** Stands for the construct of a job that an escape hatch added. */
export const PATCHED_JOB = 'Pipeline.patch';

const UNKNOWN_JOB: Omit<JobModel, 'id' | 'path'> = {
  construct: PATCHED_JOB,
  role: 'work',
  stage: null,
  reads: [],
  blocking: true,
  vouches: [],
  decides: [],
  generated: null,
  runsWhen: null,
  budgetMinutes: null,
  deploysTo: null,
  foreignCode: true,
  ours: {},
  permissionReasons: {},
  comments: {},
  description: { answersFor: '', takes: [], gives: [], onFailure: '' },
  patched: [],
};

/** `read-all` and `write-all` stand for every scope. */
function permissionsView(permissions: unknown): Record<string, string> {
  if (isMap(permissions)) return { ...textMapOf(permissions) };
  const level = textOf(permissions)?.replace('-all', '');
  return level ? { '*': level } : {};
}

function stepView({ id, job, step, uses, action, run, inputs, env, condition }: StepSubject): StepView {
  return {
    ...given({ id, name: textOf(step.name), condition }),
    ...given({ uses: uses || undefined, action: action?.name, ref: action?.ref, run: run || undefined }),
    ...given({ version: job.pipeline.model.versions[uses] }),
    inputs: { ...inputs },
    env: { ...env },
  };
}

function environmentView({ reviewers, url, adminsCanBypass, ...environment }: EnvironmentModel): EnvironmentView {
  return {
    ...copy(environment),
    ...given({ url, adminsCanBypass }),
    reviewerUsers: [...reviewers.users],
    reviewerTeams: [...reviewers.teams],
  };
}

/** Only what has a value: the view leaves out what is not there. */
function given<Values extends Record<string, unknown>>(
  values: Values,
): { [Key in keyof Values]?: NonNullable<Values[Key]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)) as {
    [Key in keyof Values]?: NonNullable<Values[Key]>;
  };
}

type Mutable<Value> = Value extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : Value extends object
    ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> }
    : Value;

/** The view is handed to foreign code: nothing of the model is in it. */
function copy<Value>(value: Value): Mutable<Value> {
  return structuredClone(value) as Mutable<Value>;
}
