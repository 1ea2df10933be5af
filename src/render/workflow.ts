import { pageFile, writtenFrom } from '../model/ids';
import type { JobModel, PipelineModel } from '../model/pipeline-model';
import type { Workflow, WorkflowJob } from '../model/workflow';
import { pointerTo } from '../util/json-pointer';
import { toYaml, type YamlComments } from './yaml';

/** The workflow as text: what GitHub reads, and for people where each job comes from, why it has its rights, and the version of each pin. */
export function renderWorkflow(model: PipelineModel): string {
  return printed(model, bannerOf(model), IN_LINE);
}

/** The workflow that takes an environment back, as text. */
export function renderRollback(rollback: PipelineModel): string {
  const banner = [
    writtenFrom(rollback.source, `${rollback.path}, rollback`),
    `Takes an environment back to an image that once ran there. How to start it, and who approves: ${pageFile(rollback.id)}`,
  ];
  return printed(
    rollback,
    banner,
    'Each run for itself: its jobs stand in the line of the deployments to their environment.',
  );
}

function printed(model: PipelineModel, banner: readonly string[], concurrency: string): string {
  const before: Record<string, string> = {
    '/concurrency': concurrency,
  };
  const beside: Record<string, string> = {
    '/permissions': 'nothing by default; every job says what it needs and why',
  };
  const space = new Set(['/on', '/concurrency', '/permissions', '/defaults', '/env', '/jobs']);
  const facts = new Map(model.jobs.map((job) => [job.id, job]));
  for (const [id, job] of Object.entries(model.workflow.jobs)) {
    const pointer = pointerTo('jobs', id);
    space.add(pointer);
    const known = facts.get(id);
    if (known !== undefined) before[pointer] = headline(model, known);
    Object.assign(before, commentsOf(pointer, job, known));
    Object.assign(beside, remarksOf(model, pointer, job, known));
  }
  const comments: YamlComments = {
    banner,
    before,
    beside,
    space,
    bare: new Set(['/on']),
    compactTo: 120,
  };
  return toYaml(printedWorkflow(model.workflow), comments);
}

/** The workflow without the ids of steps that no expression refers to. */
export function printedWorkflow(workflow: Workflow): Workflow {
  const jobs = Object.entries(workflow.jobs).map(([id, job]) => {
    const used = stepsRead(JSON.stringify(job));
    const steps = job.steps?.map(({ id: stepId, ...step }) => {
      const { name, ...rest } = step;
      return { ...(name === undefined ? {} : { name }), ...(used.has(stepId) ? { id: stepId } : {}), ...rest };
    });
    return [id, { ...job, ...(steps === undefined ? {} : { steps }) }] as const;
  });
  return { ...workflow, jobs: Object.fromEntries(jobs) } as Workflow;
}

/** Ids of the steps that expressions in a text refer to. */
function stepsRead(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/\bsteps(?:\.([\w-]+)|\['([^']+)'\])/g)].map(([, dotted, quoted]) => dotted ?? quoted),
  );
}

const IN_LINE = `A newer commit on a pull request replaces the run of the older one. Every other run has a group of its own and is never
cancelled here; deployments to one environment are put in line by the groups of their jobs.`;

function bannerOf({ id, path, source }: PipelineModel): string[] {
  return [
    writtenFrom(source, path),
    `What each job answers for, who approves what, and what has to be set up once: ${pageFile(id)}`,
  ];
}

/** `payment-api/build (BuildStage) | stage 1 of 4 | budget 4 minutes` */
function headline(model: PipelineModel, job: JobModel): string {
  const stage = model.stages.find(({ id }) => id === job.stage);
  const last = model.stages[model.stages.length - 1];
  const environment = model.environments.find(({ name }) => name === job.deploysTo);
  return [
    `${job.path} (${job.construct})`,
    ...(stage === undefined ? [job.description.answersFor] : [`stage ${stage.number} of ${last.number}`]),
    ...(environment === undefined ? [] : [approvalOf(environment.reviewers)]),
    ...(job.budgetMinutes === null ? [] : [`budget ${job.budgetMinutes} minutes`]),
  ].join(' | ');
}

function approvalOf({ users, teams }: { users: readonly string[]; teams: readonly string[] }): string {
  const names = [...teams, ...users];
  return names.length === 0 ? 'automatic' : `manual, ${names.join(' or ')} approves`;
}

function commentsOf(pointer: string, job: WorkflowJob, known: JobModel | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(known?.comments ?? {}).flatMap(([key, text]) => {
      const [, section, id, ...rest] = key.split('/');
      if (section !== 'steps') return isShort(text) ? [] : [[`${pointer}${key}`, text]];
      const index = job.steps.findIndex((step) => step.id === id);
      return index < 0 ? [] : [[[`${pointer}/steps/${index}`, ...rest].join('/'), text]];
    }),
  );
}

function remarksOf(
  { versions }: PipelineModel,
  pointer: string,
  job: WorkflowJob,
  known: JobModel | undefined,
): Record<string, string> {
  const remarks: Record<string, string> = {};
  for (const scope of Object.keys(job.permissions ?? {})) {
    const reason = known?.permissionReasons[scope];
    if (reason !== undefined) remarks[pointer + pointerTo('permissions', scope)] = reason;
  }
  for (const [key, text] of Object.entries(known?.comments ?? {})) {
    if (!key.startsWith('/steps') && isShort(text)) remarks[`${pointer}${key}`] = text;
  }
  for (const [index, step] of (job.steps ?? []).entries()) {
    const version = step.uses === undefined ? undefined : versions[step.uses];
    if (version !== undefined) remarks[`${pointer}/steps/${index}/uses`] = version;
  }
  return remarks;
}

/** Short enough to stand behind a value. */
const isShort = (text: string) => text.length <= 72;
