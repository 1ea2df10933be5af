import type { EnvironmentModel } from '../../../src/model/environment-model';
import type { JobModel, PipelineModel, StageModel } from '../../../src/model/pipeline-model';
import type { Workflow, WorkflowJob, WorkflowStep } from '../../../src/model/workflow';

/** A job in both halves of the model: what GitHub reads, and what it has no key for. */
export interface JobSpec extends Partial<Omit<WorkflowJob, 'name'>> {
  readonly model?: Partial<JobModel> | null;
}

export interface PipelineSpec {
  readonly jobs: { readonly [id: string]: JobSpec };
  readonly on?: Workflow['on'];
  readonly stages?: readonly (Partial<StageModel> & Pick<StageModel, 'id'>)[];
  readonly environments?: readonly (Partial<EnvironmentModel> & Pick<EnvironmentModel, 'name' | 'job'>)[];
  readonly workflow?: Partial<Workflow>;
  readonly model?: Partial<PipelineModel>;
}

/** A whole model from what a test cares about. */
export function pipelineModel(spec: PipelineSpec): PipelineModel {
  const ids = Object.keys(spec.jobs);
  const workflow: Workflow = {
    name: 'sample',
    on: spec.on ?? { push: { branches: ['main'] } },
    permissions: {},
    ...spec.workflow,
    jobs: Object.fromEntries(ids.map((id) => [id, workflowJob(id, spec.jobs[id])])),
  };
  return {
    id: 'sample',
    path: 'sample',
    source: '.projenrc.ts',
    workflow,
    schedule: 'staged',
    defaultBranch: 'main',
    release: { branches: ['main'], tags: [], events: ['push'], condition: `github.ref == 'refs/heads/main'` },
    stages: (spec.stages ?? []).map((stage, index) => ({
      path: `sample/${stage.id}`,
      construct: 'Stage',
      number: index + 1,
      title: stage.id,
      jobs: [],
      after: [],
      ...stage,
    })),
    jobs: ids.flatMap((id) => (spec.jobs[id].model === null ? [] : [jobModel(id, spec.jobs[id].model ?? {})])),
    environments: (spec.environments ?? []).map(environmentModel),
    overlays: [],
    settings: [],
    identities: [],
    instructions: [],
    scripts: [],
    versions: {},
    repository: null,
    requiredChecks: null,
    repositorySettings: null,
    driftCheck: null,
    rollback: null,
    strict: false,
    acknowledgements: [],
    patched: [],
    ...spec.model,
  };
}

export function environmentModel(
  spec: Partial<EnvironmentModel> & Pick<EnvironmentModel, 'name' | 'job'>,
): EnvironmentModel {
  return {
    path: `sample/${spec.name}`,
    url: null,
    reviewers: { users: [], teams: [] },
    preventSelfReview: false,
    waitTimer: 0,
    branches: ['main'],
    tags: [],
    protectionApps: [],
    adminsCanBypass: null,
    variables: {},
    requiredVariables: [],
    requiredSecrets: [],
    ...spec,
  };
}

/** A step that runs something harmless. */
export function step(id: string, keys: Partial<WorkflowStep> = {}): WorkflowStep {
  return { name: id, id, ...(keys.uses === undefined ? { run: 'true' } : {}), ...keys };
}

function workflowJob(id: string, { model: _, ...job }: JobSpec): WorkflowJob {
  return { name: id, 'runs-on': 'ubuntu-24.04', 'timeout-minutes': 10, permissions: {}, steps: [step('work')], ...job };
}

function jobModel(id: string, model: Partial<JobModel>): JobModel {
  return {
    id,
    path: `sample/${id}`,
    construct: 'Job',
    role: 'work',
    stage: null,
    reads: [],
    blocking: true,
    vouches: [],
    generated: { steps: [], env: {}, outputs: {} },
    decides: (model.vouches ?? []).length > 0 ? ['work'] : [],
    runsWhen: null,
    budgetMinutes: null,
    deploysTo: null,
    foreignCode: false,
    ours: {},
    permissionReasons: {},
    comments: {},
    description: { answersFor: '', takes: [], gives: [], onFailure: '' },
    patched: [],
    ...model,
  };
}
